import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../src/backtest/market-data.ts";

export const MINUTE_MS = 60_000;
const START = Date.UTC(2024, 0, 1);

/** A price that wanders, the same at every call. */
export function randomMarket(count: number, intervalMs = MINUTE_MS): MarketData {
  const columns = ["time", "open", "high", "low", "close", "volume"] as const;
  const candles = Object.fromEntries(columns.map((name) => [name, new Float64Array(count)])) as Record<
    (typeof columns)[number],
    Float64Array
  >;
  let state = 2024;
  const random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  let price = 40_000;
  for (let at = 0; at < count; at += 1) {
    const open = price;
    price *= 1 + (random() - 0.5) * 0.004;
    candles.time[at] = START + at * intervalMs;
    candles.open[at] = open;
    candles.high[at] = Math.max(open, price) * (1 + random() * 0.0005);
    candles.low[at] = Math.min(open, price) * (1 - random() * 0.0005);
    candles.close[at] = price;
    candles.volume[at] = random() * 100;
  }
  const coin = { coin: "bitcoin", candles: { ...candles, segment: new Int32Array(count) } };
  return { intervalMs, coins: [{ ...coin, members: null, inUniverse: true }] };
}

const average = (name: string) => ({ name, indicator: "sma", parameters: { period: { parameter: name } } });
const crosses = (direction: "above" | "below") => ({
  kind: "crosses",
  left: { series: "quick" },
  direction,
  right: { series: "slow" },
});

export const QUICK = 50;
export const SLOW = 200;
export const FEE_PCT = 0.1;
export const SLIPPAGE_PCT = 0.05;

const shell = {
  schema: 1,
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "5m",
  sizing: { kind: "equity", pct: 100 },
  costs: { takerPct: FEE_PCT, slippage: { kind: "fixed", pct: SLIPPAGE_PCT } },
};

/** Two simple averages that cross. */
export const CROSSING = StrategyRules.parse({
  ...shell,
  name: "Averages that cross",
  parameters: [
    { name: "quick", value: QUICK, min: 5, max: 120, step: 1 },
    { name: "slow", value: SLOW, min: 50, max: 400, step: 10 },
  ],
  series: [average("quick"), average("slow")],
  long: { enter: crosses("above"), exit: crosses("below") },
});

/** A weak relative strength above a long average. */
export const REVERSION = StrategyRules.parse({
  ...shell,
  name: "Weakness in a rise",
  series: [
    { name: "trend", indicator: "sma", parameters: { period: SLOW } },
    { name: "strength", indicator: "rsi", parameters: { period: 14 } },
  ],
  long: {
    enter: {
      kind: "all",
      of: [
        { kind: "compare", left: { series: "strength" }, operator: "<", right: 30 },
        { kind: "compare", left: { price: "close" }, operator: ">", right: { series: "trend" } },
      ],
    },
    exit: { kind: "compare", left: { series: "strength" }, operator: ">", right: 70 },
  },
});
