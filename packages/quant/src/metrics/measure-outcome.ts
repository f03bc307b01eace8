import type { BacktestMetrics } from "@cryptodesk/shared/strategy/backtest.contract";
import type { BacktestOutcome } from "../backtest/outcome.ts";
import { measureAgainst, NO_BENCHMARK } from "./benchmark-figures.ts";
import { deepestFall, type EquityFigures, walkEquity } from "./equity-figures.ts";
import { stretchOf, YEAR_MS } from "./run-stretch.ts";
import { tailLoss } from "./tail-loss.ts";
import { measureTrades } from "./trade-figures.ts";

const DAY_MS = 86_400_000;
const SHORTEST_TO_ANNUALISE_MS = 30 * DAY_MS;
const TAIL = 0.05;
// Returns that differ by less than this beside their mean do so by rounding.
const NO_SPREAD = 1e-12;

/**
 * The figures by which runs are compared. Returns are simple ones of candles, the first on the capital; the risk-free rate
 * and every threshold are 0; deviations are of samples (n - 1) unless said otherwise; a year has 365 days.
 * - Total return: last equity / capital - 1. Annual return: (1 + total)^(365 days / length of the run) - 1, compound and by
 *   the calendar, from 30 days on.
 * - Volatility: deviation of returns · √periods a year.
 * - Sharpe ratio (W. F. Sharpe, The Sharpe ratio, Journal of Portfolio Management 21, 1994): mean / deviation of returns ·
 *   √periods a year.
 * - Sortino ratio (F. A. Sortino & R. van der Meer, Downside risk, 1991): mean / √(Σ min(r, 0)² / n) · √periods a year, the
 *   squares of losses over the number of all returns.
 * - Calmar ratio (T. W. Young, Calmar ratio: a smoother tool, Futures, 1991): annual return / largest drawdown, here of the
 *   whole run instead of 36 months.
 * - Omega (C. Keating & W. F. Shadwick, A universal performance measure, 2002): Σ max(r, 0) / Σ max(-r, 0).
 * - Largest drawdown: `deepestFall`. VaR and CVaR at 95 %: `tailLoss`. Trades: `measureTrades`. Benchmark:
 *   `measureAgainst`.
 * - Turnover: value of all fills a year over mean equity. Time in market: steps with a position over all steps.
 *
 * The same numbers come out wherever the operations do: IEEE 754 fixes +, -, ×, ÷ and √; powers are V8's own in Node, its
 * threads and Chromium alike, and may differ in the last bit in another engine (the annual return alone has one).
 * @param benchmarkClose at each step, USD, NaN where unknown; null without a benchmark
 * @param periodsPerYear candles that make a year
 * @param scratch takes the returns where it is long enough, so that many runs can share it
 * @returns null for every figure that cannot be told
 */
export function measureOutcome(
  outcome: BacktestOutcome,
  benchmarkClose: Float64Array | null,
  periodsPerYear: number,
  scratch?: Float64Array,
): BacktestMetrics {
  const walk = walkEquity(outcome.equity, outcome.capital, scratch);
  const tail = tailLoss(walk.returns, TAIL);
  return {
    ...ratiosOf(outcome, walk, benchmarkClose, periodsPerYear),
    var95Pct: percent(tail?.valueAtRisk ?? null),
    cvar95Pct: percent(tail?.expectedShortfall ?? null),
  };
}

/** The figures that need no sorting of returns. */
export type RatioMetrics = Omit<BacktestMetrics, "var95Pct" | "cvar95Pct">;

/** `measureOutcome` without VaR and CVaR, which cost as much as all others together: for searches of many runs. */
export function measureRatios(
  outcome: BacktestOutcome,
  benchmarkClose: Float64Array | null,
  periodsPerYear: number,
  scratch?: Float64Array,
): RatioMetrics {
  return ratiosOf(outcome, walkEquity(outcome.equity, outcome.capital, scratch), benchmarkClose, periodsPerYear);
}

function ratiosOf(
  outcome: BacktestOutcome,
  walk: EquityFigures,
  benchmarkClose: Float64Array | null,
  periodsPerYear: number,
): RatioMetrics {
  const { equity, capital, time, trades } = outcome;
  const steps = equity.length;
  const fall = deepestFall(equity, capital);
  const total = steps === 0 ? null : (equity[steps - 1] ?? 0) / capital - 1;
  const { lengthMs } = stretchOf(time);
  const annual = total === null || lengthMs < SHORTEST_TO_ANNUALISE_MS ? null : growthAYear(total, lengthMs);
  const root = Math.sqrt(periodsPerYear);
  const deviation = steps < 2 ? Number.NaN : Math.sqrt(Math.max(0, walk.variance));
  const varies = deviation > NO_SPREAD * Math.abs(walk.meanReturn);
  const downside = Math.sqrt(walk.downsideSquares / steps);
  const turnover = outcome.tradedUsd / (lengthMs / YEAR_MS) / walk.meanEquity;
  return {
    totalReturnPct: percent(total),
    annualReturnPct: percent(annual),
    volatilityPct: finite(100 * deviation * root),
    sharpe: varies ? finite((walk.meanReturn / deviation) * root) : null,
    sortino: finite((walk.meanReturn / downside) * root),
    calmar: annual === null ? null : finite(annual / fall.share),
    omega: finite(walk.gains / walk.losses),
    maxDrawdownPct: steps === 0 ? null : 100 * fall.share,
    maxDrawdownCandles: steps === 0 ? null : fall.steps,
    trades: trades.length,
    ...measureTrades(trades),
    turnover: walk.meanEquity > 0 ? finite(turnover) : null,
    feesUsd: outcome.feesUsd,
    slippageUsd: outcome.slippageUsd,
    fundingUsd: outcome.fundingUsd,
    timeInMarketPct: steps === 0 ? null : (100 * outcome.stepsInMarket) / steps,
    ...(benchmarkClose === null ? NO_BENCHMARK : measureAgainst(walk.returns, benchmarkClose, periodsPerYear)),
  };
}

/** Nothing is left after a loss of everything, however long it took; debts do not compound. */
function growthAYear(total: number, lengthMs: number): number {
  return total <= -1 ? -1 : (1 + total) ** (YEAR_MS / lengthMs) - 1;
}

function percent(share: number | null): number | null {
  return share === null ? null : finite(100 * share);
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
