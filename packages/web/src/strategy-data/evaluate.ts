import { candlesBefore } from "@cryptodesk/quant/backtest/candles-before";
import type { CandleColumns, MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestOutcome } from "@cryptodesk/quant/backtest/outcome";
import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { InstantRequest, InstantResult, LoadedMarket } from "./backtest-messages.ts";

const YEAR_MS = 365 * 86_400_000;
/** As many points as a chart has room for. */
const MOST_POINTS = 600;

/** Runs a backtest and measures it as the desk does. Pure but for the clock. */
export function evaluate(loaded: LoadedMarket, { rules, parameters, capital }: InstantRequest): InstantResult {
  const begun = performance.now();
  const market = asTheDeskReads(loaded, rules, parameters);
  const outcome = runBacktest(rules, market, { capital, parameters, from: loaded.fromMs, to: loaded.toMs });
  const close = closesOf(market, loaded.benchmark, outcome.time);
  const metrics = measureOutcome(outcome, close, YEAR_MS / market.intervalMs);
  return {
    metrics,
    finalEquity: outcome.equity.at(-1) ?? capital,
    ...pointsOf(outcome, close, market.intervalMs),
    notes: outcome.notes,
    tookMs: performance.now() - begun,
  };
}

/**
 * The candles that a run of these parameters would read: more have been loaded, enough for every place of the sliders, and
 * an average with a memory depends on where it begins.
 */
function asTheDeskReads({ market, fromMs }: LoadedMarket, rules: StrategyRules, parameters: InstantRequest["parameters"]) {
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

/** The coin's close at each of the times, NaN where it has no candle then; null without the coin. */
function closesOf({ coins }: MarketData, coin: string | null, times: Float64Array): Float64Array | null {
  const candles = coins.find((each) => each.coin === coin)?.candles;
  if (!candles) return null;
  const closes = new Float64Array(times.length).fill(Number.NaN);
  let at = 0;
  for (let step = 0; step < times.length; step += 1) {
    const time = times[step] ?? 0;
    while (at < candles.time.length && (candles.time[at] ?? 0) < time) at += 1;
    if (candles.time[at] === time) closes[step] = candles.close[at] ?? Number.NaN;
  }
  return closes;
}

/** Thinned evenly; the last step is always one of them. */
function pointsOf({ time, equity, capital }: BacktestOutcome, close: Float64Array | null, intervalMs: number) {
  const every = Math.max(1, Math.ceil(time.length / MOST_POINTS));
  const steps = Array.from({ length: Math.ceil(time.length / every) }, (_, point) => time.length - 1 - point * every);
  steps.reverse();
  const start = close?.find((value) => !Number.isNaN(value)) ?? Number.NaN;
  return {
    at: steps.map((step) => new Date((time[step] ?? 0) + intervalMs).toISOString()),
    equity: steps.map((step) => equity[step] ?? capital),
    benchmark: steps.map((step) => {
      const worth = (capital * (close?.[step] ?? Number.NaN)) / start;
      return Number.isFinite(worth) ? worth : null;
    }),
  };
}
