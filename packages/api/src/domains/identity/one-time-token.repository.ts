import type { Selectable } from "kysely";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { hashToken, randomToken } from "../../platform/security/random-token.ts";
import type { OneTimeTokenTable } from "./identity.tables.ts";

/** What a token is for; it works for nothing else. */
export type TokenPurpose = "password" | "verifyEmail" | "secondFactor" | "addPasskey" | "passkeyLogin" | "oidc";
export type OneTimeTokenRow = Selectable<OneTimeTokenTable>;

/** Secrets that work once. Only their hashes are stored. */
export class OneTimeTokenRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** @param token given where it has to be a certain text, e.g. a WebAuthn challenge @returns the token */
  async issue(
    purpose: TokenPurpose,
    accountId: string | null,
    expiresAt: Date,
    { payload = {}, token = randomToken() }: { payload?: Record<string, unknown>; token?: string } = {},
  ): Promise<string> {
    await this.#db
      .insertInto("one_time_token")
      .values({
        hash: hashToken(token),
        purpose,
        account_id: accountId,
        payload: JSON.stringify(payload),
        expires_at: expiresAt,
      })
      .execute();
    return token;
  }

  /** Uses it up. @returns null for one that is unknown, used, expired or for something else */
  async redeem(purpose: TokenPurpose, token: string, now: Date): Promise<OneTimeTokenRow | null> {
    const query = this.#db
      .deleteFrom("one_time_token")
      .where("hash", "=", hashToken(token))
      .where("purpose", "=", purpose)
      .where("expires_at", ">", now)
      .returningAll();
    return (await query.executeTakeFirst()) ?? null;
  }

  /** Counts a try at what the token guards, without using it up. @returns null as in `redeem` */
  async attempt(purpose: TokenPurpose, token: string, now: Date): Promise<OneTimeTokenRow | null> {
    const query = this.#db
      .updateTable("one_time_token")
      .set({ attempts: sql<number>`attempts + 1` })
      .where("hash", "=", hashToken(token))
      .where("purpose", "=", purpose)
      .where("expires_at", ">", now)
      .returningAll();
    return (await query.executeTakeFirst()) ?? null;
  }

  async deleteOfAccount(accountId: string, purpose: TokenPurpose): Promise<void> {
    await this.#db
      .deleteFrom("one_time_token")
      .where("account_id", "=", accountId)
      .where("purpose", "=", purpose)
      .execute();
  }

  async deleteEndedBefore(before: Date): Promise<number> {
    const result = await this.#db.deleteFrom("one_time_token").where("expires_at", "<", before).executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
