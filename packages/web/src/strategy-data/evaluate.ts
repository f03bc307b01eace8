import { benchmarkCloses } from "@cryptodesk/quant/backtest/benchmark";
import { candlesBefore } from "@cryptodesk/quant/backtest/candles-before";
import { toCurve } from "@cryptodesk/quant/backtest/equity-curve";
import type { CandleColumns, MarketData } from "@cryptodesk/quant/backtest/market-data";
import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import { describeRemark } from "@cryptodesk/quant/remarks/remark";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { InstantRequest, InstantResult, LoadedMarket } from "./backtest-messages.ts";

const YEAR_MS = 365 * 86_400_000;

/** Runs a backtest and measures it as the desk does. Pure but for the clock. */
export function evaluate(loaded: LoadedMarket, { rules, parameters, capital }: InstantRequest): InstantResult {
  const begun = performance.now();
  const market = asTheDeskReads(loaded, rules, parameters);
  const outcome = runBacktest(rules, market, { capital, parameters, from: loaded.fromMs, to: loaded.toMs });
  const close = loaded.benchmark === null ? null : benchmarkCloses(market, loaded.benchmark, outcome.time);
  const metrics = measureOutcome(outcome, close, YEAR_MS / market.intervalMs);
  const { at, equity, benchmark } = toCurve(outcome, close);
  return {
    metrics,
    finalEquity: outcome.equity.at(-1) ?? capital,
    at,
    equity,
    benchmark,
    notes: outcome.remarks.map(describeRemark),
    remarks: outcome.remarks,
    tookMs: performance.now() - begun,
  };
}

/**
 * The candles that a run of these parameters would read: more have been loaded, enough for every place of the sliders, and
 * an average with a memory depends on where it begins.
 */
function asTheDeskReads(
  { market, fromMs }: LoadedMarket,
  rules: StrategyRules,
  parameters: InstantRequest["parameters"],
) {
  const { timeframe } = rules;
  const before = candlesBefore(rules, parameters);
  const first = bucketStart(Math.max(0, fromMs - before * TIMEFRAME_MS[timeframe]), timeframe);
  const coins = market.coins.map((coin) => ({ ...coin, candles: since(coin.candles, first) }));
  return { ...market, coins } satisfies MarketData;
}

function since(candles: CandleColumns, first: number): CandleColumns {
  const { time } = candles;
  let at = 0;
  while (at < time.length && (time[at] ?? 0) < first) at += 1;
  if (at === 0) return candles;
  return {
    time: time.subarray(at),
    open: candles.open.subarray(at),
    high: candles.high.subarray(at),
    low: candles.low.subarray(at),
    close: candles.close.subarray(at),
    volume: candles.volume.subarray(at),
    segment: candles.segment.subarray(at),
  };
}
