import {
  type Columns,
  checkPeriod,
  HIGH_LOW,
  type HighLow,
  type Kernel,
  runBatch,
  type Stream,
  streamOf,
} from "./kernel.ts";
import { RollingExtreme } from "./window.ts";

export type AroonLines = {
  /** 100 at a highest high, 0 when it is `period` candles old. */
  up: number;
  /** 100 at a lowest low, 0 when it is `period` candles old. */
  down: number;
  /** Up minus down. */
  oscillator: number;
};

export type AroonOptions = {
  /** 25 unless given. */
  period?: number;
};

export function aroonKernel({ period = 25 }: AroonOptions = {}): Kernel<HighLow, AroonLines> {
  checkPeriod(period);
  const [highest, lowest] = [new RollingExtreme(period + 1, 1), new RollingExtreme(period + 1, -1)];
  return {
    inputs: HIGH_LOW,
    outputs: ["up", "down", "oscillator"],
    warmUp: period,
    run({ high, low }, { up, down, oscillator }, length) {
      for (let at = 0; at < length; at += 1) {
        const known = !Number.isNaN(highest.push(high[at] ?? Number.NaN) + lowest.push(low[at] ?? Number.NaN));
        const upward = known ? (100 * (period - highest.age)) / period : Number.NaN;
        const downward = known ? (100 * (period - lowest.age)) / period : Number.NaN;
        up[at] = upward;
        down[at] = downward;
        oscillator[at] = upward - downward;
      }
    },
  };
}

/**
 * Aroon: 100 × (period - candles since the highest high) / period, the same of the lowest low, and their difference.
 * Looks at the newest candle and `period` before it; of equal extremes the newest counts. Warm-up: period.
 * Source: Chande, A Time Price Oscillator, Stocks & Commodities 13:9, 1995; StockCharts ChartSchool, Aroon.
 * @param candles oldest first
 * @returns as many values of each line: up and down from 0 to 100, the oscillator from -100 to 100
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function aroon(candles: Columns<HighLow>, options: AroonOptions = {}): Columns<AroonLines> {
  return runBatch(aroonKernel(options), candles);
}

/** Aroon, candle by candle: see {@link aroon}. */
export function createAroon(options: AroonOptions = {}): Stream<HighLow, AroonLines> {
  return streamOf(aroonKernel(options));
}
