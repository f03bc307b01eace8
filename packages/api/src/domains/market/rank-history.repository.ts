import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { STEP_MINUTES } from "./price-point.repository.ts";

// Sources call them "Stablecoins", "USD Stablecoin", "stablecoin", "fiat-backed-stablecoin"; some give no categories.
const IS_STABLE = sql.raw(
  `(EXISTS (SELECT 1 FROM unnest(c.categories) AS category WHERE category ILIKE '%stablecoin%'))`,
);
const PEG = { low: "0.9", high: "1.1", days: 30 } as const;

/** Coins by market cap through time. */
export class RankHistoryRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** The largest `count` coins at each of these days, with how many have a known market cap. */
  async largest(
    days: readonly Date[],
    count: number,
    withStablecoins: boolean,
  ): Promise<{ at: Date; coins: string[]; known: number }[]> {
    const first = days[0];
    if (first === undefined) return [];
    const last = days.at(-1) ?? first;
    const unpegged = sql`NOT ${IS_STABLE} AND c.no NOT IN (
      SELECT coin_no FROM price_point WHERE step = ${STEP_MINUTES["1d"]} AND at >= ${first} AND at <= ${last}
      GROUP BY coin_no HAVING count(*) >= ${PEG.days} AND min(price_usd) > ${sql.lit(PEG.low)}::numeric
        AND max(price_usd) < ${sql.lit(PEG.high)}::numeric)`;
    const { rows } = await sql<{ at: Date; coins: string[]; known: number }>`
      SELECT at, array_agg(id ORDER BY place) FILTER (WHERE place <= ${count}) AS coins, count(*)::int AS known FROM (
        SELECT p.at, c.id, row_number() OVER (PARTITION BY p.at ORDER BY p.market_cap_usd DESC, c.no) AS place
        FROM coin c JOIN price_point p ON p.coin_no = c.no
        WHERE p.step = ${STEP_MINUTES["1d"]} AND p.at >= ${first} AND p.at <= ${last}
          AND p.at = ANY(${sql.val(days.map((day) => day.toISOString()))}::timestamptz[])
          AND p.market_cap_usd > 0 AND ${withStablecoins ? sql`true` : unpegged}) ranked
      GROUP BY at ORDER BY at`.execute(this.#db);
    return rows;
  }

  async largestNow(count: number, withStablecoins: boolean): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT c.id FROM listing l JOIN coin c ON c.no = l.coin_no
      WHERE l.market_cap_usd > 0 AND ${withStablecoins ? sql`true` : sql`NOT ${IS_STABLE}`}
      ORDER BY l.market_cap_usd DESC, c.no LIMIT ${count}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }
}
