import { extremeKernel } from "./extremes.ts";
import {
  type Columns,
  HIGH_LOW_CLOSE,
  type HighLowClose,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
} from "./kernel.ts";
import { smaKernel } from "./moving-average.ts";

export type StochasticLines = {
  /** %K: where the close lies in the range, 0 at the low and 100 at the high. */
  k: number;
  /** %D: simple average of %K. */
  d: number;
};

export type StochasticOptions = {
  /** Candles that make the range; 14 unless given. */
  period?: number;
  /** Simple average of the %K line: 1, the fast stochastic, unless given; 3 is the slow one. */
  smooth?: number;
  /** Simple average of %K that is the %D line; 3 unless given. */
  signal?: number;
};

/** Percent of the way from the lowest low to the highest high at which the close is; 50 in a range of nothing. */
export function percentOfRange(period: number): Kernel<HighLowClose, number> {
  const [highest, lowest] = [extremeKernel(period, 1), extremeKernel(period, -1)];
  const [highs, lows] = [scratch(), scratch()];
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: null,
    warmUp: period - 1,
    run({ high, low, close }, output, length) {
      highest.run(high, highs, length);
      lowest.run(low, lows, length);
      for (let at = 0; at < length; at += 1) {
        const bottom = lows[at] ?? 0;
        const range = (highs[at] ?? 0) - bottom;
        output[at] = range === 0 ? 50 : (100 * ((close[at] ?? 0) - bottom)) / range;
      }
    },
  };
}

/** %K and %D of a line that is not yet averaged. */
export function smoothedKernel(smooth: number, signal: number): Kernel<number, StochasticLines> {
  const [k, d] = [smaKernel({ period: smooth }), smaKernel({ period: signal })];
  return {
    inputs: null,
    outputs: ["k", "d"],
    warmUp: k.warmUp + d.warmUp,
    run(values, output, length) {
      k.run(values, output.k, length);
      d.run(output.k, output.d, length);
    },
  };
}

export function stochasticKernel(options: StochasticOptions = {}): Kernel<HighLowClose, StochasticLines> {
  const { period = 14, smooth = 1, signal = 3 } = options;
  const place = percentOfRange(period);
  const lines = smoothedKernel(smooth, signal);
  const places = scratch();
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: lines.outputs,
    warmUp: place.warmUp + lines.warmUp,
    run(candles, output, length) {
      place.run(candles, places, length);
      lines.run(places, output, length);
    },
  };
}

/**
 * Stochastic oscillator: %K = 100 × (close - lowest low) / (highest high - lowest low) over `period` candles with the
 * newest, averaged over `smooth`; %D = simple average of %K over `signal`.
 * Warm-up: period - 1 + smooth - 1 + signal - 1.
 * Source: Lane, Lane's Stochastics, Stocks & Commodities 2:3, 1984; StockCharts ChartSchool, Stochastic Oscillator.
 * @param candles oldest first
 * @returns as many values of each line, from 0 to 100; 50 in a range of nothing
 * @throws RangeError for periods that are not whole numbers above 0, and for columns of different length
 */
export function stochastic(candles: Columns<HighLowClose>, options: StochasticOptions = {}): Columns<StochasticLines> {
  return runBatch(stochasticKernel(options), candles);
}

/** The stochastic oscillator, candle by candle: see {@link stochastic}. */
export function createStochastic(options: StochasticOptions = {}): Stream<HighLowClose, StochasticLines> {
  return streamOf(stochasticKernel(options));
}

export type WilliamsROptions = {
  /** 14 unless given. */
  period?: number;
};

export function williamsRKernel({ period = 14 }: WilliamsROptions = {}): Kernel<HighLowClose, number> {
  const place = percentOfRange(period);
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: null,
    warmUp: place.warmUp,
    run(candles, output, length) {
      place.run(candles, output, length);
      for (let at = 0; at < length; at += 1) output[at] = (output[at] ?? 0) - 100;
    },
  };
}

/**
 * Williams %R: -100 × (highest high - close) / (highest high - lowest low) over `period` candles with the newest.
 * Warm-up: period - 1.
 * Source: Williams, How I Made One Million Dollars, 1973; StockCharts ChartSchool, Williams %R.
 * @param candles oldest first
 * @returns as many values, from -100 at the low to 0 at the high; -50 in a range of nothing
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function williamsR(candles: Columns<HighLowClose>, options: WilliamsROptions = {}): Float64Array {
  return runBatch(williamsRKernel(options), candles);
}

/** Williams %R, candle by candle: see {@link williamsR}. */
export function createWilliamsR(options: WilliamsROptions = {}): Stream<HighLowClose, number> {
  return streamOf(williamsRKernel(options));
}
