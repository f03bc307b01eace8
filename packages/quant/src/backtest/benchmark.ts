import type { MarketData } from "./market-data.ts";

/**
 * Closing prices of a coin at the steps of a run, USD. Where a step has no candle the last close before it stands for it, as
 * it does for what a run holds.
 * @param time starts of the steps' candles, ms, ascending
 * @returns NaN before the coin's first candle; null where the market does not have the coin or nothing of it
 */
export function benchmarkCloses(market: MarketData, coin: string, time: Float64Array): Float64Array | null {
  const candles = market.coins.find((each) => each.coin === coin)?.candles;
  if (!candles || candles.time.length === 0) return null;
  const closes = new Float64Array(time.length);
  let next = 0;
  for (let step = 0; step < time.length; step += 1) {
    const now = time[step] as number;
    while (next < candles.time.length && (candles.time[next] as number) <= now) next += 1;
    closes[step] = next === 0 ? Number.NaN : (candles.close[next - 1] as number);
  }
  return closes;
}
