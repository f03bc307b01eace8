import { exponentialMovingAverage } from "./moving-average.ts";

export interface Macd {
  /** Fast average minus slow average. */
  line: (number | null)[];
  /** Exponential average of the line. */
  signal: (number | null)[];
  /** Line minus signal. */
  histogram: (number | null)[];
}

/**
 * Moving average convergence/divergence (Appel, Technical Analysis, 2005: 12, 26 and 9 values).
 * @param values oldest first, of one unbroken series
 * @returns as many values each; null until enough of them are there
 * @throws RangeError for periods that are not whole numbers above 0, or a fast one that is not shorter than the slow one
 */
export function macd(values: readonly number[], fast = 12, slow = 26, signalPeriod = 9): Macd {
  if (fast >= slow) throw new RangeError(`a fast period of ${fast} and a slow one of ${slow}`);
  const fastAverage = exponentialMovingAverage(values, fast);
  const slowAverage = exponentialMovingAverage(values, slow);
  const line = slowAverage.map((average, index) => difference(fastAverage[index] ?? null, average));
  const known = line.filter((value) => value !== null);
  const warmUp: null[] = new Array(line.length - known.length).fill(null);
  const signal = [...warmUp, ...exponentialMovingAverage(known, signalPeriod)];
  return { line, signal, histogram: line.map((value, index) => difference(value, signal[index] ?? null)) };
}

function difference(left: number | null, right: number | null): number | null {
  return left === null || right === null ? null : left - right;
}
