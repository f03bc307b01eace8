import { ExternalIdentity, ExternalIdentityIdInput } from "@cryptodesk/shared/identity/external-identity.contract";
import { Argument, type Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { ServerRefusal } from "../../failures.ts";
import { readInput } from "../../input/read-input.ts";
import { UNKNOWN } from "../../output/numbers.ts";
import { safeText } from "../../output/plain-text.ts";
import { printRecord } from "../../output/record.ts";
import { printRows } from "../../output/rows.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";
import type { Session } from "../../session.ts";
import { askConfirmed, confirmationOptions } from "../confirmed.ts";
import { defineCommand } from "../define-command.ts";
import { onePage } from "../paging.ts";
import { pageAddress, printDone } from "../print-done.ts";

const COLUMNS: readonly Column<ExternalIdentity>[] = [
  { field: "id", header: "Id", show: ({ id }) => id },
  { field: "issuer", header: "Provider", shrinkTo: 16, show: ({ issuer }) => safeText(issuer) },
  { field: "email", header: "As", shrinkTo: 12, show: ({ email, subject }) => safeText(email ?? subject) },
  { field: "createdAt", header: "Linked", align: "right", show: ({ createdAt }, out) => age(createdAt, out.now()) },
  {
    field: "lastUsedAt",
    header: "Used",
    align: "right",
    show: ({ lastUsedAt }, out) => (lastUsedAt === null ? UNKNOWN : age(lastUsedAt, out.now())),
  },
];

/** Single sign-on: what opens the account beside its password. */
export function addExternalIdentityCommands(account: Command, cli: CliContext): void {
  defineCommand(account, cli, {
    name: "external-identities",
    summary: "Sign-ons at a provider that open your account",
    examples: [["account external-identities", "single sign-on that is linked"]],
    run: async ({ ask, out }) => {
      const { items } = await ask((api) => api.account.externalIdentities.query({}));
      const empty = "No single sign-on is linked with your account.";
      await printRows(out, { columns: COLUMNS, fields: Object.keys(ExternalIdentity.shape), empty }, onePage(items));
    },
  });
  defineCommand(account, cli, {
    name: "link-external",
    summary: "Begin linking a sign-on at the provider",
    description: "Linking is a browser's business: the server refuses it to a terminal's session and says where to go.",
    options: confirmationOptions(),
    examples: [["account link-external", "the address to open, or the page that does it"]],
    run: linkExternal,
  });
  defineCommand(account, cli, {
    name: "unlink-external",
    summary: "Unlink a sign-on at the provider",
    description: "Other sessions that were opened with it end.",
    arguments: [new Argument("<id>", "its id, from `cryptodesk account external-identities`")],
    options: confirmationOptions(),
    examples: [["account unlink-external 01900000-0000-7000-8000-000000000000", "it no longer opens the account"]],
    run: async (session, [id]) => {
      const input = readInput(ExternalIdentityIdInput, session.command, { id });
      await askConfirmed(session, (api) => api.account.unlinkExternal.mutate(input));
      await printDone(session, "The sign-on no longer opens your account.");
    },
  });
}

async function linkExternal(session: Session): Promise<void> {
  try {
    const link = await askConfirmed(session, (api) => api.account.beginOidcLink.mutate({}));
    await printRecord(session.out, link, () => `${safeText(link.url)}\n`);
  } catch (error) {
    if (!(error instanceof ServerRefusal) || error.problem.status !== 409) throw error;
    const page = pageAddress(session.settings.url.value, "/account/security");
    throw new ServerRefusal(error.problem, error.retryAfterSeconds, [`In a browser: ${page}`]);
  }
}
