import type { AccountPage, AccountSummary } from "@cryptodesk/shared/identity/admin.contract";
import { Argument } from "commander";
import { z } from "zod";
import { ReportedFailure, UsageError } from "../../failures.ts";
import { safeText } from "../../output/plain-text.ts";
import type { Session } from "../../session.ts";

export function accountArgument(): Argument {
  return new Argument("<account>", "address of the account, or its id");
}

/** The id behind an address or an id. @throws UsageError for anything else, ReportedFailure where there is no such account */
export async function accountIdOf(session: Session, account: unknown): Promise<string> {
  const text = String(account).trim();
  if (z.uuid().safeParse(text).success) return text;
  if (!text.includes("@")) throw new UsageError("<account>: must be an address (ada@example.com) or an id");
  return (await findByAddress(session, text)).id;
}

async function findByAddress({ ask, out }: Session, email: string): Promise<AccountSummary> {
  let cursor: string | null = null;
  do {
    const from: string | null = cursor;
    const page: AccountPage = await ask((api) =>
      api.admin.accounts.query({ search: email, limit: 250, ...(from !== null && { cursor: from }) }),
    );
    const found = page.items.find((account) => addressKey(account.email) === addressKey(email));
    if (found) return found;
    cursor = page.nextCursor;
  } while (cursor !== null);
  out.notice(`There is no account with the address ${safeText(email)}. See: cryptodesk admin accounts`);
  throw new ReportedFailure("No such account.");
}

// As the server compares addresses: without case and in Unicode's compatible form.
function addressKey(email: string): string {
  return email.trim().normalize("NFKC").toLowerCase();
}
