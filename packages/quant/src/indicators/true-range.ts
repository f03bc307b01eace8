import {
  type Columns,
  checkPeriod,
  HIGH_LOW_CLOSE,
  type HighLowClose,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
} from "./kernel.ts";
import { wilderKernel } from "./moving-average.ts";

/** High to low, stretched to the close before where there is one. */
class TrueRange implements Kernel<HighLowClose, number> {
  readonly inputs = HIGH_LOW_CLOSE;
  readonly outputs = null;
  readonly warmUp = 0;
  #before = Number.NaN;

  run({ high, low, close }: Columns<HighLowClose>, output: Float64Array, length: number): void {
    let before = this.#before;
    for (let at = 0; at < length; at += 1) {
      const top = high[at] ?? Number.NaN;
      const bottom = low[at] ?? Number.NaN;
      output[at] = Number.isNaN(before) ? top - bottom : Math.max(top, before) - Math.min(bottom, before);
      before = close[at] ?? Number.NaN;
    }
    this.#before = before;
  }
}

export function trueRangeKernel(): Kernel<HighLowClose, number> {
  return new TrueRange();
}

export type AtrOptions = {
  /** 14 unless given. */
  period?: number;
};

export function atrKernel({ period = 14 }: AtrOptions = {}): Kernel<HighLowClose, number> {
  checkPeriod(period);
  const range = trueRangeKernel();
  const average = wilderKernel({ period });
  const ranges = scratch();
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: null,
    warmUp: average.warmUp,
    run(candles, output, length) {
      range.run(candles, ranges, length);
      average.run(ranges, output, length);
    },
  };
}

/**
 * Average true range: Wilder's smoothing of max(high, close₋₁) - min(low, close₋₁); high - low for a first candle.
 * Seed: the simple average of the first `period` ranges. Warm-up: period - 1.
 * Source: Wilder, New Concepts in Technical Trading Systems, 1978, section III; StockCharts ChartSchool, ATR.
 * @param candles oldest first
 * @returns as many values, in the unit of the prices
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function atr(candles: Columns<HighLowClose>, options: AtrOptions = {}): Float64Array {
  return runBatch(atrKernel(options), candles);
}

/** The average true range, candle by candle: see {@link atr}. */
export function createAtr(options: AtrOptions = {}): Stream<HighLowClose, number> {
  return streamOf(atrKernel(options));
}
