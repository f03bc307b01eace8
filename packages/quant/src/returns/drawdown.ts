/**
 * Largest fall of a series from an earlier peak: max over time of 1 - value / highest value so far.
 * @param values prices or account values, oldest first; unknown ones and those not above 0 are passed over
 * @returns a ratio in [0, 1), 0.25 is a fall of 25 %; null with fewer than two known values
 */
export function maxDrawdown(values: readonly (number | null)[]): number | null {
  let peak = 0;
  let deepest = 0;
  let known = 0;
  for (const value of values) {
    if (value === null || !(value > 0)) continue;
    known += 1;
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return known < 2 ? null : deepest;
}
