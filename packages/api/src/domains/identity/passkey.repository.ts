import type { Selectable } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { PasskeyTable } from "./identity.tables.ts";

export type PasskeyRow = Selectable<PasskeyTable>;

/** Owned rows: use it inside `asOwner`. */
export class PasskeyRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async insert(row: Omit<PasskeyRow, "last_used_at">): Promise<boolean> {
    const inserted = await this.#db
      .insertInto("passkey")
      .values({ ...row, last_used_at: null })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    return inserted !== undefined;
  }

  async find(id: string): Promise<PasskeyRow | null> {
    return (await this.#db.selectFrom("passkey").selectAll().where("id", "=", id).executeTakeFirst()) ?? null;
  }

  async list(accountId: string): Promise<PasskeyRow[]> {
    const query = this.#db.selectFrom("passkey").selectAll().where("account_id", "=", accountId);
    return query.orderBy("created_at").execute();
  }

  async count(accountId: string): Promise<number> {
    const row = await this.#db
      .selectFrom("passkey")
      .select((passkey) => passkey.fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  async used(id: string, counter: number, now: Date): Promise<void> {
    await this.#db.updateTable("passkey").set({ counter, last_used_at: now }).where("id", "=", id).execute();
  }

  async delete(accountId: string, id: string): Promise<boolean> {
    const query = this.#db
      .deleteFrom("passkey")
      .where("id", "=", id)
      .where("account_id", "=", accountId)
      .returning("id");
    return (await query.executeTakeFirst()) !== undefined;
  }
}
