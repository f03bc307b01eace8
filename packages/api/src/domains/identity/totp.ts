import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ConfirmTotpInput,
  RecoveryCodes,
  SecondFactorState,
  TotpSetup,
} from "@cryptodesk/shared/identity/second-factor.contract";
import { toString as qrOf } from "qrcode";
import { accountIdOf, sessionOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { AccountRepository } from "./account.repository.ts";
import { codeLimits, countAttempt, forgiveAttempt } from "./attempt-limits.ts";
import { changeCredentials } from "./change-credentials.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";
import { NoticeRepository } from "./notice.repository.ts";
import { PasskeyRepository } from "./passkey.repository.ts";
import { RecoveryCodeRepository } from "./recovery-code.repository.ts";
import { newTotpSecret, renewRecoveryCodes, sealedAs, totpOf, useTotpCode } from "./second-factor.ts";

/** What second factors the asking account has. */
export async function getSecondFactors(identity: IdentityRuntime, ctx: ServiceContext): Promise<SecondFactorState> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(identity.db.primary, accountId, async (db) => {
    const account = await new AccountRepository(db).find(accountId);
    if (!account) throw notFound("account", accountId);
    const passkeys = await new PasskeyRepository(db).list(accountId);
    return {
      totp: account.totp_confirmed_at ? { since: account.totp_confirmed_at.toISOString() } : null,
      recoveryCodesLeft: await new RecoveryCodeRepository(db).countUnused(accountId),
      passkeys: passkeys.map(({ id, name, created_at, last_used_at, synced }) => ({
        id,
        name,
        createdAt: created_at.toISOString(),
        lastUsedAt: last_used_at?.toISOString() ?? null,
        synced,
      })),
      required: (await new IdentityStateRepository(db).secondFactorRoles()).includes(account.role),
    };
  });
}

/**
 * Begins setting up an authenticator app; nothing holds before a code of it was confirmed.
 * @throws DomainError CONFLICT where one is set up already
 */
export async function beginTotp(identity: IdentityRuntime, ctx: ServiceContext): Promise<TotpSetup> {
  const { accountId } = sessionOf(ctx.actor);
  const accounts = new AccountRepository(identity.db.primary);
  const account = await accounts.find(accountId);
  if (!account) throw notFound("account", accountId);
  if (account.totp_confirmed_at) throw new DomainError("CONFLICT", "An authenticator app is set up. Remove it first.");
  const secret = newTotpSecret();
  const sealed = identity.secrets.seal(secret, sealedAs(accountId));
  await accounts.update(accountId, { totp_secret: sealed, totp_last_step: null }, ctx.clock());
  const uri = totpOf(secret, account.email).toString();
  return { secret, uri, qrSvg: await qrOf(uri, { type: "svg", margin: 2, errorCorrectionLevel: "M" }) };
}

/** @returns recovery codes, shown once @throws DomainError INVALID_INPUT for a code that does not fit */
export async function confirmTotp(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { code }: ConfirmTotpInput,
): Promise<RecoveryCodes> {
  const { accountId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  const limits = codeLimits(accountId);
  await countAttempt(identity.db.primary, limits, now);
  const result = await changeCredentials(identity, ctx, async (db) => {
    const accounts = new AccountRepository(db);
    const account = await accounts.findForUpdate(accountId);
    if (!account || account.totp_secret === null || account.totp_confirmed_at) {
      throw new DomainError("CONFLICT", "There is no authenticator app waiting to be confirmed. Begin again.");
    }
    if (!(await useTotpCode(db, identity.secrets, account, code, now))) {
      throw invalidInput("/code", "does not fit: check the clock of the device with the app");
    }
    await accounts.update(accountId, { totp_confirmed_at: now }, now);
    const codes = await renewRecoveryCodes(db, identity.secrets, accountId);
    const detail = "An authenticator app was set up.";
    await new NoticeRepository(db).add(accountId, { kind: "secondFactorChanged", detail, ip: ctx.caller.ip }, now);
    return { audit: { action: "totp.setUp", target: account.email, subjectId: accountId }, result: { codes } };
  });
  await forgiveAttempt(identity.db.primary, limits);
  return result;
}

/** @throws DomainError CONFLICT where none is set up */
export async function removeTotp(identity: IdentityRuntime, ctx: ServiceContext): Promise<void> {
  const { accountId } = sessionOf(ctx.actor);
  const now = ctx.clock();
  await changeCredentials(identity, ctx, async (db) => {
    const accounts = new AccountRepository(db);
    const account = await accounts.findForUpdate(accountId);
    if (!account?.totp_confirmed_at) throw new DomainError("CONFLICT", "No authenticator app is set up.");
    await accounts.update(accountId, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null }, now);
    if ((await new PasskeyRepository(db).count(accountId)) === 0) {
      await new RecoveryCodeRepository(db).replace(accountId, []);
    }
    const detail = "The authenticator app was removed.";
    await new NoticeRepository(db).add(accountId, { kind: "secondFactorChanged", detail, ip: ctx.caller.ip }, now);
    return { audit: { action: "totp.remove", target: account.email, subjectId: accountId }, result: undefined };
  });
}

/** New recovery codes in place of the old ones. @throws DomainError CONFLICT without a second factor */
export async function regenerateRecoveryCodes(identity: IdentityRuntime, ctx: ServiceContext): Promise<RecoveryCodes> {
  const { accountId, email } = sessionOf(ctx.actor);
  return changeCredentials(identity, ctx, async (db) => {
    const account = await new AccountRepository(db).findForUpdate(accountId);
    const passkeys = await new PasskeyRepository(db).count(accountId);
    if (!account?.totp_confirmed_at && passkeys === 0) {
      throw new DomainError("CONFLICT", "Recovery codes stand in for a second factor, and none is set up.");
    }
    const codes = await renewRecoveryCodes(db, identity.secrets, accountId);
    return { audit: { action: "recoveryCodes.renew", target: email, subjectId: accountId }, result: { codes } };
  });
}
