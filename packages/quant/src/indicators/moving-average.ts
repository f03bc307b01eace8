import { checkPeriod, type Kernel, runBatch, type Stream, streamOf, ValueKernel } from "./kernel.ts";
import { Window } from "./window.ts";

export type PeriodOptions = {
  /** Values that are looked at: a whole number above 0. */
  period: number;
};

export type EmaOptions = PeriodOptions & {
  /** What the average begins with: the mean of the first `period` values ("sma", the default) or the first value. */
  seed?: "sma" | "first";
};

// Shorter stretches are not worth being looked at apart from what they begin with.
const LONG_STRETCH = 64;

/**
 * Sum or mean of the last values. What rounding takes away from the running sum is given back (Knuth's two-sum in the
 * manner of Kahan and Babuška), else it would pile up over years.
 */
class RollingSum extends ValueKernel {
  readonly warmUp: number;
  readonly #period: number;
  readonly #divisor: number;
  readonly #ring: Float64Array;
  #at = 0;
  #count = 0;
  #sum = 0;
  #lost = 0;
  #last = Number.NaN;
  #same = 0;

  constructor(period: number, mean: boolean) {
    super();
    checkPeriod(period);
    this.warmUp = period - 1;
    this.#period = period;
    this.#divisor = mean ? period : 1;
    this.#ring = new Float64Array(period);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const isWarm = this.#count === this.#period && length >= LONG_STRETCH;
    if (isWarm && input.buffer !== output.buffer && this.#runWarm(input, output, length)) return;
    this.#runAny(input, output, length);
  }

  /**
   * The same as `#runAny` for a full window and no gap, in a loop that does nothing else: what leaves the window is read
   * from the ring first and from the stretch itself after that.
   * @returns false, with nothing changed but the output, where there was a gap
   */
  #runWarm(input: Float64Array, output: Float64Array, length: number): boolean {
    const before = { sum: this.#sum, lost: this.#lost, last: this.#last, same: this.#same };
    const [ring, period, at] = [this.#ring, this.#period, this.#at];
    const wrap = Math.min(length, period - at);
    const whole = Math.min(length, period);
    this.#pass(input, ring.subarray(at), output.subarray(0, wrap));
    this.#pass(input.subarray(wrap), ring, output.subarray(wrap, whole));
    this.#pass(input.subarray(whole), input, output.subarray(whole, length));
    if (!Number.isFinite(this.#sum)) {
      this.#sum = before.sum;
      this.#lost = before.lost;
      this.#last = before.last;
      this.#same = before.same;
      return false;
    }
    if (length >= period) ring.set(input.subarray(length - period, length));
    else {
      ring.set(input.subarray(0, wrap), at);
      ring.set(input.subarray(wrap, length));
    }
    this.#at = length >= period ? 0 : (at + length) % period;
    return true;
  }

  #pass(newer: Float64Array, older: Float64Array, output: Float64Array): void {
    const period = this.#period;
    const divisor = this.#divisor;
    const ofEqual = period / divisor;
    let sum = this.#sum;
    let lost = this.#lost;
    let last = this.#last;
    let same = this.#same;
    for (let index = 0; index < output.length; index += 1) {
      const value = newer[index] ?? Number.NaN;
      const left = -(older[index] ?? Number.NaN);
      const grown = sum + value;
      const added = grown - sum;
      lost += sum - (grown - added) + (value - added);
      const shrunk = grown + left;
      const taken = shrunk - grown;
      lost += grown - (shrunk - taken) + (left - taken);
      sum = shrunk;
      same = value === last ? same + 1 : 1;
      last = value;
      output[index] = same >= period ? value * ofEqual : (sum + lost) / divisor;
    }
    this.#sum = sum;
    this.#lost = lost;
    this.#last = last;
    this.#same = same;
  }

  #runAny(input: Float64Array, output: Float64Array, length: number): void {
    const period = this.#period;
    const divisor = this.#divisor;
    const ofEqual = period / divisor;
    const ring = this.#ring;
    let at = this.#at;
    let count = this.#count;
    let sum = this.#sum;
    let lost = this.#lost;
    let last = this.#last;
    let same = this.#same;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) {
        count = 0;
        sum = 0;
        lost = 0;
        last = Number.NaN;
        output[index] = Number.NaN;
        continue;
      }
      const grown = sum + value;
      const added = grown - sum;
      lost += sum - (grown - added) + (value - added);
      sum = grown;
      if (count === period) {
        const left = -(ring[at] ?? 0);
        const shrunk = sum + left;
        const taken = shrunk - sum;
        lost += sum - (shrunk - taken) + (left - taken);
        sum = shrunk;
      } else count += 1;
      ring[at] = value;
      at = at + 1 === period ? 0 : at + 1;
      same = value === last ? same + 1 : 1;
      last = value;
      // Of equal values the mean is the value itself and not a rounding beside it, which would read as a crossing.
      if (count < period) output[index] = Number.NaN;
      else output[index] = same >= period ? value * ofEqual : (sum + lost) / divisor;
    }
    this.#at = at;
    this.#count = count;
    this.#sum = sum;
    this.#lost = lost;
    this.#last = last;
    this.#same = same;
  }
}

