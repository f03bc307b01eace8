import {
  type ListSetAsideInput,
  type SetAsidePage,
  SetAsideReason,
  type SetAsideRow,
} from "@cryptodesk/shared/market/provider.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { SetAsideTable } from "./market.tables.ts";

/** Provider rows that were not used. */
export class SetAsideRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Last seen first, one row more than `limit`; the id of a cursor is `provider/externalId/reason`. */
  async list(input: ListSetAsideInput, before: { at: Date; id: string } | null): Promise<SetAsideRow[]> {
    let query = this.#db
      .selectFrom("set_aside")
      .selectAll()
      .orderBy("last_seen_at", "desc")
      .orderBy(sql`provider || '/' || external_id || '/' || reason`, "desc")
      .limit(input.limit + 1);
    if (input.provider) query = query.where("provider", "=", input.provider);
    if (input.reason) query = query.where("reason", "=", input.reason);
    if (before) {
      query = query.where(
        sql<boolean>`(last_seen_at, provider || '/' || external_id || '/' || reason) < (${before.at}, ${before.id})`,
      );
    }
    return (await query.execute()).map(toSetAsideRow);
  }

  async counts(): Promise<SetAsidePage["counts"]> {
    const { rows } = await sql<{ provider: string; reason: string; rows: number }>`
      SELECT provider, reason, count(*)::int AS rows FROM set_aside GROUP BY 1, 2 ORDER BY 1, 2`.execute(this.#db);
    return rows.map((row) => ({
      provider: ProviderId.parse(row.provider),
      reason: SetAsideReason.parse(row.reason),
      rows: row.rows,
    }));
  }

  async deleteBefore(time: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("set_aside")
      .where("last_seen_at", "<", time)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

function toSetAsideRow(row: Selectable<SetAsideTable>): SetAsideRow {
  return {
    provider: ProviderId.parse(row.provider),
    externalId: row.external_id === "" ? null : row.external_id,
    reason: SetAsideReason.parse(row.reason),
    detail: row.detail,
    sample: row.sample,
    firstSeenAt: row.first_seen_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    times: row.times,
  };
}
