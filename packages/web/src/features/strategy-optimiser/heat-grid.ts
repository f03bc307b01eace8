import type { OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";

type Point = Pick<OptimisationPoint, "parameters" | "score">;

/** The best score at each pair of values of two parameters; null where nothing with a score was tried. */
export interface HeatGrid {
  across: number[];
  down: number[];
  /** A row for each value downwards. */
  scores: (number | null)[][];
  lowest: number;
  highest: number;
}

const byValue = (a: number, b: number) => a - b;

/** Values of a parameter that were tried, ascending. */
export const triedValues = (points: readonly Point[], name: string): number[] =>
  [...new Set(points.flatMap(({ parameters }) => parameters[name] ?? []))].sort(byValue);

/** @returns null where no point has a score */
export function heatGrid(points: readonly Point[], across: string, down: string): HeatGrid | null {
  const best = new Map<string, number>();
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { parameters, score } of points) {
    if (score === null) continue;
    const key = `${parameters[across]} ${parameters[down]}`;
    const before = best.get(key);
    if (before === undefined || score > before) best.set(key, score);
  }
  for (const score of best.values()) {
    lowest = Math.min(lowest, score);
    highest = Math.max(highest, score);
  }
  if (best.size === 0) return null;
  const columns = triedValues(points, across);
  const rows = triedValues(points, down);
  return {
    across: columns,
    down: rows,
    scores: rows.map((row) => columns.map((column) => best.get(`${column} ${row}`) ?? null)),
    lowest,
    highest,
  };
}

/** Where a score lies between the lowest and the highest, 0 to 1. */
export const strengthOf = (score: number, lowest: number, highest: number): number =>
  highest === lowest ? 1 : (score - lowest) / (highest - lowest);
