import type { CoverageState } from "@cryptodesk/shared/market/coverage.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { HistoryCoverageTable } from "./market.tables.ts";
import { STEP_MINUTES } from "./price-point.repository.ts";

export type Series = HistoryCoverageTable["series"];
export type Coverage = Selectable<HistoryCoverageTable>;

/** A series whose history is still being fetched. */
export interface PendingSeries {
  coinNo: number;
  coinId: string;
  symbol: string;
  series: Series;
  reached: Date | null;
  attempts: number;
}

/** Place of a coin in the list by rank; coins without a rank come last. */
export interface CoveragePlace {
  place: number;
  no: number;
}

/** A listed coin and how far one series of its history has been fetched. */
export interface CoveredCoin extends CoveragePlace {
  id: string;
  symbol: string;
  name: string;
  rank: number | null;
  state: CoverageState;
  reached: Date | null;
  lastError: string | null;
}

/** The stored points of one coin in one bucket, counted from 0. */
export interface BucketRow {
  coinNo: number;
  bucket: number;
  points: number;
  first: Date;
  last: Date;
}

/** How far each coin's history has been fetched; what makes backfill resumable. */
export class CoverageRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async find(coinNo: number, series: Series): Promise<Coverage | null> {
    const row = await this.#db
      .selectFrom("history_coverage")
      .selectAll()
      .where("coin_no", "=", coinNo)
      .where("series", "=", series)
      .executeTakeFirst();
    return row ?? null;
  }

  /** Opens the given series for every coin that lacks them. */
  async openMissing(series: readonly Series[], now: Date): Promise<number> {
    const { numAffectedRows } = await sql`
      INSERT INTO history_coverage (coin_no, series, updated_at)
      SELECT l.coin_no, s.series, ${now} FROM listing l CROSS JOIN unnest(${sql.val([...series])}::text[]) AS s (series)
      ON CONFLICT DO NOTHING`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }

  /** The next series to work on: those that reach back least first, then larger coins; those that failed often last. */
  async nextPending(limit: number): Promise<PendingSeries[]> {
    const { rows } = await sql<PendingSeries>`
      SELECT h.coin_no AS "coinNo", c.id AS "coinId", c.symbol, h.series, h.reached, h.attempts
      FROM history_coverage h JOIN coin c ON c.no = h.coin_no JOIN listing l ON l.coin_no = c.no
      WHERE h.state = 'pending'
      ORDER BY h.attempts, h.reached DESC NULLS FIRST, h.series, coalesce(l.rank, 2147483647), h.coin_no LIMIT ${limit}`.execute(
      this.#db,
    );
    return rows;
  }

  /** Listed coins by rank, after a place. A series that was never opened is pending: the next backfill opens it. */
  async coins(
    series: Extract<Series, "1h" | "1d">,
    { state, after, limit }: { state: CoverageState | undefined; after: CoveragePlace | null; limit: number },
  ): Promise<CoveredCoin[]> {
    const { rows } = await sql<CoveredCoin>`
      SELECT * FROM (
        SELECT c.no, c.id, c.symbol, c.name, l.rank, coalesce(l.rank, 2147483647) AS place, coalesce(h.state, 'pending') AS state,
          h.reached, h.last_error AS "lastError"
        FROM listing l JOIN coin c ON c.no = l.coin_no
        LEFT JOIN history_coverage h ON h.coin_no = l.coin_no AND h.series = ${series}) covered
      WHERE ${state === undefined ? sql`true` : sql`state = ${state}`}
        AND ${after === null ? sql`true` : sql`(place, no) > (${after.place}::int, ${after.no}::int)`}
      ORDER BY place, no LIMIT ${limit}`.execute(this.#db);
    return rows;
  }

  /** How many listed coins are in each state. */
  async counts(series: Extract<Series, "1h" | "1d">): Promise<Record<CoverageState, number>> {
    const { rows } = await sql<{ state: CoverageState; coins: number }>`
      SELECT coalesce(h.state, 'pending') AS state, count(*)::int AS coins
      FROM listing l LEFT JOIN history_coverage h ON h.coin_no = l.coin_no AND h.series = ${series} GROUP BY 1`.execute(
      this.#db,
    );
    const counts = { complete: 0, pending: 0, none: 0 };
    for (const { state, coins } of rows) counts[state] = coins;
    return counts;
  }

  /** Stored points of these coins from `from` to `until`, counted by bucket. */
  async buckets(
    coinNos: readonly number[],
    step: Extract<Series, "1h" | "1d">,
    { from, until, bucketSeconds }: { from: Date; until: Date; bucketSeconds: number },
  ): Promise<BucketRow[]> {
    const { rows } = await sql<BucketRow>`
      SELECT coin_no AS "coinNo", floor(extract(epoch FROM at - ${from}::timestamptz) / ${bucketSeconds}::int)::int AS bucket,
        count(*)::int AS points, min(at) AS first, max(at) AS last
      FROM price_point
      WHERE coin_no = ANY(${sql.val([...coinNos])}::int[]) AND step = ${STEP_MINUTES[step]} AND at >= ${from} AND at < ${until}
      GROUP BY 1, 2`.execute(this.#db);
    return rows;
  }

  async countPending(): Promise<number> {
    const { rows } = await sql<{
      pending: number;
    }>`SELECT count(*)::int AS pending FROM history_coverage WHERE state = 'pending'`.execute(this.#db);
    return rows[0]?.pending ?? 0;
  }

  async save(
    coinNo: number,
    series: Series,
    change: { reached: Date | null; state: Coverage["state"]; attempts: number; lastError: string | null },
    now: Date,
  ): Promise<void> {
    await sql`
      INSERT INTO history_coverage (coin_no, series, reached, state, attempts, last_error, updated_at)
      VALUES (${coinNo}, ${series}, ${change.reached}, ${change.state}, ${change.attempts}, ${change.lastError}, ${now})
      ON CONFLICT (coin_no, series) DO UPDATE SET reached = excluded.reached, state = excluded.state, attempts = excluded.attempts,
        last_error = excluded.last_error, updated_at = excluded.updated_at`.execute(this.#db);
  }

  /** Makes series pending again that were given up before `before`, after so many tries that failed for the time being. */
  async reopenGivenUp(attempts: number, before: Date, now: Date): Promise<void> {
    await sql`
      UPDATE history_coverage SET state = 'pending', attempts = 0, updated_at = ${now}
      WHERE state = 'none' AND attempts >= ${attempts} AND updated_at < ${before}`.execute(this.#db);
  }

  /** Makes finished series pending again, so that their holes are looked at anew. */
  async reopen(coinNo: number, now: Date): Promise<void> {
    await sql`
      UPDATE history_coverage SET state = 'pending', reached = NULL, attempts = 0, last_error = NULL, updated_at = ${now}
      WHERE coin_no = ${coinNo}`.execute(this.#db);
  }
}
