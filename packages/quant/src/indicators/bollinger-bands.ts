import { checkPeriod, simpleMovingAverage } from "./moving-average.ts";

export interface BollingerBands {
  upper: (number | null)[];
  middle: (number | null)[];
  lower: (number | null)[];
}

/**
 * Bollinger bands: the simple average and `width` population standard deviations of the same values on either side
 * (Bollinger on Bollinger Bands, 2001: 20 values, 2 deviations).
 * @param values oldest first, of one unbroken series
 * @returns as many values each; null until `period` of them are there
 * @throws RangeError for a period that is not a whole number above 0
 */
export function bollingerBands(values: readonly number[], period = 20, width = 2): BollingerBands {
  checkPeriod(period);
  const middle = simpleMovingAverage(values, period);
  const spread = middle.map((mean, index) => {
    if (mean === null) return null;
    let squares = 0;
    for (let at = index - period + 1; at <= index; at += 1) squares += ((values[at] ?? mean) - mean) ** 2;
    return width * Math.sqrt(squares / period);
  });
  const shifted = (sign: 1 | -1) =>
    middle.map((mean, index) => {
      const distance = spread[index] ?? null;
      return mean === null || distance === null ? null : mean + sign * distance;
    });
  return { upper: shifted(1), middle, lower: shifted(-1) };
}
