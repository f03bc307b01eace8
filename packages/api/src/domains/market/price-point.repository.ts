import type { HistoryStep } from "@cryptodesk/shared/market/timeframe";
import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { PricePointDraft } from "./providers/market-provider.ts";

export const STEP_MINUTES = { "5m": 5, "1h": 60, "1d": 1440 } as const satisfies Record<HistoryStep, number>;

// Fewer hours say too little of the day's high and low.
const MIN_HOURS_OF_A_DAY = 20;

/** A stored point of the price series. */
export interface PricePointRow {
  at: Date;
  price_usd: string;
  open_usd: string | null;
  high_usd: string | null;
  low_usd: string | null;
  market_cap_usd: string | null;
  volume_24h_usd: string | null;
  source: string;
}

/** How much of a coin's days is stored; `state` is null where nobody asked for its history yet. */
export interface DayCoverage {
  no: number;
  id: string;
  state: "pending" | "complete" | "none" | null;
  days: number;
}

/** The price series: one point for each coin, step and interval. */
export class PricePointRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Ascending, `from` inclusive, `to` exclusive. */
  async read(coinNo: number, step: HistoryStep, from: Date, to: Date): Promise<PricePointRow[]> {
    return this.#db
      .selectFrom("price_point")
      .select(["at", "price_usd", "open_usd", "high_usd", "low_usd", "market_cap_usd", "volume_24h_usd", "source"])
      .where("coin_no", "=", coinNo)
      .where("step", "=", STEP_MINUTES[step])
      .where("at", ">=", from)
      .where("at", "<", to)
      .orderBy("at")
      .execute();
  }

  /** Closing prices of several coins over one span, ascending within each coin. */
  async closes(
    coinNos: readonly number[],
    step: HistoryStep,
    from: Date,
  ): Promise<Map<number, { atMs: number; price: number }[]>> {
    // Two texts for each coin: as rows, or with prices made doubles by Postgres, it takes several times as long.
    const { rows } = await sql<{ coin_no: number; times: string; prices: string }>`
      SELECT coin_no, string_agg(extract(epoch FROM at)::text, ',' ORDER BY at) AS times,
        string_agg(price_usd::text, ',' ORDER BY at) AS prices
      FROM price_point
      WHERE coin_no = ANY(${sql.val([...coinNos])}::int[]) AND step = ${STEP_MINUTES[step]} AND at >= ${from}
      GROUP BY coin_no`.execute(this.#db);
    return new Map(
      rows.map(({ coin_no, times, prices }) => {
        const known = prices.split(",");
        const points = times
          .split(",")
          .map((time, index) => ({ atMs: 1_000 * Number(time), price: Number(known[index]) }));
        return [coin_no, points];
      }),
    );
  }

  /** Closing prices by day since `fromDay`, `YYYY-MM-DD`, as the text of a list of `DaySeries` by coin id. */
  async dayCloses(coinIds: readonly string[], fromDay: string): Promise<string> {
    // Texts made by Postgres: a portfolio's prices are a hundred thousand, and this process only hands them on.
    const since = sql`${`${fromDay}T00:00:00Z`}::timestamptz`;
    const { rows } = await sql<{ series: string }>`
      WITH known AS (
        SELECT c.id, c.no, p.at, p.price_usd, p.source FROM coin c JOIN price_point p ON p.coin_no = c.no
        WHERE c.id = ANY(${sql.val([...coinIds])}::text[]) AND p.step = ${STEP_MINUTES["1d"]} AND p.at >= ${since}
      ), closed AS (
        SELECT id, at, price_usd, source FROM known
        UNION ALL
        SELECT c.id, k.open_time, k.close, k.source || ' ' || k.market FROM coin c JOIN candle k ON k.coin_no = c.no
        WHERE c.id = ANY(${sql.val([...coinIds])}::text[]) AND k.timeframe = '1d' AND k.complete
          AND k.open_time >= ${since} AND NOT EXISTS (SELECT 1 FROM known WHERE known.no = c.no AND known.at = k.open_time)
      )
      SELECT coalesce(json_agg(found), '[]')::text AS series FROM (
        SELECT id, string_agg(floor(extract(epoch FROM at) / 86400)::bigint::text, ',' ORDER BY at) AS days,
          string_agg(trim_scale(price_usd)::text, ',' ORDER BY at) AS values,
          CASE WHEN min(source) = max(source) THEN min(source)
            ELSE string_agg(source, ',' ORDER BY at) END AS sources
        FROM closed GROUP BY id) found`.execute(this.#db);
    return rows[0]?.series ?? "[]";
  }

  /** How many days are stored since `fromDay` of each coin, and whether its history has been fetched. */
  async dayCoverage(coinIds: readonly string[], fromDay: string): Promise<DayCoverage[]> {
    const { rows } = await sql<DayCoverage>`
      SELECT c.no, c.id, h.state, (SELECT count(*)::int FROM price_point p WHERE p.coin_no = c.no
        AND p.step = ${STEP_MINUTES["1d"]} AND p.at >= ${`${fromDay}T00:00:00Z`}::timestamptz) AS days
      FROM coin c LEFT JOIN history_coverage h ON h.coin_no = c.no AND h.series = '1d'
      WHERE c.id = ANY(${sql.val([...coinIds])}::text[])`.execute(this.#db);
    return rows;
  }

  /** Times of the stored points up to `until`, ascending. */
  async times(coinNo: number, step: HistoryStep, until: Date): Promise<Date[]> {
    const rows = await this.#db
      .selectFrom("price_point")
      .select("at")
      .where("coin_no", "=", coinNo)
      .where("step", "=", STEP_MINUTES[step])
      .where("at", "<=", until)
      .orderBy("at")
      .execute();
    return rows.map(({ at }) => at);
  }

  /** Highest and lowest price since `from`, from the points' ranges where known. */
  async range(coinNo: number, step: HistoryStep, from: Date): Promise<{ high: string | null; low: string | null }> {
    const { rows } = await sql<{ high: string | null; low: string | null }>`
      SELECT max(coalesce(high_usd, price_usd))::text AS high, min(coalesce(low_usd, price_usd))::text AS low FROM price_point
      WHERE coin_no = ${coinNo} AND step = ${STEP_MINUTES[step]} AND at >= ${from}`.execute(this.#db);
    return rows[0] ?? { high: null, low: null };
  }

  /**
   * Stores fetched history; what was observed live stays. The partitions must exist.
   * @returns how many points were new
   */
  async save(coinNo: number, step: HistoryStep, source: string, points: readonly PricePointDraft[]): Promise<number> {
    if (points.length === 0) return 0;
    const { numAffectedRows } = await sql`
      INSERT INTO price_point (coin_no, step, at, price_usd, open_usd, high_usd, low_usd, market_cap_usd, volume_24h_usd, source)
      SELECT ${coinNo}, ${STEP_MINUTES[step]}, x.*, ${source}
      FROM unnest(${points.map(({ at }) => at.toISOString())}::timestamptz[], ${points.map(({ priceUsd }) => priceUsd)}::numeric[],
        ${points.map(({ openUsd }) => openUsd)}::numeric[], ${points.map(({ highUsd }) => highUsd)}::numeric[],
        ${points.map(({ lowUsd }) => lowUsd)}::numeric[], ${points.map(({ marketCapUsd }) => marketCapUsd)}::numeric[],
        ${points.map(({ volume24hUsd }) => volume24hUsd)}::numeric[]) AS x
      ON CONFLICT DO NOTHING`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }

  /**
   * Rolls finer points up into `to`: open of the first, high and low over all, the last one's price, cap and volume.
   * Only whole intervals before `until` are written; a point that a source gave for that step itself stays, and a day
   * of which hours are missing is left to the backfill.
   */
  async rollUp(from: HistoryStep, to: HistoryStep, since: Date, until: Date): Promise<number> {
    const width = to === "1h" ? "1 hour" : "1 day";
    const { numAffectedRows } = await sql`
      INSERT INTO price_point (coin_no, step, at, price_usd, open_usd, high_usd, low_usd, market_cap_usd, volume_24h_usd, source)
      SELECT coin_no, ${STEP_MINUTES[to]}, bucket,
        (array_agg(price_usd ORDER BY at DESC))[1], (array_agg(coalesce(open_usd, price_usd) ORDER BY at))[1],
        max(coalesce(high_usd, price_usd)), min(coalesce(low_usd, price_usd)),
        (array_agg(market_cap_usd ORDER BY at DESC))[1], (array_agg(volume_24h_usd ORDER BY at DESC))[1],
        (array_agg(source ORDER BY at DESC))[1]
      FROM (SELECT *, date_bin(${sql.lit(width)}::interval, at, 'epoch'::timestamptz) AS bucket FROM price_point
        WHERE step = ${STEP_MINUTES[from]} AND at >= ${since} AND at < ${until}) fine
      GROUP BY coin_no, bucket HAVING count(*) >= ${to === "1d" ? MIN_HOURS_OF_A_DAY : 1}
      ON CONFLICT DO NOTHING`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }

  async deleteBefore(step: HistoryStep, before: Date): Promise<number> {
    const { numAffectedRows } = await sql`
      DELETE FROM price_point WHERE step = ${STEP_MINUTES[step]} AND at < ${before}`.execute(this.#db);
    return Number(numAffectedRows ?? 0n);
  }
}
