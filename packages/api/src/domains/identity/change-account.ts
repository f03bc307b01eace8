import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ChangeEmailInput,
  ChangePasswordInput,
  Me,
  UpdateAccountInput,
} from "@cryptodesk/shared/identity/account.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import type { Db } from "../../platform/database/database.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { confirmLimits, countAttempt, forgiveAttempt } from "./attempt-limits.ts";
import { changeCredentials } from "./change-credentials.ts";
import { getMe } from "./get-me.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { forgetHalfways } from "./password-links.ts";
import { refuseWeakPassword } from "./password-rules.ts";
import { SessionRepository } from "./session.repository.ts";

/** Changes what others see of the account. */
export async function updateAccount(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { name }: UpdateAccountInput,
): Promise<Me> {
  const { accountId } = sessionOf(ctx.actor);
  await changeCredentials(identity, ctx, async (db) => {
    const account = await ownAccount(db, accountId);
    await new AccountRepository(db).update(accountId, { name }, ctx.clock());
    const changes = { name: { before: account.name, after: name } };
    return { audit: { action: "account.update", target: account.email, changes }, result: undefined };
  });
  return getMe(identity, ctx);
}

/**
 * Changes the password, and ends every other session.
 * @throws DomainError INVALID_INPUT for a wrong current or a weak new password, TOO_MANY_REQUESTS
 */
export async function changePassword(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { currentPassword, newPassword }: ChangePasswordInput,
): Promise<void> {
  const { accountId, sessionId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  const account = await ownAccount(identity.db.primary, accountId);
  if (account.password_hash !== null) await requirePassword(identity, account, currentPassword, now);
  await refuseWeakPassword(newPassword, account, "/newPassword");
  const passwordHash = await identity.passwords.hash(newPassword);
  await changeCredentials(identity, ctx, async (db) => {
    await new AccountRepository(db).update(accountId, { password_hash: passwordHash }, now);
    await forgetHalfways(db, accountId);
    const ended = await new SessionRepository(db).revokeAll(accountId, sessionId, "password changed", now);
    const detail = `The password was changed; ${ended} other sessions were ended.`;
    await new NoticeRepository(db).add(accountId, { kind: "passwordChanged", detail, ip: ctx.caller.ip }, now);
    return {
      audit: { action: "password.change", target: account.email, detail: `${ended} sessions ended` },
      result: undefined,
    };
  });
}

async function requirePassword(
  identity: IdentityRuntime,
  account: AccountRow,
  password: string | undefined,
  now: Date,
): Promise<void> {
  if (password === undefined) throw invalidInput("/currentPassword", "give your present password");
  const limits = confirmLimits(account.id);
  await countAttempt(identity.db.primary, limits, now);
  const { matches } = await identity.passwords.verify(account.password_hash, password);
  if (!matches) throw invalidInput("/currentPassword", "is not your password");
  await forgiveAttempt(identity.db.primary, limits);
}

/** @throws DomainError CONFLICT where the address cannot be taken */
export async function changeEmail(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { email }: ChangeEmailInput,
): Promise<Me> {
  const { accountId } = sessionOf(ctx.actor);
  const next = email.trim();
  await changeCredentials(identity, ctx, async (db) => {
    const account = await ownAccount(db, accountId);
    if (!(await new AccountRepository(db).changeEmail(accountId, next, ctx.clock()))) {
      throw new DomainError("CONFLICT", "This address cannot be used here.");
    }
    await forgetHalfways(db, accountId);
    const changes = { email: { before: account.email, after: next } };
    return { audit: { action: "account.email", target: next, subjectId: accountId, changes }, result: undefined };
  });
  return getMe(identity, ctx);
}

async function ownAccount(db: Db, accountId: string): Promise<AccountRow> {
  const account = await new AccountRepository(db).find(accountId);
  if (!account) throw notFound("account", accountId);
  return account;
}
