/** Prices of published worked examples, which several tests share. */

/** The fifteen candles of Tulip Indicators' reference values (tests/untest.txt). */
export const TULIP = {
  high: Float64Array.of(82.15, 81.89, 83.03, 83.3, 83.85, 83.9, 83.33, 84.3, 84.84, 85, 85.9, 86.58, 86.98, 88, 87.87),
  low: Float64Array.of(
    81.29,
    80.64,
    81.31,
    82.65,
    83.07,
    83.11,
    82.49,
    82.3,
    84.15,
    84.11,
    84.03,
    85.39,
    85.76,
    87.17,
    87.01,
  ),
  close: Float64Array.of(
    81.59,
    81.06,
    82.87,
    83,
    83.61,
    83.15,
    82.84,
    83.99,
    84.55,
    84.36,
    85.53,
    86.54,
    86.89,
    87.77,
    87.29,
  ),
  volume: Float64Array.of(
    5653100,
    6447400,
    7690900,
    3831400,
    4455100,
    3798000,
    3936200,
    4732000,
    4841300,
    3915300,
    6830800,
    6694100,
    5293600,
    7985800,
    4807900,
  ),
};

/** The last values of a line, as many as are asked for, rounded. */
export function lastOf(line: Float64Array, count: number, digits: number): number[] {
  return Array.from(line.slice(line.length - count), (value) => Number(value.toFixed(digits)));
}

/** Those that are known, rounded. */
export function knownOf(line: Float64Array, digits: number): number[] {
  return Array.from(line).flatMap((value) => (Number.isNaN(value) ? [] : [Number(value.toFixed(digits))]));
}
