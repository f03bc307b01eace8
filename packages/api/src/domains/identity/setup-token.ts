import { sameText } from "../../platform/security/random-token.ts";
import type { SecretBox } from "../../platform/security/secret-box.ts";
import { AccountRepository } from "./account.repository.ts";
import type { IdentityRuntime } from "./identity-runtime.ts";

const LENGTH = 24;

/**
 * With which the first account of a desk is made; it opens nothing afterwards. Derived from the desk's secret, so that each
 * of several processes prints the same one.
 */
function setupTokenOf(secrets: SecretBox): string {
  return secrets.sign("setup token").slice(0, LENGTH);
}

/** @returns the token to print; null once there is an account */
export async function setupTokenToPrint({ db, secrets }: IdentityRuntime): Promise<string | null> {
  return (await new AccountRepository(db.primary).isEmpty()) ? setupTokenOf(secrets) : null;
}

export function isSetupToken(secrets: SecretBox, token: string): boolean {
  return sameText(token, setupTokenOf(secrets));
}
