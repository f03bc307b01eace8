import type { ListQuarantineInput, QuarantineEntry } from "@cryptodesk/shared/market/provider.contract";
import { QuarantineState } from "@cryptodesk/shared/market/provider.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { QuarantineTable } from "./market.tables.ts";

type Row = Selectable<QuarantineTable> & { symbol: string; name: string };

/** Held-back price jumps. */
export class QuarantineRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Newest first, one row more than `limit`. */
  async list(input: ListQuarantineInput, before: { at: Date; id: string } | null): Promise<QuarantineEntry[]> {
    let query = this.#select()
      .orderBy("q.detected_at", "desc")
      .orderBy("q.id", "desc")
      .limit(input.limit + 1);
    if (input.state === "pending") query = query.where("q.state", "=", "pending");
    if (input.state === "resolved") query = query.where("q.state", "!=", "pending");
    if (input.coinId) query = query.where("q.coin_id", "=", input.coinId);
    if (before) query = query.where(sql<boolean>`(q.detected_at, q.id) < (${before.at}, ${before.id}::uuid)`);
    return (await query.execute()).map(toEntry);
  }

  async find(id: string): Promise<QuarantineEntry | null> {
    const row = await this.#select().where("q.id", "=", id).executeTakeFirst();
    return row ? toEntry(row) : null;
  }

  /** @returns false when the entry was not pending any more */
  async resolve(id: string, state: "accepted" | "rejected", now: Date): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable("quarantine")
      .set({ state, resolved_at: now })
      .where("id", "=", id)
      .where("state", "=", "pending")
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** Publishes an accepted price, or only takes the mark off for a rejected one. */
  async release(entry: QuarantineEntry, accepted: boolean, version: number, now: Date): Promise<void> {
    await sql`
      UPDATE listing l SET quarantined = false, version = ${version}
        ${accepted ? sql`, price_usd = ${entry.proposedUsd}, source = ${entry.source}, as_of = ${entry.proposedAsOf}, received_at = ${now}` : sql``}
      FROM coin c WHERE c.no = l.coin_no AND c.id = ${entry.coinId}`.execute(this.#db);
    await sql`UPDATE market_state SET version = ${version}`.execute(this.#db);
  }

  #select() {
    return this.#db
      .selectFrom("quarantine as q")
      .innerJoin("coin as c", "c.id", "q.coin_id")
      .selectAll("q")
      .select(["c.symbol", "c.name"]);
  }
}

function toEntry(row: Row): QuarantineEntry {
  return {
    id: row.id,
    coinId: row.coin_id,
    symbol: row.symbol,
    name: row.name,
    lastGoodUsd: row.last_good_usd,
    proposedUsd: row.proposed_usd,
    changePct: row.change_pct,
    source: ProviderId.parse(row.source),
    proposedAsOf: row.proposed_as_of.toISOString(),
    detectedAt: row.detected_at.toISOString(),
    observations: row.observations,
    state: QuarantineState.parse(row.state),
    resolvedAt: row.resolved_at?.toISOString() ?? null,
    note: row.note,
  };
}
