import { checkPeriod, type Kernel, runBatch, type Stream, streamOf, ValueKernel } from "./kernel.ts";
import type { PeriodOptions } from "./moving-average.ts";

/**
 * Extremes of a window from those of two blocks of its length: from the start of the newer block, and to the end of the
 * older one (van Herk 1992, Gil and Werman 1993). No value is looked at more than twice.
 */
class Extreme extends ValueKernel {
  readonly warmUp: number;
  readonly #sign: 1 | -1;
  /** Values of the newer block, times the sign. */
  readonly #block: Float64Array;
  /** For each place of the older block the extreme from there to its end. */
  readonly #rest: Float64Array;
  #at = 0;
  #isFirst = true;
  #extreme = 0;

  constructor(period: number, sign: 1 | -1) {
    super();
    checkPeriod(period);
    this.warmUp = period - 1;
    this.#sign = sign;
    this.#block = new Float64Array(period);
    this.#rest = new Float64Array(period);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const sign = this.#sign;
    const block = this.#block;
    const rest = this.#rest;
    const last = block.length - 1;
    let at = this.#at;
    let extreme = this.#extreme;
    for (let index = 0; index < length; index += 1) {
      const value = sign * (input[index] ?? Number.NaN);
      if (!Number.isFinite(value)) {
        at = 0;
        this.#isFirst = true;
        output[index] = Number.NaN;
        continue;
      }
      block[at] = value;
      extreme = at === 0 ? value : Math.max(extreme, value);
      if (at === last) {
        output[index] = sign * extreme;
        this.#endBlock();
        at = 0;
        continue;
      }
      at += 1;
      const older = rest[at] ?? 0;
      output[index] = this.#isFirst ? Number.NaN : sign * Math.max(older, extreme);
    }
    this.#at = at;
    this.#extreme = extreme;
  }

  #endBlock(): void {
    let extreme = Number.NEGATIVE_INFINITY;
    for (let at = this.#block.length - 1; at >= 0; at -= 1) {
      extreme = Math.max(extreme, this.#block[at] ?? 0);
      this.#rest[at] = extreme;
    }
    this.#isFirst = false;
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
