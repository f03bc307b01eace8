import type { SecondFactorNeeded } from "@cryptodesk/shared/identity/sign-in.contract";

const METHODS = ["totp", "recoveryCode", "passkey"] as const;

/** The challenge of a sign-in that the desk began elsewhere, out of the page's hash; null where there is none. */
export function readChallenge(hash: string | null): SecondFactorNeeded | null {
  const given = new URLSearchParams(hash ?? "");
  const challenge = given.get("challenge");
  const named = given.get("methods")?.split(",") ?? [];
  const methods = METHODS.filter((method) => named.includes(method));
  if (!challenge || methods.length === 0) return null;
  return { signedIn: false, challenge, methods, expiresAt: given.get("expiresAt") ?? "" };
}
