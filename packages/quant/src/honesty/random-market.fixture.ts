import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import { RandomSource } from "../statistics/random-source.ts";

const HOUR_MS = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/**
 * Hourly candles of a coin whose price goes up and down by chance.
 * @param swing share by which the price also swings around, up and down once in 48 hours; 0: chance alone
 */
export function randomMarket(hours: number, seed: number, swing = 0): MarketData {
  const random = new RandomSource(seed);
  const columns = { open: [] as number[], high: [] as number[], low: [] as number[], close: [] as number[] };
  let level = Math.log(100);
  let price = 100;
  for (let hour = 0; hour < hours; hour += 1) {
    level += 0.01 * (random.next() + random.next() + random.next() - 1.5);
    const close = Math.exp(level) * (1 + swing * Math.sin((2 * Math.PI * hour) / 48));
    columns.open.push(price);
    columns.high.push(Math.max(price, close) * 1.001);
    columns.low.push(Math.min(price, close) * 0.999);
    columns.close.push(close);
    price = close;
  }
  const candles = {
    time: Float64Array.from(columns.open, (_, hour) => START + hour * HOUR_MS),
    open: Float64Array.from(columns.open),
    high: Float64Array.from(columns.high),
    low: Float64Array.from(columns.low),
    close: Float64Array.from(columns.close),
    volume: new Float64Array(hours).fill(1000),
    segment: new Int32Array(hours),
  };
  return { intervalMs: HOUR_MS, coins: [{ coin: "bitcoin", candles, members: null, inUniverse: true }] };
}

/** In while a quick average is above a slow one. */
export function crossingRules(given: Partial<StrategyRulesInput> = {}): StrategyRules {
  const average = (name: string) => ({ name, indicator: "sma" as const, parameters: { period: { parameter: name } } });
  return StrategyRules.parse({
    schema: 1,
    name: "Crossing averages",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1h",
    parameters: [
      { name: "quick", value: 5, min: 2, max: 20, step: 1 },
      { name: "slow", value: 15, min: 5, max: 60, step: 5 },
    ],
    series: [average("quick"), average("slow")],
    long: {
      enter: { kind: "crosses", left: { series: "quick" }, direction: "above", right: { series: "slow" } },
      exit: { kind: "crosses", left: { series: "quick" }, direction: "below", right: { series: "slow" } },
    },
    sizing: { kind: "equity", pct: 100 },
    ...given,
  });
}
