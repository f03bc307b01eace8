import type { Columns, HighLowClose } from "./kernel.ts";

/** Writes (high + low + close) / 3 of each candle. */
export function typicalPrices(candles: Columns<HighLowClose>, output: Float64Array, length: number): void {
  const { high, low, close } = candles;
  for (let at = 0; at < length; at += 1) output[at] = ((high[at] ?? 0) + (low[at] ?? 0) + (close[at] ?? 0)) / 3;
}
