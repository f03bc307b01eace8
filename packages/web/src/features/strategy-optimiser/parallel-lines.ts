import type { OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import { strengthOf } from "./heat-grid.ts";

type Point = Pick<OptimisationPoint, "parameters" | "score">;

/** An axis of the picture with its ends. */
export interface Axis {
  name: string;
  low: number;
  high: number;
}

/** A point as a line: its height on each axis, 0 at the bottom to 1, the score's last. */
export interface ParallelLine {
  key: string;
  heights: number[];
  strength: number;
}

// More lines than this are one surface.
const MOST_LINES = 300;

/**
 * Points as lines over the axes of their parameters and of their score, the worst first so that the best are drawn over them.
 * @param points the best first; those without a score are left out
 */
export function parallelLines(
  points: readonly Point[],
  names: readonly string[],
): { axes: Axis[]; score: { low: number; high: number }; lines: ParallelLine[] } {
  const scored = points.flatMap(({ parameters, score }) => (score === null ? [] : [{ parameters, score }]));
  const shown = thinned(scored);
  const axes = names.map((name) => ({ name, ...endsOf(shown.map(({ parameters }) => parameters[name] ?? 0)) }));
  const score = endsOf(shown.map((point) => point.score));
  const height = (value: number, { low, high }: { low: number; high: number }) =>
    high === low ? 0.5 : (value - low) / (high - low);
  const lines = shown.map((point) => ({
    key: names.map((name) => point.parameters[name]).join(" "),
    heights: [...axes.map((axis) => height(point.parameters[axis.name] ?? axis.low, axis)), height(point.score, score)],
    strength: strengthOf(point.score, score.low, score.high),
  }));
  return { axes, score, lines: lines.reverse() };
}

/** The best and, evenly, of the others, the last among them. */
function thinned<P>(points: readonly P[]): P[] {
  if (points.length <= MOST_LINES) return [...points];
  const step = (points.length - 1) / (MOST_LINES - 1);
  return Array.from({ length: MOST_LINES }, (_, at) => points[Math.round(at * step)]).filter(
    (point) => point !== undefined,
  );
}

function endsOf(values: readonly number[]): { low: number; high: number } {
  return { low: Math.min(...values), high: Math.max(...values) };
}
