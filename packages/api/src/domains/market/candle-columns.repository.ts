import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Series } from "./coverage.repository.ts";

/** What is stored of one series of a coin. */
export interface StoredSeries {
  series: Series;
  /** Candles that are closed, or points, inside the span that was asked for. */
  candles: number;
  /** First and last one of all that are stored; null: none. */
  first: Date | null;
  last: Date | null;
  /** First one inside the span. */
  firstInside: Date | null;
  /** How far its history has been fetched; null: nobody asked yet. */
  state: "pending" | "complete" | "none" | null;
  reached: Date | null;
}

export interface SurveyedCoin {
  no: number;
  id: string;
  symbol: string;
  listedAt: Date | null;
  series: StoredSeries[];
}

/** A series as texts with commas, ascending; the text of volumes is empty where all of them are unknown. */
export interface SeriesTexts {
  /** Seconds since 1970. */
  times: string;
  opens: string;
  highs: string;
  lows: string;
  closes: string;
  volumes: string;
  /** One name where all candles are of the same market, else one for each. */
  markets: string;
}

interface SurveyRow extends StoredSeries {
  no: number;
  id: string;
  symbol: string;
  listedAt: Date | null;
}

// Short statements: the embedded desk answers others between them.
const SURVEYED_AT_ONCE = 10;

const STEP = { "5m": 5, "1h": 60, "1d": 1440 } as const;

/** Candles as columns: for those who compute with years of them. */
export class CandleColumnsRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** What is stored of these coins, for each of the series; ids that no coin has are left out. */
  async survey(coinIds: readonly string[], series: readonly Series[], from: Date, to: Date): Promise<SurveyedCoin[]> {
    const parts = series.map((each) => surveyOf(each, from, to));
    const coins = new Map<string, SurveyedCoin>();
    for (let start = 0; start < coinIds.length; start += SURVEYED_AT_ONCE) {
      const { rows } = await sql<SurveyRow>`
        SELECT c.no, c.id, c.symbol, c.listed_at AS "listedAt", s.*, h.state, h.reached FROM coin c
        CROSS JOIN LATERAL (${sql.join(parts, sql` UNION ALL `)}) s
        LEFT JOIN history_coverage h ON h.coin_no = c.no AND h.series = s.series
        WHERE c.id = ANY(${sql.val(coinIds.slice(start, start + SURVEYED_AT_ONCE))}::text[])`.execute(this.#db);
      for (const { no, id, symbol, listedAt, ...stored } of rows) {
        const coin = coins.get(id) ?? { no, id, symbol, listedAt, series: [] };
        coin.series.push(stored);
        coins.set(id, coin);
      }
    }
    return [...coins.values()];
  }

  /** Closed candles, or points, of one coin in [from, to). One statement; null where there are none. */
  async read(coinNo: number, series: Series, from: Date, to: Date): Promise<SeriesTexts | null> {
    const [row] = (await sql<SeriesTexts | { times: null }>`${columnsOf(coinNo, series, from, to)}`.execute(this.#db))
      .rows;
    return row?.times == null ? null : row;
  }
}

function surveyOf(series: Series, from: Date, to: Date): RawBuilder<unknown> {
  const { table, at, condition } = placeOf(series);
  const stored = sql`FROM ${table} WHERE coin_no = c.no AND ${condition}`;
  return sql`(SELECT ${series}::text AS series,
    (SELECT count(*)::int ${stored} AND ${at} >= ${from} AND ${at} < ${to}) AS candles,
    (SELECT ${at} ${stored} ORDER BY ${at} LIMIT 1) AS first,
    (SELECT ${at} ${stored} ORDER BY ${at} DESC LIMIT 1) AS last,
    (SELECT ${at} ${stored} AND ${at} >= ${from} AND ${at} < ${to} ORDER BY ${at} LIMIT 1) AS "firstInside")`;
}

// Texts made by Postgres: rows of numbers take several times as long to read.
function columnsOf(coinNo: number, series: Series, from: Date, to: Date): RawBuilder<unknown> {
  const { table, at, condition, isCandle } = placeOf(series);
  const column = (name: string) => sql`string_agg(coalesce(${sql.raw(name)}::text, ''), ',' ORDER BY at)`;
  const fields = isCandle
    ? sql`open, high, low, close, volume, source || ' ' || market AS market`
    : sql`coalesce(open_usd, price_usd) AS open, coalesce(high_usd, price_usd) AS high, coalesce(low_usd, price_usd) AS low,
        price_usd AS close, NULL::text AS volume, CASE WHEN open_usd IS NULL THEN 'points' ELSE 'ranges' END AS market`;
  return sql`
    SELECT string_agg(extract(epoch FROM at)::bigint::text, ',' ORDER BY at) AS times, ${column("open")} AS opens,
      ${column("high")} AS highs, ${column("low")} AS lows, ${column("close")} AS closes,
      CASE WHEN count(volume) = 0 THEN '' ELSE ${column("volume")} END AS volumes,
      CASE WHEN min(market) = max(market) THEN min(market) ELSE string_agg(market, ',' ORDER BY at) END AS markets
    FROM (SELECT ${at} AS at, ${fields} FROM ${table}
      WHERE coin_no = ${coinNo} AND ${condition} AND ${at} >= ${from} AND ${at} < ${to}) stored`;
}

function placeOf(series: Series): {
  table: RawBuilder<unknown>;
  at: RawBuilder<unknown>;
  condition: RawBuilder<unknown>;
  isCandle: boolean;
} {
  if (series === "candles-1h" || series === "candles-1d") {
    const condition = sql`timeframe = ${sql.lit(series.slice("candles-".length))} AND complete`;
    return { table: sql`candle`, at: sql`open_time`, condition, isCandle: true };
  }
  return {
    table: sql`price_point`,
    at: sql`at`,
    condition: sql`step = ${sql.lit(STEP[series])}`,
    isCandle: false,
  };
}
