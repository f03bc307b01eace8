import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { STEP_MINUTES } from "./price-point.repository.ts";

// Sources call them "Stablecoins", "USD Stablecoin", "stablecoin", "fiat-backed-stablecoin"; some give no categories.
const IS_STABLE = sql.raw(
  `(EXISTS (SELECT 1 FROM unnest(c.categories) AS category WHERE category ILIKE '%stablecoin%'))`,
);
const PEG = { low: "0.9", high: "1.1", days: 30 } as const;

interface RankedAt {
  at: Date;
  coins: string[];
  known: number;
}

/** Coins by market cap through time. */
export class RankHistoryRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /**
   * The largest `count` coins at each of these days, ascending, with how many have a known market cap. A few short
   * statements for each month of days: one for all of them reads years at once, which the embedded desk waits for.
   */
  async largest(days: readonly Date[], count: number, withStablecoins: boolean): Promise<RankedAt[]> {
    const months = byMonth(days);
    const pegged = withStablecoins ? [] : await this.#pegged(months);
    const ranked: RankedAt[] = [];
    for (const month of months) {
      const { rows } = await sql<RankedAt>`
        SELECT at, array_agg(id ORDER BY place) FILTER (WHERE place <= ${count}) AS coins, count(*)::int AS known FROM (
          SELECT p.at, c.id, row_number() OVER (PARTITION BY p.at ORDER BY p.market_cap_usd DESC, c.no) AS place
          FROM coin c JOIN price_point p ON p.coin_no = c.no
          WHERE ${isAt(month)} AND p.market_cap_usd > 0 AND c.no <> ALL(${sql.val(pegged)}::int[])
            AND ${withStablecoins ? sql`true` : sql`NOT ${IS_STABLE}`}) ranked
        GROUP BY at ORDER BY at`.execute(this.#db);
      ranked.push(...rows);
    }
    return ranked;
  }

  /** Coins that never left one dollar from the first of these days to the last. */
  async #pegged(months: readonly (readonly Date[])[]): Promise<number[]> {
    const [first, last] = [months[0]?.[0], months.at(-1)?.at(-1)];
    if (first === undefined || last === undefined) return [];
    const near = new Set<number>();
    for (const month of months) {
      // Whoever never leaves one dollar is near it on any day.
      const { rows } = await sql<{ no: number }>`
        SELECT p.coin_no AS no FROM price_point p WHERE ${isAt(month)}
          AND p.price_usd > ${sql.lit(PEG.low)}::numeric AND p.price_usd < ${sql.lit(PEG.high)}::numeric`.execute(
        this.#db,
      );
      for (const { no } of rows) near.add(no);
    }
    const { rows } = await sql<{ no: number }>`
      SELECT coin_no AS no FROM price_point
      WHERE coin_no = ANY(${sql.val([...near])}::int[]) AND step = ${STEP_MINUTES["1d"]}
        AND at >= ${first} AND at <= ${last}
      GROUP BY coin_no HAVING count(*) >= ${PEG.days} AND min(price_usd) > ${sql.lit(PEG.low)}::numeric
        AND max(price_usd) < ${sql.lit(PEG.high)}::numeric`.execute(this.#db);
    return rows.map(({ no }) => no);
  }

  async largestNow(count: number, withStablecoins: boolean): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT c.id FROM listing l JOIN coin c ON c.no = l.coin_no
      WHERE l.market_cap_usd > 0 AND ${withStablecoins ? sql`true` : sql`NOT ${IS_STABLE}`}
      ORDER BY l.market_cap_usd DESC, c.no LIMIT ${count}`.execute(this.#db);
    return rows.map(({ id }) => id);
  }
}

/** Points of days; the bounds tell Postgres which partitions hold none of them. */
function isAt(days: readonly Date[]): RawBuilder<unknown> {
  const times = sql.val(days.map((day) => day.toISOString()));
  return sql`p.step = ${STEP_MINUTES["1d"]} AND p.at >= ${days[0]} AND p.at <= ${days.at(-1)}
    AND p.at = ANY(${times}::timestamptz[])`;
}

/** Prices are stored by month: days of one are asked for together. */
function byMonth(days: readonly Date[]): Date[][] {
  const months = new Map<string, Date[]>();
  for (const day of days) {
    const month = day.toISOString().slice(0, 7);
    months.set(month, [...(months.get(month) ?? []), day]);
  }
  return [...months.values()];
}
