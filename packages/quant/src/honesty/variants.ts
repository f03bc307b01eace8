import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import type { BacktestOutcome } from "../backtest/outcome.ts";
import type { BacktestOptions, runBacktest } from "../backtest/run-backtest.ts";
import { RunCancelled } from "../backtest/run-cancelled.ts";

/** A run that is looked at, and what it was made of. */
export interface ExaminedRun {
  readonly rules: StrategyRules;
  readonly market: MarketData;
  readonly options: BacktestOptions;
  readonly outcome: BacktestOutcome;
  /** At each step of the outcome, USD; NaN where unknown. */
  readonly benchmarkClose: Float64Array | null;
  readonly periodsPerYear: number;
}

// The simulator passes over stretches of one coin in which nothing can happen; it cannot with several, or with rebalancing.
const STEPWISE = 5;
// A trade costs as much as so many candles that are passed over.
const TRADE = 20;

type Changes = Pick<BacktestOptions, "from" | "to" | "parameters" | "entries">;

/** Runs the same strategy again with something changed: other parameters, another stretch of time, a shorter history. */
export class Variants {
  readonly examined: ExaminedRun;
  /** What a variant costs, in candles that are passed over. */
  readonly cost: number;
  readonly #run: typeof runBacktest;

  constructor(examined: ExaminedRun, run: typeof runBacktest) {
    this.examined = examined;
    this.#run = run;
    const { rules, market, outcome } = examined;
    const candles = market.coins.reduce((sum, coin) => sum + coin.candles.time.length, 0);
    const isJumped = rules.rebalance === null && rules.universe.kind === "coin";
    this.cost = (isJumped ? candles : STEPWISE * candles) + TRADE * outcome.trades.length;
  }

  /** How many variants a budget of candles pays for, within limits. A count and not a clock: it is the same everywhere. */
  affordable(candles: number, fewest: number, most: number): number {
    return Math.max(fewest, Math.min(most, Math.floor(candles / Math.max(1, this.cost))));
  }

  /**
   * A run from the first step of the examined one on, unless said otherwise.
   * @returns null where the rules cannot be evaluated with these parameters
   * @throws RunCancelled
   */
  run(changes: Changes, market: MarketData = this.examined.market): BacktestOutcome | null {
    const { rules, options, outcome } = this.examined;
    const { capital, to, parameters, isCancelled } = options;
    if (isCancelled?.()) throw new RunCancelled();
    try {
      return this.#run(rules, market, {
        capital,
        ...(isCancelled && { isCancelled }),
        ...(to !== undefined && { to }),
        ...(parameters && { parameters }),
        ...(outcome.time.length > 0 && { from: outcome.time[0] ?? 0 }),
        ...changes,
      });
    } catch (problem) {
      if (problem instanceof RangeError) return null;
      throw problem;
    }
  }

  /** The benchmark at other steps than those of the examined run; NaN at steps that it does not have. */
  benchmarkAt(time: Float64Array): Float64Array | null {
    const { benchmarkClose, outcome } = this.examined;
    if (benchmarkClose === null) return null;
    const aligned = new Float64Array(time.length).fill(Number.NaN);
    let known = 0;
    for (let step = 0; step < time.length; step += 1) {
      const at = time[step] ?? 0;
      while ((outcome.time[known] ?? Number.POSITIVE_INFINITY) < at) known += 1;
      if (outcome.time[known] === at) aligned[step] = benchmarkClose[known] ?? Number.NaN;
    }
    return aligned;
  }
}
