import type { Selectable } from "kysely";
import type { Db } from "../database/database.ts";
import type { IdempotentRequestTable } from "./idempotency.tables.ts";

export type IdempotentRequestRow = Selectable<IdempotentRequestTable>;

/** Requests by owner and key. */
export class IdempotentRequestRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Takes the key for a request.
   * @param since older ones are forgotten
   * @returns the earlier request with this key; null: it is taken now
   */
  async claim(
    { owner, key, route, hash }: { owner: string; key: string; route: string; hash: string },
    now: Date,
    since: Date,
  ): Promise<IdempotentRequestRow | null> {
    return this.#db.transaction().execute(async (transaction) => {
      const same = { owner, key };
      await transaction
        .deleteFrom("idempotent_request")
        .where((row) => row.and(same))
        .where("created_at", "<=", since)
        .execute();
      const claimed = await transaction
        .insertInto("idempotent_request")
        .values({ owner, key, route, body_hash: hash, created_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .returning("key")
        .executeTakeFirst();
      if (claimed) return null;
      const query = transaction.selectFrom("idempotent_request").selectAll();
      return query.where((row) => row.and(same)).executeTakeFirstOrThrow();
    });
  }

  async settle(
    owner: string,
    key: string,
    { status, headers, body }: { status: number; headers: Record<string, string>; body: string | null },
  ): Promise<void> {
    await this.#db
      .updateTable("idempotent_request")
      .set({ status, headers: JSON.stringify(headers), body })
      .where((row) => row.and({ owner, key }))
      .execute();
  }

  async release(owner: string, key: string): Promise<void> {
    await this.#db
      .deleteFrom("idempotent_request")
      .where((row) => row.and({ owner, key }))
      .execute();
  }

  async deleteUntil(time: Date): Promise<number> {
    const result = await this.#db.deleteFrom("idempotent_request").where("created_at", "<=", time).executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
