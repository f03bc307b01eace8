import {
  type Columns,
  checkPeriod,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
  ValueKernel,
} from "./kernel.ts";
import { rocKernel } from "./momentum.ts";
import type { PeriodOptions } from "./moving-average.ts";
import { Window } from "./window.ts";

class Slope extends ValueKernel {
  readonly warmUp: number;
  readonly #window: Window;

  constructor(period: number) {
    super();
    checkPeriod(period, 2);
    this.warmUp = period - 1;
    this.#window = new Window(period);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const window = this.#window;
    const { values, size } = window;
    const centre = (size - 1) / 2;
    const squares = (size * (size * size - 1)) / 12;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) window.clear();
      if (!Number.isFinite(value) || !window.push(value)) {
        output[index] = Number.NaN;
        continue;
      }
      let products = 0;
      for (let at = 0; at < size; at += 1) products += (at - centre) * ((values[window.start + at] ?? 0) - value);
      output[index] = products / squares;
    }
  }
}

export function slopeKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new Slope(period);
}

/**
 * Slope of the least-squares line through the last `period` values, with their number as abscissa:
 * Σ(k - k̄)(value - mean) / Σ(k - k̄)². Warm-up: period - 1. Each result looks at the whole window.
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 4.1.4.1; StockCharts ChartSchool, Slope.
 * @param values oldest first
 * @returns as many values, in the unit of the values for each step
 * @throws RangeError for a period that is not a whole number above 1
 */
export function slope(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(slopeKernel(options), values);
}

/** The slope, value by value: see {@link slope}. */
export function createSlope(options: PeriodOptions): Stream<number, number> {
  return streamOf(slopeKernel(options));
}

/** A value of the series and that of another one, a benchmark say, at the same time. */
export type Pair = { value: number; other: number };

export type PairOptions = PeriodOptions & {
  /** Whether the series are compared as they are or by their returns, value / value₋₁ - 1. */
  of?: "values" | "returns";
};

/** Σ over a window: spread of the series, of the other one, and of both together. */
type Moments = (value: number, other: number, both: number) => number;

class Pairs implements Kernel<Pair, number> {
  readonly inputs = ["value", "other"] as const;
  readonly outputs = null;
  readonly warmUp: number;
  readonly #values: Window;
  readonly #others: Window;
  readonly #combine: Moments;
  readonly #returns: readonly [Kernel<number, number>, Kernel<number, number>] | null;
  readonly #columns = { value: scratch(), other: scratch() };

  constructor({ period, of }: Required<PairOptions>, combine: Moments) {
    checkPeriod(period, 2);
    this.#values = new Window(period);
    this.#others = new Window(period);
    this.#combine = combine;
    this.#returns = of === "returns" ? [rocKernel({ period: 1 }), rocKernel({ period: 1 })] : null;
    this.warmUp = period - 1 + (of === "returns" ? 1 : 0);
  }

  run(input: Columns<Pair>, output: Float64Array, length: number): void {
    const { value, other } = this.#source(input, length);
    for (let at = 0; at < length; at += 1) output[at] = this.#next(value[at] ?? Number.NaN, other[at] ?? Number.NaN);
  }

  #source(input: Columns<Pair>, length: number): Columns<Pair> {
    if (this.#returns === null) return input;
    this.#returns[0].run(input.value, this.#columns.value, length);
    this.#returns[1].run(input.other, this.#columns.other, length);
    return this.#columns;
  }

  #next(value: number, other: number): number {
    if (!Number.isFinite(value + other)) {
      this.#values.clear();
      this.#others.clear();
      return Number.NaN;
    }
    this.#others.push(other);
    return this.#values.push(value) ? this.#moments(value, other) : Number.NaN;
  }

  // Distances from the newest pair keep the digits that products of the values themselves would lose.
  #moments(value: number, other: number): number {
    const { size, start } = this.#values;
    const values = this.#values.values;
    const others = this.#others.values;
    let x = 0;
    let y = 0;
    let xx = 0;
    let yy = 0;
    let xy = 0;
    for (let at = start; at < start + size; at += 1) {
      const dx = (values[at] ?? 0) - value;
      const dy = (others[at] ?? 0) - other;
      x += dx;
      y += dy;
      xx += dx * dx;
      yy += dy * dy;
      xy += dx * dy;
    }
    return this.#combine(xx - (x * x) / size, yy - (y * y) / size, xy - (x * y) / size);
  }
}

export function correlationKernel({ period, of = "values" }: PairOptions): Kernel<Pair, number> {
  return new Pairs({ period, of }, (value, other, both) => {
    // Roots are taken apart: the product of two tiny sums would vanish.
    const scale = Math.sqrt(Math.max(0, value)) * Math.sqrt(Math.max(0, other));
    return scale === 0 ? Number.NaN : Math.max(-1, Math.min(1, both / scale));
  });
}

/**
 * Pearson's correlation with another series over the last `period` pairs, of the values unless told to take returns.
 * r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² · Σ(y - ȳ)²). Warm-up: period - 1, one more for returns. Each result looks at the
 * whole window. A gap in either series is a gap.
 * Source: NIST/SEMATECH Dataplot Reference Manual, Correlation; TradingView, Pine Script Reference Manual, ta.correlation.
 * @param pairs oldest first
 * @returns as many values, from -1 to 1; NaN where a series does not vary
 * @throws RangeError for a period that is not a whole number above 1, and for columns of different length
 */
export function correlation(pairs: Columns<Pair>, options: PairOptions): Float64Array {
  return runBatch(correlationKernel(options), pairs);
}

/** The correlation, pair by pair: see {@link correlation}. */
export function createCorrelation(options: PairOptions): Stream<Pair, number> {
  return streamOf(correlationKernel(options));
}

export function betaKernel({ period, of = "returns" }: PairOptions): Kernel<Pair, number> {
  return new Pairs({ period, of }, (_value, other, both) => (other > 0 ? both / other : Number.NaN));
}

/**
 * Beta to another series over the last `period` pairs, of the returns unless told to take values:
 * Σ(x - x̄)(y - ȳ) / Σ(y - ȳ)², y being the other. Warm-up: period, one less for values. Each result looks at the whole
 * window. A gap in either series is a gap.
 * Source: Sharpe, Portfolio Theory and Capital Markets, 1970; as TA-Lib's BETA takes prices and compares their returns.
 * @param pairs oldest first
 * @returns as many values, without a unit; NaN where the other series does not vary
 * @throws RangeError for a period that is not a whole number above 1, and for columns of different length
 */
export function beta(pairs: Columns<Pair>, options: PairOptions): Float64Array {
  return runBatch(betaKernel(options), pairs);
}

/** Beta, pair by pair: see {@link beta}. */
export function createBeta(options: PairOptions): Stream<Pair, number> {
  return streamOf(betaKernel(options));
}
