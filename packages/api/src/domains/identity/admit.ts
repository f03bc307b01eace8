import type { LoginAnswer } from "@cryptodesk/shared/identity/sign-in.contract";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import type { AccountRow } from "./account.repository.ts";
import type { AttemptLimit } from "./attempt.repository.ts";
import { forgiveAttempt } from "./attempt-limits.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { answerTokens, lockUnchanged, startSession } from "./open-session.ts";
import { challengeFor, type FirstFactor } from "./second-factor-challenge.ts";

export interface Admission {
  account: AccountRow;
  kind: "browser" | "token";
  device: string | undefined;
  first: FirstFactor;
  /** What the try was counted by: it was none. */
  limits: readonly AttemptLimit[];
}

/**
 * What follows the first factor: the challenge of the second where the account has one, else a session.
 * @throws DomainError UNAUTHENTICATED where the account was changed since the factor was proven
 */
export async function admit(
  identity: IdentityRuntime,
  ctx: ServiceContext,
  { account, kind, device, first, limits }: Admission,
): Promise<LoginAnswer> {
  const outcome = await asOwner(identity.db.primary, account.id, async (db) => {
    const standing = await lockUnchanged(db, account);
    const outcome =
      (await challengeFor(db, standing, { kind, device, first }, ctx.clock())) ??
      (await startSession(identity, ctx, db, standing, { account, kind, device, factors: [first] }));
    await forgiveAttempt(db, limits);
    return outcome;
  });
  return "challenge" in outcome ? outcome : answerTokens(identity, ctx, outcome);
}
