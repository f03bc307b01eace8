import type { SecondFactorNeeded } from "@cryptodesk/shared/identity/sign-in.contract";
import type { Db } from "../../platform/database/database.ts";
import { hashToken } from "../../platform/security/random-token.ts";
import type { AccountRow } from "./account.repository.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";
import { hasSecondFactor, type Standing } from "./standing.repository.ts";

const CHALLENGE_MS = 5 * 60_000;

/** What was proven before a second factor is asked for. */
export type FirstFactor = "password" | "oidc";

/** The challenge of an account that has a second factor; null where there is none. */
export async function challengeFor(
  db: Db,
  standing: Standing,
  wish: { kind: "browser" | "token"; device: string | undefined; first: FirstFactor },
  now: Date,
): Promise<SecondFactorNeeded | null> {
  if (!hasSecondFactor(standing)) return null;
  const { account, passkeys, unusedCodes } = standing;
  const expiresAt = new Date(now.getTime() + CHALLENGE_MS);
  const challenge = await new OneTimeTokenRepository(db).issue("secondFactor", account.id, expiresAt, {
    payload: { kind: wish.kind, device: wish.device ?? null, first: wish.first, proven: provenBy(account) },
  });
  return {
    signedIn: false,
    challenge,
    methods: [
      ...(account.totp_confirmed_at ? (["totp"] as const) : []),
      ...(passkeys > 0 ? (["passkey"] as const) : []),
      ...(unusedCodes > 0 ? (["recoveryCode"] as const) : []),
    ],
    expiresAt: expiresAt.toISOString(),
  };
}

/** Stands for the password that was proven: a challenge does not outlive it. */
export function provenBy({ password_hash }: AccountRow): string {
  return hashToken(password_hash ?? "");
}
