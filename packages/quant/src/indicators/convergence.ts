import { type Columns, type Kernel, runBatch, type Stream, scratch, streamOf } from "./kernel.ts";
import { rocKernel } from "./momentum.ts";
import { type EmaOptions, emaKernel } from "./moving-average.ts";

export type ConvergenceLines = {
  /** How far the fast average is above the slow one. */
  line: number;
  /** Exponential average of the line. */
  signal: number;
  /** Line minus signal. */
  histogram: number;
};

export type ConvergenceOptions = {
  /** Period of the fast average; 12 unless given. */
  fast?: number;
  /** Period of the slow average; 26 unless given. */
  slow?: number;
  /** Period of the average of the line; 9 unless given. */
  signal?: number;
  /** What all three averages begin with; see {@link EmaOptions}. */
  seed?: NonNullable<EmaOptions["seed"]>;
};

function convergenceKernel(options: ConvergenceOptions, percent: boolean): Kernel<number, ConvergenceLines> {
  const { fast = 12, slow = 26, signal = 9, seed = "sma" } = options;
  const fastAverage = emaKernel({ period: fast, seed });
  const slowAverage = emaKernel({ period: slow, seed });
  const signalAverage = emaKernel({ period: signal, seed });
  if (fast >= slow) throw new RangeError(`a fast period of ${fast} and a slow one of ${slow}`);
  const slows = scratch();
  return {
    inputs: null,
    outputs: ["line", "signal", "histogram"],
    warmUp: slowAverage.warmUp + signalAverage.warmUp,
    run(values, lines, length) {
      fastAverage.run(values, lines.line, length);
      slowAverage.run(values, slows, length);
      for (let at = 0; at < length; at += 1) {
        const base = slows[at] ?? 0;
        const above = (lines.line[at] ?? 0) - base;
        if (!percent) lines.line[at] = above;
        else lines.line[at] = base === 0 ? Number.NaN : (100 * above) / base;
      }
      signalAverage.run(lines.line, lines.signal, length);
      for (let at = 0; at < length; at += 1) lines.histogram[at] = (lines.line[at] ?? 0) - (lines.signal[at] ?? 0);
    },
  };
}

export function macdKernel(options: ConvergenceOptions = {}): Kernel<number, ConvergenceLines> {
  return convergenceKernel(options, false);
}

/**
 * Moving average convergence/divergence: EMA(fast) - EMA(slow), its EMA, and the difference of both.
 * Seed: as that of the EMA, each average by itself. Warm-up: slow - 1 + signal - 1, or 0 seeded with the first value.
 * Source: Appel, Technical Analysis, 2005; StockCharts ChartSchool, MACD.
 * @param values oldest first
 * @returns as many values of each line, in the unit of the values; the line is known before its signal
 * @throws RangeError for periods that are not whole numbers above 0, or a fast one that is not shorter than the slow one
 */
export function macd(values: Float64Array, options: ConvergenceOptions = {}): Columns<ConvergenceLines> {
  return runBatch(macdKernel(options), values);
}

/** MACD, value by value: see {@link macd}. */
export function createMacd(options: ConvergenceOptions = {}): Stream<number, ConvergenceLines> {
  return streamOf(macdKernel(options));
}

export function ppoKernel(options: ConvergenceOptions = {}): Kernel<number, ConvergenceLines> {
  return convergenceKernel(options, true);
}

/**
 * Percentage price oscillator: 100 × (EMA(fast) - EMA(slow)) / EMA(slow), its EMA, and the difference of both.
 * Seed: as that of the EMA, each average by itself. Warm-up: slow - 1 + signal - 1, or 0 seeded with the first value.
 * Source: StockCharts ChartSchool, Percentage Price Oscillator.
 * @param values oldest first
 * @returns as many values of each line, in percent; NaN where the slow average is 0
 * @throws RangeError for periods that are not whole numbers above 0, or a fast one that is not shorter than the slow one
 */
export function ppo(values: Float64Array, options: ConvergenceOptions = {}): Columns<ConvergenceLines> {
  return runBatch(ppoKernel(options), values);
}

/** The percentage price oscillator, value by value: see {@link ppo}. */
export function createPpo(options: ConvergenceOptions = {}): Stream<number, ConvergenceLines> {
  return streamOf(ppoKernel(options));
}

export type TrixLines = {
  /** Rise of the triple average from one value to the next, in percent. */
  line: number;
  /** Exponential average of the line. */
  signal: number;
};

export type TrixOptions = {
  /** Period of each of the three averages; 15 unless given. */
  period?: number;
  /** Period of the average of the line; 9 unless given. */
  signal?: number;
  /** What all averages begin with; see {@link EmaOptions}. */
  seed?: NonNullable<EmaOptions["seed"]>;
};

export function trixKernel(options: TrixOptions = {}): Kernel<number, TrixLines> {
  const { period = 15, signal = 9, seed = "sma" } = options;
  const averages = [1, 2, 3].map(() => emaKernel({ period, seed }));
  const rise = rocKernel({ period: 1 });
  const signalAverage = emaKernel({ period: signal, seed });
  const smoothed = scratch();
  return {
    inputs: null,
    outputs: ["line", "signal"],
    warmUp: 3 * (averages[0]?.warmUp ?? 0) + rise.warmUp + signalAverage.warmUp,
    run(values, lines, length) {
      let source = values;
      for (const average of averages) {
        average.run(source, smoothed, length);
        source = smoothed;
      }
      rise.run(smoothed, lines.line, length);
      signalAverage.run(lines.line, lines.signal, length);
    },
  };
}

/**
 * TRIX: 100 × (T / T₋₁ - 1) of the triple average T = EMA(EMA(EMA)), and its EMA.
 * Seed: as that of the EMA. Warm-up: 3 × (period - 1) + 1 + signal - 1, or 1 seeded with the first value.
 * Source: Hutson, Good TRIX, Stocks & Commodities 1:5, 1983; StockCharts ChartSchool, TRIX.
 * @param values oldest first
 * @returns as many values of each line, in percent; the line is known before its signal
 * @throws RangeError for periods that are not whole numbers above 0
 */
export function trix(values: Float64Array, options: TrixOptions = {}): Columns<TrixLines> {
  return runBatch(trixKernel(options), values);
}

/** TRIX, value by value: see {@link trix}. */
export function createTrix(options: TrixOptions = {}): Stream<number, TrixLines> {
  return streamOf(trixKernel(options));
}
