/**
 * Percentile by linear interpolation between closest ranks (type 7 of Hyndman & Fan 1996, the default of R and NumPy).
 * @param percent 0 to 100
 * @returns a value in the unit of the series; null for an empty series
 * @throws RangeError for a percentage outside 0 to 100
 */
export function percentile(values: readonly number[], percent: number): number | null {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`percentile ${percent} is not within 0 to 100`);
  const sorted = [...values].sort((left, right) => left - right);
  const position = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return null;
  if (below === above) return below;
  const weight = position - Math.floor(position);
  return below * (1 - weight) + above * weight;
}

/** Middle value, or the mean of the two middle ones; null for an empty series. */
export function median(values: readonly number[]): number | null {
  return percentile(values, 50);
}
