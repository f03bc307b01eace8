import type { Db } from "../../platform/database/database.ts";

/** Codes for the day on which the second factor is lost. Owned rows: use it inside `asOwner`. */
export class RecoveryCodeRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async replace(accountId: string, hashes: readonly string[]): Promise<void> {
    await this.#db.deleteFrom("recovery_code").where("account_id", "=", accountId).execute();
    if (hashes.length === 0) return;
    const rows = hashes.map((hash) => ({ account_id: accountId, hash, used_at: null }));
    await this.#db.insertInto("recovery_code").values(rows).execute();
  }

  async countUnused(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom("recovery_code")
      .select((code) => code.fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .where("used_at", "is", null)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  /** @returns false for one that is unknown or used */
  async use(accountId: string, hash: string, now: Date): Promise<boolean> {
    const query = this.#db
      .updateTable("recovery_code")
      .set({ used_at: now })
      .where("account_id", "=", accountId)
      .where("hash", "=", hash)
      .where("used_at", "is", null)
      .returning("hash");
    return (await query.executeTakeFirst()) !== undefined;
  }
}
