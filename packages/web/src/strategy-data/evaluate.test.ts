import { candlesBefore } from "@cryptodesk/quant/backtest/candles-before";
import type { CandleColumns } from "@cryptodesk/quant/backtest/market-data";
import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import { expect, it } from "vitest";
import { evaluate } from "./evaluate.ts";

const HOUR = 3_600_000;
const START = Date.UTC(2025, 0, 1);
const LENGTH = 3_000;
const FROM = START + 1_000 * HOUR;
const TO = START + LENGTH * HOUR;

const RULES = StrategyRules.parse({
  schema: 1,
  name: "Waves",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "1h",
  parameters: [{ name: "length", value: 20, min: 5, max: 200, step: 5 }],
  series: [{ name: "trend", indicator: "ema", parameters: { period: { parameter: "length" }, seed: "first" } }],
  long: {
    enter: { kind: "crosses", left: { price: "close" }, direction: "above", right: { series: "trend" } },
    exit: { kind: "crosses", left: { price: "close" }, direction: "below", right: { series: "trend" } },
  },
  sizing: { kind: "equity", pct: 100 },
});

function candles(from: number): CandleColumns {
  const at = (price: (hour: number) => number) =>
    Float64Array.from({ length: LENGTH - from }, (_, place) => price(place + from));
  const middle = (hour: number) => 100 + 12 * Math.sin(hour / 37) + 5 * Math.sin(hour / 5) + hour / 100;
  return {
    time: at((hour) => START + hour * HOUR),
    open: at(middle),
    high: at((hour) => middle(hour) + 2),
    low: at((hour) => middle(hour) - 2),
    close: at((hour) => middle(hour) + Math.cos(hour)),
    volume: at(() => 1_000),
    segment: new Int32Array(LENGTH - from),
  };
}

const marketFrom = (from: number) => ({
  intervalMs: HOUR,
  coins: [{ coin: "bitcoin", candles: candles(from), members: null, inUniverse: true }],
});
const LOADED = { market: marketFrom(0), fromMs: FROM, toMs: TO, benchmark: "bitcoin" };

it.each([20, 55, 200])("gives the bits of a run that reads only what a length of %i needs", (length) => {
  const parameters = { length };
  const shown = evaluate(LOADED, { rules: RULES, parameters, capital: 10_000 });
  const market = marketFrom(1_000 - candlesBefore(RULES, parameters));
  const outcome = runBacktest(RULES, market, { capital: 10_000, parameters, from: FROM, to: TO });
  const inRun = market.coins[0]?.candles.close.slice(-outcome.time.length) ?? null;
  expect(shown.metrics).toEqual(measureOutcome(outcome, inRun, 8760));
  expect(shown.finalEquity).toBe(outcome.equity.at(-1));
  expect(shown.metrics.trades).toBeGreaterThan(3);
});

it("draws equity beside the benchmark, both begun with the capital", () => {
  const { at, equity, benchmark } = evaluate(LOADED, { rules: RULES, parameters: {}, capital: 500 });
  expect(at[0]).toBe(new Date(FROM).toISOString());
  expect([at.length, benchmark.length]).toEqual([equity.length, equity.length]);
  expect([equity[0], benchmark[0]]).toEqual([500, 500]);
});
