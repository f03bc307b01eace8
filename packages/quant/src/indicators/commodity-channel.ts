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
  ValueKernel,
} from "./kernel.ts";
import { smaKernel } from "./moving-average.ts";
import { typicalPrices } from "./typical-price.ts";
import { Window } from "./window.ts";

/** Distance of each value from the mean of the window, in mean absolute distances; 0 where nothing moved. */
class MeanDistance extends ValueKernel {
  readonly warmUp: number;
  readonly #window: Window;
  readonly #average;
  readonly #averages = scratch();

  constructor(period: number) {
    super();
    checkPeriod(period);
    this.warmUp = period - 1;
    this.#window = new Window(period);
    this.#average = smaKernel({ period });
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const window = this.#window;
    const { values, size } = window;
    this.#average.run(input, this.#averages, length);
    for (let index = 0; index < length; index += 1) {
      const value = input[index] ?? Number.NaN;
      if (!Number.isFinite(value)) window.clear();
      if (!Number.isFinite(value) || !window.push(value)) {
        output[index] = Number.NaN;
        continue;
      }
      const mean = this.#averages[index] ?? 0;
      let distances = 0;
      for (let at = window.start; at < window.start + size; at += 1) distances += Math.abs((values[at] ?? 0) - mean);
      output[index] = distances === 0 ? 0 : ((value - mean) * size) / distances;
    }
  }
}

export type CciOptions = {
  /** 20 unless given. */
  period?: number;
};

export function cciKernel({ period = 20 }: CciOptions = {}): Kernel<HighLowClose, number> {
  const distance = new MeanDistance(period);
  const prices = scratch();
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: null,
    warmUp: distance.warmUp,
    run(candles, output, length) {
      typicalPrices(candles, prices, length);
      distance.run(prices, output, length);
      for (let at = 0; at < length; at += 1) output[at] = (output[at] ?? 0) / 0.015;
    },
  };
}

/**
 * Commodity channel index: (typical price - its mean) / (0.015 × mean absolute deviation) over `period` candles, the
 * typical price being (high + low + close) / 3. Warm-up: period - 1. Each result looks at the whole window.
 * Source: Lambert, Commodity Channel Index, Commodities 1980; StockCharts ChartSchool, CCI.
 * @param candles oldest first
 * @returns as many values, without a unit and without bounds; 0 where nothing moved
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function cci(candles: Columns<HighLowClose>, options: CciOptions = {}): Float64Array {
  return runBatch(cciKernel(options), candles);
}

/** The commodity channel index, candle by candle: see {@link cci}. */
export function createCci(options: CciOptions = {}): Stream<HighLowClose, number> {
  return streamOf(cciKernel(options));
}
