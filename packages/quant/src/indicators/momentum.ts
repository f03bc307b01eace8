import { checkPeriod, type Kernel, runBatch, type Stream, scratch, streamOf, ValueKernel } from "./kernel.ts";
import type { PeriodOptions } from "./moving-average.ts";

/** The value `period` values ago. */
class Delay extends ValueKernel {
  readonly warmUp: number;
  readonly #ring: Float64Array;
  #at = 0;
  #count = 0;

  constructor(period: number) {
    super();
    checkPeriod(period);
    this.warmUp = period;
    this.#ring = new Float64Array(period);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const ring = this.#ring;
    const period = ring.length;
    let at = this.#at;
    let count = this.#count;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      const known = Number.isFinite(value);
      output[index] = known && count === period ? (ring[at] ?? 0) : Number.NaN;
      ring[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      if (!known) count = 0;
      else if (count < period) count += 1;
    }
    this.#at = at;
    this.#count = count;
  }
}

/** The value `period` values ago, within one unbroken series. */
export function delayKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new Delay(period);
}

export function changeKernel({ period }: PeriodOptions): Kernel<number, number> {
  const delay = delayKernel({ period });
  const before = scratch();
  return {
    inputs: null,
    outputs: null,
    warmUp: period,
    run(values, output, length) {
      delay.run(values, before, length);
      for (let at = 0; at < length; at += 1) output[at] = (values[at] ?? 0) - (before[at] ?? 0);
    },
  };
}

/**
 * Change, also momentum: value - value `period` values ago. Warm-up: period.
 * Source: Murphy, Technical Analysis of the Financial Markets, 1999, ch. 10.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function change(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(changeKernel(options), values);
}

/** The change, value by value: see {@link change}. */
export function createChange(options: PeriodOptions): Stream<number, number> {
  return streamOf(changeKernel(options));
}

export function rocKernel({ period }: PeriodOptions): Kernel<number, number> {
  const delay = delayKernel({ period });
  const before = scratch();
  return {
    inputs: null,
    outputs: null,
    warmUp: period,
    run(values, output, length) {
      delay.run(values, before, length);
      for (let at = 0; at < length; at += 1) {
        const then = before[at] ?? 0;
        output[at] = then === 0 ? Number.NaN : (100 * ((values[at] ?? 0) - then)) / then;
      }
    },
  };
}

/**
 * Rate of change: 100 × (value / value `period` values ago - 1). Warm-up: period.
 * Source: StockCharts ChartSchool, Rate of Change.
 * @param values oldest first
 * @returns as many values, in percent; NaN where the earlier value is 0
 * @throws RangeError for a period that is not a whole number above 0
 */
export function roc(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(rocKernel(options), values);
}

/** The rate of change, value by value: see {@link roc}. */
export function createRoc(options: PeriodOptions): Stream<number, number> {
  return streamOf(rocKernel(options));
}
