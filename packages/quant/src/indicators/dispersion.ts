import { checkPeriod, type Kernel, runBatch, type Stream, scratch, streamOf, ValueKernel } from "./kernel.ts";
import { type PeriodOptions, smaKernel } from "./moving-average.ts";
import { Window } from "./window.ts";

export type DeviationOptions = PeriodOptions & {
  /** Divide by period - 1 (Bessel's correction) and not by period; false unless given. */
  sample?: boolean;
};

class Deviation extends ValueKernel {
  readonly warmUp: number;
  readonly #window: Window;
  readonly #divisor: number;

  constructor({ period, sample = false }: DeviationOptions) {
    super();
    checkPeriod(period, sample ? 2 : 1);
    this.warmUp = period - 1;
    this.#window = new Window(period);
    this.#divisor = sample ? period - 1 : period;
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const window = this.#window;
    const { values, size } = window;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) window.clear();
      if (!Number.isFinite(value) || !window.push(value)) {
        output[index] = Number.NaN;
        continue;
      }
      // Distances from the newest value keep the digits that squares of the values themselves would lose.
      let sum = 0;
      let squares = 0;
      for (let at = window.start; at < window.start + size; at += 1) {
        const distance = (values[at] ?? 0) - value;
        sum += distance;
        squares += distance * distance;
      }
      output[index] = Math.sqrt(Math.max(0, squares - (sum * sum) / size) / this.#divisor);
    }
  }
}

export function standardDeviationKernel(options: DeviationOptions): Kernel<number, number> {
  return new Deviation(options);
}

/**
 * Standard deviation of the last `period` values: √(Σ(value - mean)² / period), or / (period - 1) as a sample.
 * Warm-up: period - 1. Each result looks at the whole window: the time grows with the period.
 * Source: StockCharts ChartSchool, Standard Deviation (Volatility), which divides by the period.
 * @param values oldest first
 * @returns as many values, in the unit of the values; 0 where nothing moved
 * @throws RangeError for a period that is not a whole number above 0, or above 1 as a sample
 */
export function standardDeviation(values: Float64Array, options: DeviationOptions): Float64Array {
  return runBatch(standardDeviationKernel(options), values);
}

/** The standard deviation, value by value: see {@link standardDeviation}. */
export function createStandardDeviation(options: DeviationOptions): Stream<number, number> {
  return streamOf(standardDeviationKernel(options));
}

export function zScoreKernel(options: DeviationOptions): Kernel<number, number> {
  const deviation = standardDeviationKernel(options);
  const average = smaKernel(options);
  const [deviations, averages] = [scratch(), scratch()];
  return {
    inputs: null,
    outputs: null,
    warmUp: deviation.warmUp,
    run(values, output, length) {
      deviation.run(values, deviations, length);
      average.run(values, averages, length);
      for (let at = 0; at < length; at += 1) {
        const spread = deviations[at] ?? 0;
        output[at] = spread === 0 ? Number.NaN : ((values[at] ?? 0) - (averages[at] ?? 0)) / spread;
      }
    },
  };
}

/**
 * z-score: (value - mean) / standard deviation of the last `period` values, the newest included. Warm-up: period - 1.
 * Source: NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.5.17, as a moving window.
 * @param values oldest first
 * @returns as many values, in standard deviations; NaN where nothing moved
 * @throws RangeError for a period that is not a whole number above 0, or above 1 as a sample
 */
export function zScore(values: Float64Array, options: DeviationOptions): Float64Array {
  return runBatch(zScoreKernel(options), values);
}

/** The z-score, value by value: see {@link zScore}. */
export function createZScore(options: DeviationOptions): Stream<number, number> {
  return streamOf(zScoreKernel(options));
}

class PercentRank extends ValueKernel {
  readonly warmUp: number;
  readonly #window: Window;

  constructor(period: number) {
    super();
    checkPeriod(period);
    this.warmUp = period;
    this.#window = new Window(period + 1);
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const window = this.#window;
    const { values, size } = window;
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) window.clear();
      if (!Number.isFinite(value) || !window.push(value)) {
        output[index] = Number.NaN;
        continue;
      }
      let notAbove = 0;
      for (let at = window.start; at < window.start + size - 1; at += 1) if ((values[at] ?? 0) <= value) notAbove += 1;
      output[index] = (100 * notAbove) / (size - 1);
    }
  }
}

export function percentRankKernel({ period }: PeriodOptions): Kernel<number, number> {
  return new PercentRank(period);
}

/**
 * Percent rank: how many of the `period` values before the newest are not above it, in percent. Warm-up: period.
 * Each result looks at the whole window: the time grows with the period.
 * Source: TradingView, Pine Script Reference Manual, ta.percentrank.
 * @param values oldest first
 * @returns as many values, from 0 to 100
 * @throws RangeError for a period that is not a whole number above 0
 */
export function percentRank(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(percentRankKernel(options), values);
}

/** The percent rank, value by value: see {@link percentRank}. */
export function createPercentRank(options: PeriodOptions): Stream<number, number> {
  return streamOf(percentRankKernel(options));
}
