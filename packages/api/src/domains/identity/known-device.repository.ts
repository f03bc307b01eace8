import type { Db } from "../../platform/database/database.ts";

/** Browsers and machines that an account was used from. Owned rows: use it inside `asOwner`. */
export class KnownDeviceRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async knows(accountId: string, hash: string): Promise<boolean> {
    const query = this.#db.selectFrom("known_device").select("hash");
    return (await query.where("account_id", "=", accountId).where("hash", "=", hash).executeTakeFirst()) !== undefined;
  }

  async hasAny(accountId: string): Promise<boolean> {
    const query = this.#db.selectFrom("known_device").select("hash").where("account_id", "=", accountId).limit(1);
    return (await query.executeTakeFirst()) !== undefined;
  }

  async remember(accountId: string, hash: string, now: Date): Promise<void> {
    await this.#db
      .insertInto("known_device")
      .values({ account_id: accountId, hash, first_seen_at: now, last_seen_at: now })
      .onConflict((conflict) => conflict.columns(["account_id", "hash"]).doUpdateSet({ last_seen_at: now }))
      .execute();
  }
}
