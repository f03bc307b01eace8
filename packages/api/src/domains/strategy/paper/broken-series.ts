import type { CandleColumns, MarketData } from "@cryptodesk/quant/backtest/market-data";
import { firstAt } from "@cryptodesk/quant/backtest/steps";
import { MAX_JOINED_GAP_INTERVALS } from "@cryptodesk/shared/market/timeframe";

/** Where a series broke off before it went on, perhaps as another coin. */
export interface SeriesBreak {
  /** Close of the last candle before it, ms. */
  at: number;
  /** That close, USD. */
  price: number;
}

/** The first break of each coin's series between a close (ms) and its newest candle; coins without one are left out. */
export function breaksSince({ coins, intervalMs }: MarketData, since: number): Map<string, SeriesBreak> {
  return new Map(
    coins.flatMap(({ coin, candles }) => {
      const index = firstBreak(candles, since);
      if (index < 0) return [];
      const at = (candles.time[index - 1] ?? 0) + intervalMs;
      return [[coin, { at, price: candles.close[index - 1] ?? Number.NaN }] as const];
    }),
  );
}

function firstBreak({ time, segment }: CandleColumns, since: number): number {
  for (let index = Math.max(1, firstAt(time, since)); index < time.length; index += 1) {
    if (segment[index] !== segment[index - 1]) return index;
  }
  return -1;
}

/** Coins of which so many candles are missing at a close (ms) that the series counts as broken off. */
export function missingAt({ coins, intervalMs }: MarketData, at: number): Set<string> {
  const isMissing = ({ time }: CandleColumns) =>
    (at - intervalMs - (time.at(-1) ?? Number.NEGATIVE_INFINITY)) / intervalMs > MAX_JOINED_GAP_INTERVALS;
  return new Set(coins.flatMap(({ coin, candles }) => (isMissing(candles) ? [coin] : [])));
}
