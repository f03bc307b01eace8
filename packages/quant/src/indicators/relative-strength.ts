import { checkPeriod, wilderAverage } from "./moving-average.ts";

/**
 * Relative strength index: 100 - 100 / (1 + average gain / average loss), both by Wilder's smoothing (Wilder, New Concepts
 * in Technical Trading Systems, 1978).
 * @param values oldest first, of one unbroken series
 * @returns as many values from 0 to 100; null for the first `period` of them; 50 where nothing moved
 * @throws RangeError for a period that is not a whole number above 0
 */
export function relativeStrength(values: readonly number[], period = 14): (number | null)[] {
  checkPeriod(period);
  const moves = values.slice(1).map((value, index) => value - (values[index] ?? value));
  const gains = wilderAverage(
    moves.map((move) => Math.max(0, move)),
    period,
  );
  const losses = wilderAverage(
    moves.map((move) => Math.max(0, -move)),
    period,
  );
  const strength = gains.map((gain, index) => {
    const loss = losses[index] ?? null;
    if (gain === null || loss === null) return null;
    return gain + loss === 0 ? 50 : (100 * gain) / (gain + loss);
  });
  return values.length === 0 ? [] : [null, ...strength];
}
