import type { EquityCurve } from "@cryptodesk/shared/strategy/backtest.contract";
import type { BacktestOutcome } from "./outcome.ts";

const MOST_POINTS = 2000;
// The first and the last step, the peak and the trough of the largest drawdown.
const KEPT_ANYWAY = 4;

/**
 * The curve of a run for charts: at most 2,000 points, each a step of the run. The highest and the lowest of each stretch are
 * among them, and so are the peak and the trough of the largest drawdown. `at` is the start of the step's candle, the figures
 * are those of its close.
 * @param benchmarkClose at each step, NaN where unknown; null: none
 */
export function toCurve(outcome: BacktestOutcome, benchmarkClose: Float64Array | null): EquityCurve {
  const { time, equity, exposure, capital } = outcome;
  const { drawdown, peak, trough } = drawdowns(equity, capital);
  const kept = keptSteps(equity, [0, peak, trough, equity.length - 1]);
  const first = benchmarkClose?.find((close) => !Number.isNaN(close)) ?? Number.NaN;
  return {
    at: kept.map((step) => new Date(time[step] as number).toISOString()),
    equity: kept.map((step) => equity[step] as number),
    benchmark: kept.map((step) => {
      const value = (capital * (benchmarkClose?.[step] ?? Number.NaN)) / first;
      return Number.isFinite(value) ? value : null;
    }),
    drawdownPct: kept.map((step) => 100 * (drawdown[step] as number)),
    exposurePct: kept.map((step) => 100 * (exposure[step] as number)),
  };
}

/** How far below the highest equity so far each step is, a share, and where the largest of them begins and ends. */
function drawdowns(equity: Float64Array, capital: number) {
  const drawdown = new Float64Array(equity.length);
  let highest = capital;
  let highestAt = 0;
  let peak = 0;
  let trough = 0;
  let deepest = 0;
  for (let step = 0; step < equity.length; step += 1) {
    const value = equity[step] as number;
    if (value > highest) {
      highest = value;
      highestAt = step;
    }
    const fall = 1 - value / highest;
    drawdown[step] = fall;
    if (fall > deepest) {
      deepest = fall;
      peak = highestAt;
      trough = step;
    }
  }
  return { drawdown, peak, trough };
}

function keptSteps(equity: Float64Array, always: readonly number[]): number[] {
  if (equity.length <= MOST_POINTS) return Array.from(equity, (_, step) => step);
  const kept = new Set(always);
  const stretches = (MOST_POINTS - KEPT_ANYWAY) / 2;
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor((stretch * equity.length) / stretches);
    const to = Math.floor(((stretch + 1) * equity.length) / stretches);
    let lowest = from;
    let highest = from;
    for (let step = from + 1; step < to; step += 1) {
      if ((equity[step] as number) < (equity[lowest] as number)) lowest = step;
      if ((equity[step] as number) > (equity[highest] as number)) highest = step;
    }
    kept.add(lowest).add(highest);
  }
  return [...kept].sort((one, other) => one - other);
}
