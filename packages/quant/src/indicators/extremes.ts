import { checkPeriod, type Kernel, runBatch, type Stream, streamOf, ValueKernel } from "./kernel.ts";
import type { PeriodOptions } from "./moving-average.ts";
import { RollingExtreme } from "./window.ts";

class Extreme extends ValueKernel {
  readonly warmUp: number;
  readonly #extreme: RollingExtreme;

  constructor(period: number, sign: 1 | -1) {
    super();
    checkPeriod(period);
    this.warmUp = period - 1;
    this.#extreme = new RollingExtreme(period, sign);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const extreme = this.#extreme;
    for (let at = 0; at < length; at += 1) output[at] = extreme.push(input[at] ?? Number.NaN);
  }
}

/** The highest (sign 1) or the lowest (sign -1) of the last `period` values. */
export function extremeKernel(period: number, sign: 1 | -1): Kernel<number, number> {
  return new Extreme(period, sign);
}

export function highestKernel({ period }: PeriodOptions): Kernel<number, number> {
  return extremeKernel(period, 1);
}

/**
 * Highest of the last `period` values, the newest included. Warm-up: period - 1. The time does not grow with the period.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function highest(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(highestKernel(options), values);
}

/** The highest, value by value: see {@link highest}. */
export function createHighest(options: PeriodOptions): Stream<number, number> {
  return streamOf(highestKernel(options));
}

export function lowestKernel({ period }: PeriodOptions): Kernel<number, number> {
  return extremeKernel(period, -1);
}

/**
 * Lowest of the last `period` values, the newest included. Warm-up: period - 1. The time does not grow with the period.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function lowest(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(lowestKernel(options), values);
}

/** The lowest, value by value: see {@link lowest}. */
export function createLowest(options: PeriodOptions): Stream<number, number> {
  return streamOf(lowestKernel(options));
}
