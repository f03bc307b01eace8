/** Arithmetic mean; null for an empty series. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/**
 * Sample standard deviation: squared distances from the mean divided by n - 1 (Bessel's correction), in the unit of
 * the values. Two passes, because the one-pass formula loses all digits of values that are large beside their spread.
 * @returns null for fewer than two values
 */
export function sampleStandardDeviation(values: readonly number[]): number | null {
  const centre = mean(values);
  if (centre === null || values.length < 2) return null;
  let squares = 0;
  for (const value of values) squares += (value - centre) ** 2;
  return Math.sqrt(squares / (values.length - 1));
}
