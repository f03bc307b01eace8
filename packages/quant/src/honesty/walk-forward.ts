import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { BacktestOutcome } from "../backtest/outcome.ts";
import { measureOutcome } from "../metrics/measure-outcome.ts";
import { spreadValues } from "../rules/parameter-steps.ts";
import { parameterValues } from "../rules/parameter-values.ts";
import type { RandomSource } from "../statistics/random-source.ts";
import type { Variants } from "./variants.ts";

const BUDGET = 6_000_000;
const FEWEST_POINTS = 5;
const MOST_POINTS = 25;
const PERIODS = 5;
const FEWEST_STEPS = 150;

/**
 * Parameters as one would have chosen them at the time: the run is divided into five equal stretches; before each but the
 * first those with the best Sharpe ratio on all stretches before it are chosen out of a small grid, and tried on it with the
 * capital of the start. The past of a run is the run on the past, so each point of the grid is run once.
 * @returns null without parameters, and for fewer than 150 steps
 */
export function walkForward(variants: Variants, random: RandomSource): Honesty["walkForward"] {
  const { outcome } = variants.examined;
  const steps = outcome.time.length;
  if (variants.examined.rules.parameters.length === 0 || steps < FEWEST_STEPS) return null;
  const points = chosenPoints(variants, random).flatMap((parameters) => {
    const run = variants.run({ parameters });
    return run === null ? [] : [{ parameters, run }];
  });
  const boundaries = Array.from({ length: PERIODS + 1 }, (_, at) => Math.floor((at * steps) / PERIODS));
  const periods = boundaries.slice(1, -1).map((boundary, index) => {
    const from = outcome.time[boundary] ?? 0;
    const end = boundaries[index + 2] ?? steps;
    const to = end < steps ? (outcome.time[end] ?? 0) : variants.examined.options.to;
    return bestBefore(variants, points, { from, to });
  });
  return periods.filter((period) => period !== null);
}

interface Point {
  readonly parameters: Record<string, number>;
  readonly run: BacktestOutcome;
}

function bestBefore(
  variants: Variants,
  points: readonly Point[],
  { from, to }: { from: number; to: number | undefined },
) {
  const { periodsPerYear, outcome } = variants.examined;
  const measured = points.map(({ parameters, run }) => {
    const { sharpe, totalReturnPct } = measureOutcome(upTo(run, from), null, periodsPerYear);
    return { parameters, sharpe: sharpe ?? Number.NEGATIVE_INFINITY, totalReturnPct };
  });
  const [first, ...others] = measured;
  if (first === undefined) return null;
  const best = others.reduce((chosen, each) => (each.sharpe > chosen.sharpe ? each : chosen), first);
  const outside = variants.run({ parameters: best.parameters, from, ...(to !== undefined && { to }) });
  if (outside === null) return null;
  return {
    from: new Date(from).toISOString(),
    to: new Date(to ?? (outcome.time.at(-1) ?? 0) + variants.examined.market.intervalMs).toISOString(),
    parameters: best.parameters,
    insidePct: best.totalReturnPct,
    outsidePct: measureOutcome(outside, null, periodsPerYear).totalReturnPct,
  };
}

/** The steps of a run before a time; of its trades nothing is read. */
function upTo(run: BacktestOutcome, at: number): BacktestOutcome {
  let end = run.time.length;
  while (end > 0 && (run.time[end - 1] ?? 0) >= at) end -= 1;
  return { ...run, time: run.time.subarray(0, end), equity: run.equity.subarray(0, end) };
}

/** The parameters of the run first, then a grid over their ranges; where that has more points, some at random. */
function chosenPoints(variants: Variants, random: RandomSource): Record<string, number>[] {
  const { rules, options } = variants.examined;
  const own = parameterValues(rules, options.parameters);
  const most = variants.affordable(BUDGET, FEWEST_POINTS, MOST_POINTS) - 1;
  const { parameters } = rules;
  const perParameter = Math.max(2, Math.floor(most ** (1 / parameters.length) + 1e-9));
  const ranges = parameters.map((parameter) => ({
    name: parameter.name,
    values: spreadValues(parameter, perParameter),
  }));
  const size = ranges.reduce((product, { values }) => product * values.length, 1);
  const at = (place: number) => {
    let rest = place;
    const point: Record<string, number> = {};
    for (const { name, values } of ranges) {
      point[name] = values[rest % values.length] ?? 0;
      rest = Math.floor(rest / values.length);
    }
    return point;
  };
  if (size <= most) return [own, ...Array.from({ length: size }, (_, place) => at(place))];
  const places = new Set<number>();
  while (places.size < most) places.add(Math.floor(random.next() * size));
  return [own, ...[...places].map(at)];
}
