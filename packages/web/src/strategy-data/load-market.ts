import type { BacktestData } from "@cryptodesk/shared/strategy/run.contract";
import type { LoadedMarket } from "./backtest-messages.ts";

/** The candles of an answer as the engine reads them. */
export function loadMarket({ coins, intervalMs, from, to, benchmark }: BacktestData): LoadedMarket {
  return {
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    benchmark,
    market: {
      intervalMs,
      coins: coins.map(({ coin, members, inUniverse, time, open, high, low, close, volume, segment }) => ({
        coin,
        members,
        inUniverse,
        candles: {
          time: Float64Array.from(time),
          open: Float64Array.from(open),
          high: Float64Array.from(high),
          low: Float64Array.from(low),
          close: Float64Array.from(close),
          volume: Float64Array.from(volume, (value) => value ?? Number.NaN),
          segment: Int32Array.from(segment),
        },
      })),
    },
  };
}
