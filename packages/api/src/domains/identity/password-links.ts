import type { PasswordLink } from "@cryptodesk/shared/identity/admin.contract";
import type { Db } from "../../platform/database/database.ts";
import { OneTimeTokenRepository } from "./one-time-token.repository.ts";

/** How long a link that sets a password works: by mail for an hour, handed over by an admin for a day. */
export const MAILED_LINK_MS = 60 * 60_000;
export const HANDED_LINK_MS = 24 * 60 * 60_000;

/** Makes a link with which the account's password can be set once; earlier ones no longer work. */
export async function makePasswordLink(db: Db, accountId: string, validMs: number, now: Date): Promise<PasswordLink> {
  const tokens = new OneTimeTokenRepository(db);
  await tokens.deleteOfAccount(accountId, "password");
  const expiresAt = new Date(now.getTime() + validMs);
  const token = await tokens.issue("password", accountId, expiresAt);
  // Behind the hash sign it is neither sent to the server nor kept in its logs.
  return { accountId, token, path: `/reset-password#${token}`, expiresAt: expiresAt.toISOString() };
}

/** Sign-ins that wait for their second factor, and links to the password: what began with credentials of before ends. */
export async function forgetHalfways(db: Db, accountId: string): Promise<void> {
  const tokens = new OneTimeTokenRepository(db);
  await tokens.deleteOfAccount(accountId, "secondFactor");
  await tokens.deleteOfAccount(accountId, "password");
}