/** The sum of the last `period` values. */
export function rollingSumKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new RollingSum(period, false);
}

export function smaKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new RollingSum(period, true);
}

/**
 * Simple moving average: the mean of the last `period` values. Warm-up: period - 1.
 * Source: StockCharts ChartSchool, Moving Averages.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function sma(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(smaKernel(options), values);
}

/** The simple moving average, value by value: see {@link sma}. */
export function createSma(options: PeriodOptions): Stream<number, number> {
  return streamOf(smaKernel(options));
}

/** average += weight × (value - average), from the mean of the first `seedLength` values on. */
class Exponential extends ValueKernel {
  readonly warmUp: number;
  readonly #weight: number;
  readonly #seedLength: number;
  #average = 0;
  #count = 0;

  constructor(weight: number, seedLength: number) {
    super();
    this.warmUp = seedLength - 1;
    this.#weight = weight;
    this.#seedLength = seedLength;
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const weight = this.#weight;
    const seedLength = this.#seedLength;
    let average = this.#average;
    let count = this.#count;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) {
        average = 0;
        count = 0;
        output[index] = Number.NaN;
      } else if (count >= seedLength) {
        average += weight * (value - average);
        output[index] = average;
      } else {
        count += 1;
        // The running mean of equal values is exactly that value, as a sum divided is not.
        average += (value - average) / count;
        output[index] = count === seedLength ? average : Number.NaN;
      }
    }
    this.#average = average;
    this.#count = count;
  }
}

export function emaKernel({ period, seed = "sma" }: EmaOptions): Kernel<number, number> {
  checkPeriod(period);
  return new Exponential(2 / (period + 1), seed === "first" ? 1 : period);
}

/**
 * Exponential moving average: EMA = EMA₋₁ + 2 / (period + 1) × (value - EMA₋₁).
 * Seed: the simple average of the first `period` values, or the first value. Warm-up: period - 1, or 0.
 * Source: StockCharts ChartSchool, Moving Averages.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function ema(values: Float64Array, options: EmaOptions): Float64Array {
  return runBatch(emaKernel(options), values);
}

/** The exponential moving average, value by value: see {@link ema}. */
export function createEma(options: EmaOptions): Stream<number, number> {
  return streamOf(emaKernel(options));
}

export function wilderKernel({ period }: PeriodOptions): Kernel<number, number> {
  checkPeriod(period);
  return new Exponential(1 / period, period);
}

/**
 * Wilder's smoothing: as an exponential average, with a weight of 1 / period.
 * Seed: the simple average of the first `period` values. Warm-up: period - 1.
 * Source: Wilder, New Concepts in Technical Trading Systems, 1978.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function wilder(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(wilderKernel(options), values);
}

/** Wilder's smoothing, value by value: see {@link wilder}. */
export function createWilder(options: PeriodOptions): Stream<number, number> {
  return streamOf(wilderKernel(options));
}

class Weighted extends ValueKernel {
  readonly warmUp: number;
  readonly #window: Window;

  constructor(period: number) {
    super();
    checkPeriod(period);
    this.warmUp = period - 1;
    this.#window = new Window(period);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const window = this.#window;
    const { values, size } = window;
    const weights = (size * (size + 1)) / 2;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) window.clear();
      if (!Number.isFinite(value) || !window.push(value)) {
        output[index] = Number.NaN;
        continue;
      }
      // Distances from the newest value add up without the rounding of the values themselves.
      let distances = 0;
      for (let at = 0; at < size; at += 1) distances += (at + 1) * ((values[window.start + at] ?? 0) - value);
      output[index] = value + distances / weights;
    }
  }
}

export function wmaKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new Weighted(period);
}

/**
 * Linearly weighted moving average: Σ k × value / Σ k, with k = 1 for the oldest and `period` for the newest value.
 * Warm-up: period - 1. Each result looks at the whole window: the time grows with the period.
 * Source: Kaufman, Trading Systems and Methods, 5th ed. 2013, ch. 7.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function wma(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(wmaKernel(options), values);
}

/** The linearly weighted moving average, value by value: see {@link wma}. */
export function createWma(options: PeriodOptions): Stream<number, number> {
  return streamOf(wmaKernel(options));
}
