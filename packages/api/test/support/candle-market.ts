import { CandleRepository } from "../../src/domains/market/candle.repository.ts";
import { CoverageRepository } from "../../src/domains/market/coverage.repository.ts";
import type { Db } from "../../src/platform/database/database.ts";

const DAY_MS = 86_400_000;

/** Adds a listed coin with the given daily closing prices, the last one of the day before `now`; nothing is left to fetch. */
export async function addCandles(db: Db, coin: string, closes: readonly number[], now: Date): Promise<void> {
  const no = await addCoin(db, coin, now);
  const today = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  const candles = closes.map((close, index) => ({
    openTime: new Date(today - (closes.length - index) * DAY_MS),
    open: String(closes[index - 1] ?? close),
    high: String(Math.max(close, closes[index - 1] ?? close) + 1),
    low: String(Math.min(close, closes[index - 1] ?? close) - 1),
    close: String(close),
    volume: "1000",
    complete: true,
  }));
  await new CandleRepository(db).save(no, "1d", "binance", coin.toUpperCase(), candles);
  const done = { reached: null, state: "complete" as const, attempts: 0, lastError: null };
  for (const series of ["1h", "1d", "candles-1h", "candles-1d"] as const) {
    await new CoverageRepository(db).save(no, series, done, now);
  }
}

async function addCoin(db: Db, id: string, now: Date): Promise<number> {
  const { no } = await db
    .insertInto("coin")
    .values({ id, symbol: id.slice(0, 3).toUpperCase(), name: id, image_url: null, categories: [], listed_at: now })
    .returning("no")
    .executeTakeFirstOrThrow();
  await db
    .insertInto("listing")
    .values({
      coin_no: no,
      rank: no,
      price_usd: "1",
      market_cap_usd: "1",
      fully_diluted_valuation_usd: null,
      volume_24h_usd: null,
      high_24h_usd: null,
      low_24h_usd: null,
      change_1h_pct: null,
      change_24h_pct: null,
      change_7d_pct: null,
      circulating_supply: null,
      total_supply: null,
      max_supply: null,
      ath_usd: null,
      ath_at: null,
      ath_change_pct: null,
      atl_usd: null,
      atl_at: null,
      atl_change_pct: null,
      source: "coingecko",
      as_of: now,
      received_at: now,
      quarantined: false,
      version: 1,
    })
    .execute();
  return no;
}

/** Prices that rise and fall in waves of several lengths: the same at every call. */
export function wavingPrices(length: number): number[] {
  return Array.from({ length }, (_, at) => 100 + 20 * Math.sin(at / 9) + 7 * Math.sin(at / 2.3) + at / 50);
}
