import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { SecondFactorInput } from "@cryptodesk/shared/identity/second-factor.contract";
import type { TokenAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import type { Db } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { recordAudit } from "../audit/audit.public.ts";
import { AccountRepository, type AccountRow } from "./account.repository.ts";
import { codeLimits, countAttempt, forgiveAttempt } from "./attempt-limits.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { openSession } from "./open-session.ts";
import { verifyPasskey } from "./passkey-ceremony.ts";
import { RecoveryCodeRepository } from "./recovery-code.repository.ts";
import { recoveryHash, useTotpCode } from "./second-factor.ts";
import { type FirstFactor, provenBy } from "./second-factor-challenge.ts";

const MAX_TRIES = 5;

/**
 * Finishes a sign-in whose password was right, or whose provider of single sign-on vouched for it.
 * @throws DomainError UNAUTHENTICATED for a wrong code or a challenge that is used up, TOO_MANY_REQUESTS
 */
export async function completeSecondFactor(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  input: SecondFactorInput,
): Promise<TokenAnswer> {
  const given = [input.code, input.recoveryCode, input.passkey].filter((one) => one !== undefined);
  if (given.length !== 1) throw invalidInput("/code", "give one of code, recoveryCode and passkey");
  const now = ctx.clock();
  const tokens = new OneTimeTokenRepository(identity.db.primary);
  const challenge = await tokens.attempt("secondFactor", input.challenge, now);
  if (!challenge?.account_id || challenge.attempts > MAX_TRIES) throw expired();
  const accountId = challenge.account_id;
  const limits = codeLimits(accountId);
  await countAttempt(identity.db.primary, limits, now);
  const account = await new AccountRepository(identity.db.primary).find(accountId);
  if (!account?.is_active || challenge.payload.proven !== provenBy(account)) throw expired();
  const factor = await proof(identity, ctx, account, input);
  if (factor === null) {
    await recordAudit(identity.db.primary, ctx, {
      action: "session.secondFactor",
      outcome: "refused",
      target: account.email,
      subjectId: account.id,
      detail: "wrong code",
      by: { id: null, email: "anonymous" },
    });
    throw new DomainError("UNAUTHENTICATED", "This code does not hold: wrong, too old, or used already.");
  }
  // Used up only now: a mistyped code does not send anybody back to the password.
  if (!(await tokens.redeem("secondFactor", input.challenge, now))) throw expired();
  await forgiveAttempt(identity.db.primary, limits);
  const { kind, device, first } = challenge.payload as {
    kind: "browser" | "token";
    device: string | null;
    first: FirstFactor;
  };
  return openSession(identity, ctx, { account, kind, device: device ?? undefined, factors: [first, factor] });
}

function expired(): DomainError {
  return new DomainError("UNAUTHENTICATED", "This sign-in took too long or too many tries. Start again.");
}

/** @returns the factor's name; null where the proof fails */
async function proof(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  account: AccountRow,
  input: SecondFactorInput,
): Promise<string | null> {
  const now = ctx.clock();
  return asOwner(identity.db.primary, "system", async (db) => {
    const locked = await new AccountRepository(db).findForUpdate(account.id);
    if (!locked) return null;
    if (await provesTotp(identity, db, locked, input, now)) return "totp";
    if (await provesRecovery(identity, db, locked, input, now)) return "recovery code";
    if (!input.passkey) return null;
    const wanted = { challenge: input.challenge, accountId: account.id };
    return (await verifyPasskey(identity, db, input.passkey, wanted, now)) ? "passkey" : null;
  });
}

type Proof = (
  identity: IdentityRuntime,
  db: Db,
  account: AccountRow,
  input: SecondFactorInput,
  now: Date,
) => Promise<boolean>;

const provesTotp: Proof = async ({ secrets }, db, account, { code }, now) =>
  code !== undefined && account.totp_confirmed_at !== null && useTotpCode(db, secrets, account, code, now);

const provesRecovery: Proof = async ({ secrets }, db, { id }, { recoveryCode }, now) =>
  recoveryCode !== undefined && new RecoveryCodeRepository(db).use(id, recoveryHash(secrets, id, recoveryCode), now);
