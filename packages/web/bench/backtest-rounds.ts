import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import { periodsPerYear } from "@cryptodesk/quant/returns/volatility";
import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

const INTERVAL_MS = 300_000;

const crosses = (direction: "above" | "below") => ({
  kind: "crosses",
  left: { series: "quick" },
  direction,
  right: { series: "slow" },
});

const RULES = StrategyRules.parse({
  schema: 1,
  name: "Averages that cross",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "5m",
  series: [
    { name: "quick", indicator: "sma", parameters: { period: 50 } },
    { name: "slow", indicator: "ema", parameters: { period: 200 } },
  ],
  long: { enter: crosses("above"), exit: crosses("below") },
  sizing: { kind: "equity", pct: 100 },
});

/** A price that wanders, by additions and multiplications alone, which every engine rounds in the same way. */
function wanderingMarket(count: number) {
  const column = () => new Float64Array(count);
  const candles = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let state = 7;
  let price = 40_000;
  for (let at = 0; at < count; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const open = price;
    price *= 1 + (state / 2 ** 32 - 0.5) * 0.004;
    candles.time[at] = at * INTERVAL_MS;
    candles.open[at] = open;
    candles.high[at] = Math.max(open, price);
    candles.low[at] = Math.min(open, price);
    candles.close[at] = price;
    candles.volume[at] = 1;
  }
  const coin = { coin: "bitcoin", candles: { ...candles, segment: new Int32Array(count) } };
  return { intervalMs: INTERVAL_MS, coins: [{ ...coin, members: null, inUniverse: true }] };
}

export interface BacktestRounds {
  /** Each run from candles to figures, ms. */
  times: number[];
  /** All figures as JSON. */
  figures: string;
}

/** Runs the same backtest so many times. */
export function backtestRounds(candles: number, rounds: number): BacktestRounds {
  const market = wanderingMarket(candles);
  let figures = "";
  const times = Array.from({ length: rounds }, () => {
    const from = performance.now();
    const metrics = measureOutcome(runBacktest(RULES, market, { capital: 10_000 }), null, periodsPerYear(INTERVAL_MS));
    const time = performance.now() - from;
    figures = JSON.stringify(metrics);
    return time;
  });
  return { times, figures };
}
