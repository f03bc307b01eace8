import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import type { CandleColumns, CoinCandles, MarketData } from "../backtest/market-data.ts";

export const HOUR_MS = 3_600_000;
/** A Monday. */
export const MONDAY = Date.UTC(2024, 0, 8);

/** Hourly candles of these closes that open where the one before closed; null: a missing candle. */
export function hourly(closes: readonly (number | null)[], from = MONDAY): CandleColumns {
  const there = closes.flatMap((close, at) => (close === null ? [] : [{ close, time: from + at * HOUR_MS }]));
  const close = Float64Array.from(there, (each) => each.close);
  const open = Float64Array.from(close, (each, at) => close[at - 1] ?? each);
  return {
    time: Float64Array.from(there, ({ time }) => time),
    open,
    high: Float64Array.from(close, (each, at) => Math.max(each, open[at] ?? each) + 1),
    low: Float64Array.from(close, (each, at) => Math.min(each, open[at] ?? each) - 1),
    close,
    volume: new Float64Array(close.length).fill(10),
    segment: new Int32Array(close.length),
  };
}

export function marketOf(candles: Readonly<Record<string, CandleColumns>>, intervalMs = HOUR_MS): MarketData {
  const coins: CoinCandles[] = Object.entries(candles).map(([coin, columns]) => ({
    coin,
    candles: columns,
    members: null,
    inUniverse: true,
  }));
  return { intervalMs, coins };
}

/** Hourly rules of one coin, but for what is given. */
export function rulesOf(given: Partial<StrategyRulesInput>): StrategyRules {
  return StrategyRules.parse({
    schema: 1,
    name: "worked by hand",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1h",
    sizing: { kind: "equity", pct: 100 },
    ...given,
  });
}
