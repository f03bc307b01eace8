import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { Confirmation, ConfirmInput } from "@cryptodesk/shared/identity/sign-in.contract";
import { sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository } from "./account.repository.ts";
import { confirmLimits, countAttempt, forgiveAttempt } from "./attempt-limits.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { useTotpCode } from "./second-factor.ts";
import { SessionRepository } from "./session.repository.ts";
import { CONFIRMED_MS } from "./session-actor.ts";

/**
 * Proves again who is at the keyboard; sensitive actions are let through for ten minutes then. An account with an
 * authenticator app proves it with a code of that; one without a password by signing in again.
 * @throws DomainError INVALID_INPUT for a wrong password or code, TOO_MANY_REQUESTS
 */
export async function confirmIdentity(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { password, code }: ConfirmInput,
): Promise<Confirmation> {
  const { accountId, sessionId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  const account = await new AccountRepository(identity.db.primary).find(accountId);
  if (!account) throw new DomainError("UNAUTHENTICATED", "Sign in again.");
  const needsCode = account.totp_confirmed_at !== null;
  if (needsCode && code === undefined) throw invalidInput("/code", "give a code of your authenticator app");
  if (!needsCode && account.password_hash === null) {
    throw invalidInput("/password", "the account has none: sign in again, which confirms it for ten minutes");
  }
  if (!needsCode && password === undefined) throw invalidInput("/password", "give your password");
  const limits = confirmLimits(accountId);
  await countAttempt(identity.db.primary, limits, now);
  const proven = needsCode
    ? await asOwner(identity.db.primary, "system", async (db) => {
        const locked = await new AccountRepository(db).findForUpdate(accountId);
        return locked !== null && code !== undefined && useTotpCode(db, identity.secrets, locked, code, now);
      })
    : (await identity.passwords.verify(account.password_hash, password ?? "")).matches;
  if (!proven) {
    await recordAudit(identity.db.primary, ctx, {
      action: "session.confirm",
      outcome: "refused",
      target: account.email,
    });
    throw needsCode ? invalidInput("/code", "does not hold") : invalidInput("/password", "is not your password");
  }
  await forgiveAttempt(identity.db.primary, limits);
  return changeCredentials(identity, ctx, async (db) => {
    await new SessionRepository(db).confirm(sessionId, now);
    const confirmedUntil = new Date(now.getTime() + CONFIRMED_MS).toISOString();
    return { audit: { action: "session.confirm", target: account.email }, result: { confirmedUntil } };
  });
}
