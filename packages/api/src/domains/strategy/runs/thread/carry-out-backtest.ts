import { benchmarkCloses } from "@cryptodesk/quant/backtest/benchmark";
import type { BacktestOutcome } from "@cryptodesk/quant/backtest/outcome";
import { toReport } from "@cryptodesk/quant/backtest/report";
import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { toTrades } from "@cryptodesk/quant/backtest/trade-list";
import { assessHonesty } from "@cryptodesk/quant/honesty/assess-honesty";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import { remarkOf } from "@cryptodesk/quant/remarks/remark";
import type { BacktestReport, BacktestTrade, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import { periodsPerYearOf } from "./periods-per-year.ts";
import type { BacktestTask } from "./run-task.ts";

/** Trades that are kept of a run. */
export const MOST_TRADES = 50_000;
const TRADES_AT_ONCE = 250;

export interface BacktestEnd {
  readonly report: BacktestReport;
  /** In order of closing, some at a time: each page is traced when it is asked for. */
  readonly trades: Generator<BacktestTrade[]>;
}

/** Rules that cannot be traded on these candles at all; the message says why. */
export class NothingToRun extends Error {}

/**
 * Carries a backtest out from its candles to what is stored of it. Pure: the same task comes to the same bits.
 * @throws NothingToRun where no candle is left after the warm-up
 */
export function carryOutBacktest(
  { rules, settings, data }: BacktestTask,
  progress: (done: number, total: number | null, note: string | null) => void,
): BacktestEnd {
  const { market, simulated, coverage, remarks } = data;
  const { capital, parameters } = settings;
  const options = { capital, parameters, from: data.fromMs, to: data.toMs };
  const onProgress = (done: number, total: number) => progress(done, total, "candles");
  const outcome = runBacktest(rules, market, { ...options, onProgress });
  if (outcome.time.length === 0) {
    throw new NothingToRun(
      `No candle is left to trade on: the rules need ${outcome.warmUpCandles} candles to warm up. Begin later, or take an earlier or longer span.`,
    );
  }
  const benchmarkClose = data.benchmark === null ? null : benchmarkCloses(market, data.benchmark, outcome.time);
  const periodsPerYear = periodsPerYearOf(settings, market);
  const metrics = measureOutcome(outcome, benchmarkClose, periodsPerYear);
  const about = { rules, market, outcome, metrics, benchmarkClose, periodsPerYear, parameters };
  const honesty = settings.honesty
    ? assessHonesty({
        ...about,
        options: { ...options, onProgress: (done, total) => progress(done, total, "honesty checks") },
        seed: settings.seed,
        trials: settings.trials,
      })
    : null;
  const told = toReport({ ...about, simulated, coverage, remarks: [...remarks, ...cutRemark(outcome)] });
  const report = { ...told, honesty };
  return { report, trades: pages({ rules, market, outcome, parameters }) };
}

function cutRemark({ trades }: BacktestOutcome): Remark[] {
  if (trades.length <= MOST_TRADES) return [];
  return [remarkOf("trades-cut", { made: trades.length, kept: MOST_TRADES })];
}

function* pages(input: Parameters<typeof toTrades>[0]): Generator<BacktestTrade[]> {
  const count = Math.min(MOST_TRADES, input.outcome.trades.length);
  for (let from = 0; from < count; from += TRADES_AT_ONCE) {
    yield toTrades(input, from, Math.min(TRADES_AT_ONCE, count - from));
  }
}
