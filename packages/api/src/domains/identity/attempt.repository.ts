import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { often } from "../../platform/database/statement-names.ts";
import type { AttemptTable } from "./identity.tables.ts";

export interface AttemptLimit {
  key: string;
  kind: string;
  /** Tries within the window that are let through. */
  allowed: number;
  windowSeconds: number;
}

const FIRST_BLOCK_SECONDS = 60;
const LONGEST_BLOCK_SECONDS = 900;
// Whoever was quiet for so long starts afresh.
const FORGIVEN_AFTER_SECONDS = 3_600;

/** Counts tries in Postgres: one number for all instances, whatever happens to Redis, also after a restart. */
export class AttemptRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * Counts one try, and blocks for twice as long each time the limit is passed again.
   * @returns until when it is blocked; null: let it through
   */
  async consume({ key, kind, allowed, windowSeconds }: AttemptLimit, now: Date): Promise<Date | null> {
    const windowOver = sql<boolean>`attempt.window_start <= ${new Date(now.getTime() - windowSeconds * 1000)}`;
    const blocked = sql<boolean>`attempt.blocked_until > ${now}`;
    const forgiven = sql<boolean>`attempt.updated_at <= ${new Date(now.getTime() - FORGIVEN_AFTER_SECONDS * 1000)}`;
    const tooMany = sql<boolean>`(NOT ${windowOver} AND attempt.failures >= ${allowed})`;
    const blocks = sql<number>`CASE WHEN ${forgiven} THEN 0 ELSE attempt.blocks END`;
    const row = await this.#db
      .insertInto("attempt")
      .values({ key, kind, window_start: now, failures: 1, updated_at: now })
      .onConflict((conflict) =>
        conflict.column("key").doUpdateSet({
          window_start: sql<Date>`CASE WHEN ${blocked} OR NOT ${windowOver} THEN attempt.window_start ELSE ${now} END`,
          failures: sql<number>`CASE WHEN ${blocked} THEN attempt.failures WHEN ${windowOver} THEN 1 WHEN ${tooMany} THEN attempt.failures ELSE attempt.failures + 1 END`,
          blocks: sql<number>`CASE WHEN ${blocked} THEN attempt.blocks WHEN ${tooMany} THEN ${blocks} + 1 ELSE ${blocks} END`,
          blocked_until: sql<Date | null>`CASE WHEN ${blocked} THEN attempt.blocked_until
            WHEN ${tooMany} THEN ${now}::timestamptz + least(${FIRST_BLOCK_SECONDS} * 2 ^ least(${blocks}, 10), ${LONGEST_BLOCK_SECONDS}) * interval '1 second'
            ELSE NULL END`,
          updated_at: now,
        }),
      )
      .returning(["blocked_until"])
      .modifyEnd(often)
      .executeTakeFirstOrThrow();
    return row.blocked_until !== null && row.blocked_until > now ? row.blocked_until : null;
  }

  /** The try was none: it succeeded. */
  async refund(key: string): Promise<void> {
    await this.#db
      .updateTable("attempt")
      .set({ failures: sql<number>`greatest(failures - 1, 0)` })
      .where("key", "=", key)
      .execute();
  }

  async clear(key: string): Promise<void> {
    await this.#db.deleteFrom("attempt").where("key", "=", key).modifyEnd(often).execute();
  }

  /** Those that somebody runs into now, and those close to it. */
  async listActive(since: Date): Promise<Selectable<AttemptTable>[]> {
    const query = this.#db.selectFrom("attempt").selectAll().where("updated_at", ">", since).where("failures", ">", 0);
    return query.orderBy("updated_at", "desc").limit(250).execute();
  }

  async deleteBefore(before: Date): Promise<number> {
    const result = await this.#db.deleteFrom("attempt").where("updated_at", "<", before).executeTakeFirst();
    return Number(result.numDeletedRows);
  }
}
