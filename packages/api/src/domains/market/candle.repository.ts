import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { CandleDraft } from "./providers/market-provider.ts";

/** Timeframes that are stored; the others are built from these on read. */
export type StoredTimeframe = "1h" | "1d";

export interface CandleRow {
  open_time: Date;
  open: string;
  high: string;
  low: string;
  close: string;
  volume: string | null;
  complete: boolean;
  source: string;
  market: string;
}

/** A series with candles that were unfinished when they were read, since the first of them. */
export interface UnfinishedSeries {
  coinNo: number;
  timeframe: StoredTimeframe;
  market: string;
  source: string;
  since: Date;
}

/** Candles of exchange pairs. */
export class CandleRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Ascending, `from` inclusive, `to` exclusive. */
  async read(coinNo: number, timeframe: StoredTimeframe, from: Date, to: Date): Promise<CandleRow[]> {
    return this.#db
      .selectFrom("candle")
      .select(["open_time", "open", "high", "low", "close", "volume", "complete", "source", "market"])
      .where("coin_no", "=", coinNo)
      .where("timeframe", "=", timeframe)
      .where("open_time", ">=", from)
      .where("open_time", "<", to)
      .orderBy("open_time")
      .execute();
  }

  /** A finished candle is never overwritten by an unfinished one. */
  async save(
    coinNo: number,
    timeframe: StoredTimeframe,
    source: string,
    market: string,
    candles: readonly CandleDraft[],
  ): Promise<void> {
    if (candles.length === 0) return;
    await sql`
      INSERT INTO candle AS k (coin_no, timeframe, open_time, open, high, low, close, volume, complete, source, market)
      SELECT ${coinNo}, ${timeframe}, x.*, ${source}, ${market}
      FROM unnest(${candles.map(({ openTime }) => openTime.toISOString())}::timestamptz[], ${candles.map(({ open }) => open)}::numeric[],
        ${candles.map(({ high }) => high)}::numeric[], ${candles.map(({ low }) => low)}::numeric[],
        ${candles.map(({ close }) => close)}::numeric[], ${candles.map(({ volume }) => volume)}::numeric[],
        ${candles.map(({ complete }) => complete)}::boolean[]) AS x
      ON CONFLICT (coin_no, timeframe, open_time) DO UPDATE SET open = excluded.open, high = excluded.high, low = excluded.low,
        close = excluded.close, volume = excluded.volume, complete = excluded.complete, source = excluded.source, market = excluded.market
      WHERE NOT k.complete OR excluded.complete`.execute(this.#db);
  }

  /** Series that have candles which were unfinished when they were read, oldest first. */
  async unfinished(): Promise<UnfinishedSeries[]> {
    return this.#unfinishedWhere(sql`true`);
  }

  /** Of these coins the series whose unfinished candle has closed by now, oldest first. */
  async closedSince(coinIds: readonly string[], now: Date): Promise<UnfinishedSeries[]> {
    return this.#unfinishedWhere(sql`coin_no IN (SELECT no FROM coin WHERE id = ANY(${sql.val([...coinIds])}::text[]))
      AND open_time + CASE timeframe WHEN '1h' THEN interval '1 hour' ELSE interval '1 day' END <= ${now}`);
  }

  async #unfinishedWhere(condition: RawBuilder<unknown>): Promise<UnfinishedSeries[]> {
    const { rows } = await sql<UnfinishedSeries>`
      SELECT coin_no AS "coinNo", timeframe, market, source, min(open_time) AS since FROM candle
      WHERE NOT complete AND ${condition} GROUP BY 1, 2, 3, 4 ORDER BY since`.execute(this.#db);
    return rows;
  }
}
