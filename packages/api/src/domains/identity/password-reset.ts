import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type {
  Accepted,
  RequestPasswordResetInput,
  ResetPasswordInput,
} from "@cryptodesk/shared/identity/sign-in.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { countAttempt, resetLimits } from "./attempt-limits.ts";
import { changeCredentials } from "./change-credentials.ts";
import { emailKeyOf } from "./email-key.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { forgetHalfways, MAILED_LINK_MS, makePasswordLink } from "./password-links.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { SessionRepository } from "./session.repository.ts";

/**
 * Mails a link that sets a new password. The answer is the same for an address nobody has, and comes before the mail is
 * made, so that its time tells nothing either.
 * @throws DomainError CONFLICT where this desk cannot send mail, TOO_MANY_REQUESTS
 */
export async function requestPasswordReset(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { email }: RequestPasswordResetInput,
): Promise<Accepted> {
  const { mail } = identity;
  if (!mail) {
    throw new DomainError(
      "CONFLICT",
      "This desk sends no mail. Ask its admin, or run `cryptodesk admin reset-password` on it.",
    );
  }
  await countAttempt(identity.db.primary, resetLimits(emailKeyOf(email), ctx.caller.ip), ctx.clock());
  setImmediate(() => {
    void sendLink(identity, email, ctx.clock()).catch((error: unknown) =>
      identity.logger.error({ err: error, requestId: ctx.requestId }, "password link not sent"),
    );
  });
  return { detail: "If an account has this address, a link is on its way to it." };
}

async function sendLink({ db, mail }: IdentityRuntime, email: string, now: Date): Promise<void> {
  const account = await new AccountRepository(db.primary).findByEmail(email);
  if (!account?.is_active || !mail) return;
  const link = await makePasswordLink(db.primary, account.id, MAILED_LINK_MS, now);
  await mail.send({
    to: account.email,
    subject: "Set a new password for CryptoDesk",
    text: `Somebody, most likely you, asked for a new password.\n\nSet it here within an hour:\n${mail.link(link.path)}\n\nIf it was not you, nothing has to be done: your password still holds.\n`,
  });
}

/**
 * Sets the password of a link's account, and ends all its sessions.
 * @throws DomainError UNAUTHENTICATED for a link that is used or old, INVALID_INPUT for a weak password
 */
export async function resetPassword(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { token, password }: ResetPasswordInput,
): Promise<void> {
  const now = ctx.clock();
  const account = await ownerOf(identity, token, now);
  await refuseWeakPassword(password, account);
  const passwordHash = await identity.passwords.hash(password);
  await changeCredentials(identity, ctx, async (db) => {
    if (!(await new OneTimeTokenRepository(db).redeem("password", token, now))) throw used();
    await new AccountRepository(db).update(
      account.id,
      // Whoever has the link reads the address's mail, or was trusted by an admin.
      { password_hash: passwordHash, email_verified_at: account.email_verified_at ?? now },
      now,
    );
    await forgetHalfways(db, account.id);
    await new SessionRepository(db).revokeAll(account.id, null, "password reset", now);
    const detail = "The password was set anew by a link.";
    await new NoticeRepository(db).add(account.id, { kind: "passwordChanged", detail, ip: ctx.caller.ip }, now);
    const by = { id: account.id, email: account.email };
    return { audit: { action: "password.reset", target: account.email, subjectId: account.id, by }, result: undefined };
  });
}

async function ownerOf({ db }: IdentityRuntime, token: string, now: Date): Promise<AccountRow> {
  const row = await new OneTimeTokenRepository(db.primary).attempt("password", token, now);
  const account = row?.account_id ? await new AccountRepository(db.primary).find(row.account_id) : null;
  if (!account?.is_active) throw used();
  return account;
}

function used(): DomainError {
  return new DomainError(
    "UNAUTHENTICATED",
    "This link no longer works: it was used, or is too old. Ask for a new one.",
  );
}
