/** Several series on one scale. */
export interface IndexedSeries {
  /** Position of the first time at which every series has a value above 0; it is 100 there. */
  start: number;
  /** In the order of the input, each from `start` on; null where a value is unknown. */
  series: (number | null)[][];
}

/**
 * Rebases series of common times so that each is 100 at the first time that all of them know: 100 · v / v₀.
 * @param series values for the same times, oldest first, null where unknown
 * @returns null without a series, or when there is no common time
 * @throws RangeError when the series differ in length
 */
export function indexSeries(series: readonly (readonly (number | null)[])[]): IndexedSeries | null {
  const [first] = series;
  if (!first) return null;
  if (series.some((values) => values.length !== first.length)) throw new RangeError("series differ in length");
  const start = first.findIndex((_, at) => series.every((values) => (values[at] ?? 0) > 0));
  if (start < 0) return null;
  return { start, series: series.map((values) => rebase(values, start)) };
}

function rebase(values: readonly (number | null)[], start: number): (number | null)[] {
  const base = values[start] ?? null;
  return values.slice(start).map((value) => (value === null || base === null ? null : (100 * value) / base));
}
