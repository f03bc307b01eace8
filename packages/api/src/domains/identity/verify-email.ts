import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { Accepted, VerifyEmailInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository } from "./account.repository.ts";
import { countAttempt, resetLimits } from "./attempt-limits.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";

const VALID_MS = 24 * 60 * 60_000;

/** Mails a link that proves the account's address. @throws DomainError CONFLICT where this desk cannot send mail */
export async function requestVerification(identity: IdentityRuntime, ctx: ServiceContext): Promise<Accepted> {
  const { accountId } = sessionOf(ctx.actor);
  const { mail, db } = identity;
  const now = ctx.clock();
  if (!mail) throw new DomainError("CONFLICT", "This desk sends no mail, so addresses cannot be verified.");
  const account = await new AccountRepository(db.primary).find(accountId);
  if (!account) throw notFound("account", accountId);
  if (account.email_verified_at) return { detail: "The address is verified already." };
  await countAttempt(db.primary, resetLimits(account.email_key, ctx.caller.ip), now);
  const tokens = new OneTimeTokenRepository(db.primary);
  await tokens.deleteOfAccount(accountId, "verifyEmail");
  const payload = { emailKey: account.email_key };
  const token = await tokens.issue("verifyEmail", accountId, new Date(now.getTime() + VALID_MS), { payload });
  await mail.send({
    to: account.email,
    subject: "Verify your address for CryptoDesk",
    text: `Open this within a day to verify the address of your account:\n${mail.link(`/verify-email#${token}`)}\n`,
  });
  return { detail: "A link is on its way." };
}

/** @throws DomainError UNAUTHENTICATED for a link that is used, old, or for an address the account no longer has */
export async function verifyEmail(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { token }: VerifyEmailInput,
): Promise<void> {
  const now = ctx.clock();
  await changeCredentials(identity, ctx, async (db) => {
    const row = await new OneTimeTokenRepository(db).redeem("verifyEmail", token, now);
    const account = row?.account_id ? await new AccountRepository(db).find(row.account_id) : null;
    if (!account || row?.payload.emailKey !== account.email_key) {
      throw new DomainError("UNAUTHENTICATED", "This link no longer works. Ask for a new one.");
    }
    await new AccountRepository(db).update(account.id, { email_verified_at: now }, now);
    const by = { id: account.id, email: account.email };
    return { audit: { action: "email.verify", target: account.email, subjectId: account.id, by }, result: undefined };
  });
}
