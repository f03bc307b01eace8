import type { OptimisationPlan, OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { MarketData } from "../backtest/market-data.ts";
import type { BacktestOutcome } from "../backtest/outcome.ts";
import { type SimulationOptions, simulate } from "../backtest/simulate.ts";
import { type ReturnShape, shapeOfReturns } from "../honesty/deflated-sharpe.ts";
import { walkEquity } from "../metrics/equity-figures.ts";
import { measureRatios, type RatioMetrics } from "../metrics/measure-outcome.ts";
import { parameterValues } from "../rules/parameter-values.ts";
import { computeSignals } from "../signals/compute-signals.ts";
import type { SignalSet } from "../signals/signal-set.ts";

export interface ScorerInput {
  readonly rules: StrategyRules;
  readonly market: MarketData;
  readonly plan: Pick<OptimisationPlan, "objective" | "constraints" | "outOfSamplePct">;
  readonly options: Pick<SimulationOptions, "capital" | "from" | "to" | "isCancelled">;
  readonly periodsPerYear: number;
  /** Read for the information ratio only. */
  readonly benchmark: { readonly time: Float64Array; readonly close: Float64Array } | null;
}

/** How the reasons begin for which a point has no score. */
export const DRAWDOWN = "drawdown";
export const UNUSABLE = "cannot be evaluated";

/** A point looked at closely. */
export interface ExaminedPoint {
  readonly inside: RatioMetrics;
  readonly outside: RatioMetrics | null;
  /** Of the returns inside; null where they do not vary. */
  readonly shape: ReturnShape | null;
}

/**
 * Scores sets of parameters: signals once, then a run on the candles inside the sample and one on those after it, both with
 * the whole capital. No report is made of them, and one array serves the returns of all.
 */
export class PointScorer {
  /** The first candle outside the sample, ms. Null: all are inside. */
  readonly splitAt: number | null;
  readonly #input: ScorerInput;
  readonly #scratch: Float64Array;

  constructor(input: ScorerInput) {
    this.#input = input;
    const { market, options, plan } = input;
    const traded = market.coins.filter(({ inUniverse }) => inUniverse);
    const starts = traded.map(({ candles }) => candles.time[0] ?? Number.POSITIVE_INFINITY);
    const ends = traded.map(({ candles }) => (candles.time.at(-1) ?? Number.NEGATIVE_INFINITY) + market.intervalMs);
    const from = Math.max(options.from ?? Number.NEGATIVE_INFINITY, Math.min(...starts));
    const to = Math.min(options.to ?? Number.POSITIVE_INFINITY, Math.max(...ends));
    const insideMs =
      Math.floor(((to - from) / market.intervalMs) * (1 - plan.outOfSamplePct / 100)) * market.intervalMs;
    this.splitAt = plan.outOfSamplePct > 0 && Number.isFinite(insideMs) ? from + insideMs : null;
    this.#scratch = new Float64Array(traded.reduce((sum, { candles }) => sum + candles.time.length, 0));
  }

  /** @throws RunCancelled */
  score(parameters: Readonly<Record<string, number>>): OptimisationPoint {
    const { plan } = this.#input;
    const values = parameterValues(this.#input.rules, parameters);
    const signals = this.#signals(values);
    if (signals instanceof RangeError) return unusable(parameters, signals.message);
    const inside = this.#measure(this.#run(values, signals, "inside"));
    const outside = this.splitAt === null ? null : this.#measure(this.#run(values, signals, "outside"));
    const rejected = rejectionOf(inside, plan.constraints);
    return {
      parameters: { ...parameters },
      score: rejected === null ? inside[plan.objective] : null,
      rejected,
      inside: shortened(inside),
      outside: outside && shortened(outside),
    };
  }

  /**
   * All figures of a point.
   * @returns null for parameters with which the rules cannot be evaluated
   * @throws RunCancelled
   */
  examine(parameters: Readonly<Record<string, number>>): ExaminedPoint | null {
    const values = parameterValues(this.#input.rules, parameters);
    const signals = this.#signals(values);
    if (signals instanceof RangeError) return null;
    const outcome = this.#run(values, signals, "inside");
    return {
      inside: this.#measure(outcome),
      outside: this.splitAt === null ? null : this.#measure(this.#run(values, signals, "outside")),
      shape: shapeOfReturns(walkEquity(outcome.equity, outcome.capital).returns),
    };
  }

  #signals(values: Readonly<Record<string, number>>): SignalSet | RangeError {
    try {
      return computeSignals(this.#input.rules, values, this.#input.market);
    } catch (problem) {
      if (problem instanceof RangeError) return problem;
      throw problem;
    }
  }

  #run(values: Readonly<Record<string, number>>, signals: SignalSet, part: "inside" | "outside"): BacktestOutcome {
    const { rules, market, options } = this.#input;
    const split = this.splitAt;
    const span = split === null ? {} : part === "inside" ? { to: split } : { from: split };
    return simulate(rules, market, signals, { ...options, ...span, parameters: values });
  }

  #measure(outcome: BacktestOutcome): RatioMetrics {
    const { plan, benchmark, periodsPerYear } = this.#input;
    const close = plan.objective === "informationRatio" && benchmark ? alignedTo(outcome.time, benchmark) : null;
    return measureRatios(outcome, close, periodsPerYear, this.#scratch);
  }
}

function alignedTo(time: Float64Array, benchmark: { time: Float64Array; close: Float64Array }): Float64Array {
  const close = new Float64Array(time.length).fill(Number.NaN);
  let at = 0;
  for (let step = 0; step < time.length; step += 1) {
    const now = time[step] ?? 0;
    while ((benchmark.time[at] ?? Number.POSITIVE_INFINITY) < now) at += 1;
    if (benchmark.time[at] === now) close[step] = benchmark.close[at] ?? Number.NaN;
  }
  return close;
}

function rejectionOf(metrics: RatioMetrics, constraints: OptimisationPlan["constraints"]): string | null {
  const { minTrades, maxDrawdownPct } = constraints;
  if (metrics.trades < minTrades) return `${metrics.trades} trades, fewer than ${minTrades}`;
  const drawdown = metrics.maxDrawdownPct ?? 0;
  if (maxDrawdownPct === null || drawdown <= maxDrawdownPct) return null;
  return `${DRAWDOWN} ${drawdown.toFixed(1)} %, more than ${maxDrawdownPct} %`;
}

function unusable(parameters: Readonly<Record<string, number>>, problem: string): OptimisationPoint {
  const nothing = { totalReturnPct: null, sharpe: null, maxDrawdownPct: null, trades: 0 };
  const rejected = `${UNUSABLE}: ${problem}`;
  return { parameters: { ...parameters }, score: null, rejected, inside: nothing, outside: null };
}

function shortened({ totalReturnPct, sharpe, maxDrawdownPct, trades }: RatioMetrics): OptimisationPoint["inside"] {
  return { totalReturnPct, sharpe, maxDrawdownPct, trades };
}
