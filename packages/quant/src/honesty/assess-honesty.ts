import type { BacktestMetrics, Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import { runBacktest } from "../backtest/run-backtest.ts";
import { RunCancelled } from "../backtest/run-cancelled.ts";
import { walkEquity } from "../metrics/equity-figures.ts";
import type { SignalSet } from "../signals/signal-set.ts";
import { RandomSource } from "../statistics/random-source.ts";
import { blockLength, bootstrapReturns } from "./bootstrap.ts";
import { expectedBestSharpe, probabilisticSharpe, shapeOfReturns, varianceWithoutSkill } from "./deflated-sharpe.ts";
import { checkLookAhead } from "./look-ahead.ts";
import { splitSample } from "./out-of-sample.ts";
import { positionsOf } from "./positions.ts";
import { enterAtRandom } from "./random-entries.ts";
import { moveParameters } from "./sensitivity.ts";
import { shuffleTrades } from "./trade-order.ts";
import { type ExaminedRun, Variants } from "./variants.ts";
import { judge } from "./verdict.ts";
import { walkForward } from "./walk-forward.ts";

export interface HonestyInput extends ExaminedRun {
  /** Of `outcome`, as `measureOutcome` gives them. */
  readonly metrics: BacktestMetrics;
  /** Of all that is drawn: the same seed gives the same answer. 0 to 2³² - 1. */
  readonly seed: number;
  /** Variants that were tried before this one, this one included. */
  readonly trials: number;
  /** What runs variants. */
  readonly run?: typeof runBacktest;
}

// Each check draws from a sequence of its own: what one of them draws does not move the others.
const DRAWS = { lookAhead: 1, walkForward: 2, tradeOrder: 3, bootstrap: 4, randomEntries: 5 };

/**
 * Looks for reasons not to believe a run: by cutting its history short, by runs on other stretches, with other parameters and
 * with random entries, and by drawing its trades and returns anew. Work is bounded by candles, not by a clock, so that the
 * same run gets the same answer everywhere; on two years of hours it takes about as long as a thousand runs without signals.
 *
 * Logarithms, exponentials and powers are V8's own, which are the same in Node, its threads and Chromium.
 * @param input `options.onProgress` is told how many checks are done, `options.isCancelled` asked before each run
 * @throws RunCancelled
 */
export function assessHonesty(input: HonestyInput): Honesty {
  const { outcome, market, metrics, options, periodsPerYear, seed, trials, run = runBacktest } = input;
  const variants = new Variants(input, run);
  const random = (draws: number) => new RandomSource(seed, draws);
  const { returns } = walkEquity(outcome.equity, outcome.capital);
  const positions = positionsOf(outcome.trades);
  const held = positions.reduce((sum, { from, to }) => sum + (to - from) / market.intervalMs, 0) / positions.length;
  let done = 0;
  const step = <Result>(check: () => Result): Result => {
    if (options.isCancelled?.()) throw new RunCancelled();
    const result = check();
    done += 1;
    options.onProgress?.(done, CHECKS);
    return result;
  };
  const checks = {
    lookAhead: step(() => checkLookAhead(variants, random(DRAWS.lookAhead))),
    warmUpCandles: outcome.warmUpCandles,
    outOfSample: step(() => splitSample(variants)),
    walkForward: step(() => walkForward(variants, random(DRAWS.walkForward))),
    sensitivity: step(() => moveParameters(variants, metrics)),
    tradeOrder: step(() => shuffleTrades(outcome.trades, outcome.capital, random(DRAWS.tradeOrder))),
    bootstrap: step(() => {
      const block = blockLength(returns.length, Number.isNaN(held) ? 1 : held);
      return bootstrapReturns(returns, block, periodsPerYear, random(DRAWS.bootstrap));
    }),
    randomEntries: step(() => enterAtRandom(variants, signalsOf(variants), random(DRAWS.randomEntries))),
    deflatedSharpe: deflate(returns, periodsPerYear, trials),
  };
  const evidence = { ...checks, metrics, candles: outcome.time.length, positions: positions.length };
  return { ...judge(evidence), ...checks };
}

const CHECKS = 7;

/** Signals of the run, for what is sized by volatility; none where no variant can be run. */
function signalsOf(variants: Variants): SignalSet {
  let signals: SignalSet = { coins: [], warmUpCandles: variants.examined.outcome.warmUpCandles };
  if (variants.examined.rules.sizing.kind !== "volatility") return signals;
  const entries = (computed: SignalSet) => {
    signals = computed;
    return computed;
  };
  variants.run({ entries });
  return signals;
}

/**
 * The deflated Sharpe ratio. How much the tries differed is not known here: they count as independent ones without skill,
 * whose Sharpe ratios vary by 1 / (T - 1).
 */
function deflate(returns: Float64Array, periodsPerYear: number, trials: number): Honesty["deflatedSharpe"] {
  const shape = shapeOfReturns(returns);
  if (shape === null) return null;
  const best = expectedBestSharpe(trials, varianceWithoutSkill(shape.count));
  return {
    trials,
    expectedBest: best * Math.sqrt(periodsPerYear),
    probability: probabilisticSharpe(shape, best),
  };
}
