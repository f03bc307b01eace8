import { hashToken, randomToken } from "../../platform/security/random-token.ts";
import { AccountRepository } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";
import { IdentityStateRepository } from "./identity-state.repository.ts";

/**
 * The one-time token with which the first account is made; the one of an earlier start no longer holds.
 * @returns null once there is an account
 */
export async function issueSetupToken({ db }: IdentityRuntime): Promise<string | null> {
  if (!(await new AccountRepository(db.primary).isEmpty())) return null;
  const token = randomToken().slice(0, 24);
  await new IdentityStateRepository(db.primary).setSetupTokenHash(hashToken(token));
  return token;
}
