import { checkPeriod, type Kernel, runBatch, type Stream, scratch, streamOf, ValueKernel } from "./kernel.ts";
import { percentOfRange, type StochasticLines, smoothedKernel } from "./stochastic.ts";

export type RsiOptions = {
  /** 14 unless given. */
  period?: number;
};

/** Both of Wilder's averages in one pass, as `wilderKernel` computes each. */
class Strength extends ValueKernel {
  readonly warmUp: number;
  readonly #period: number;
  readonly #weight: number;
  #before = Number.NaN;
  #count = 0;
  #gain = 0;
  #loss = 0;

  constructor(period: number) {
    super();
    checkPeriod(period);
    this.warmUp = period;
    this.#period = period;
    this.#weight = 1 / period;
  }

  run(input: Float64Array, output: Float64Array, length: number): void {
    const weight = this.#weight;
    const period = this.#period;
    let [before, count, gain, loss] = [this.#before, this.#count, this.#gain, this.#loss];
    for (let at = 0; at < length; at += 1) {
      const value = input[at] ?? Number.NaN;
      const move = value - before;
      // Halves of the sum and the difference are the gain and the loss, without a branch that nobody can predict.
      const size = Math.abs(move);
      const up = 0.5 * (size + move);
      const down = 0.5 * (size - move);
      before = value;
      if (!Number.isFinite(move)) {
        count = 0;
        gain = 0;
        loss = 0;
        output[at] = Number.NaN;
        continue;
      }
      if (count >= period) {
        gain += weight * (up - gain);
        loss += weight * (down - loss);
      } else {
        count += 1;
        gain += (up - gain) / count;
        loss += (down - loss) / count;
      }
      const both = gain + loss;
      if (count < period) output[at] = Number.NaN;
      else output[at] = both === 0 ? 50 : (100 * gain) / both;
    }
    this.#before = before;
    this.#count = count;
    this.#gain = gain;
    this.#loss = loss;
  }
}

export function rsiKernel({ period = 14 }: RsiOptions = {}): Kernel<number, number> {
  return new Strength(period);
}

/**
 * Relative strength index: 100 - 100 / (1 + average gain / average loss), both by Wilder's smoothing.
 * Seed: the simple average of the first `period` gains and losses. Warm-up: period.
 * Source: Wilder, New Concepts in Technical Trading Systems, 1978, section VI.
 * @param values oldest first
 * @returns as many values, from 0 to 100; 50 where nothing moved
 * @throws RangeError for a period that is not a whole number above 0
 */
export function rsi(values: Float64Array, options: RsiOptions = {}): Float64Array {
  return runBatch(rsiKernel(options), values);
}

/** The relative strength index, value by value: see {@link rsi}. */
export function createRsi(options: RsiOptions = {}): Stream<number, number> {
  return streamOf(rsiKernel(options));
}

export type StochRsiOptions = {
  /** Period of the RSI; 14 unless given. */
  rsiPeriod?: number;
  /** Values of the RSI among which the newest is placed; 14 unless given. */
  period?: number;
  /** Simple average of the %K line; 1, which leaves it as it is, unless given. */
  smooth?: number;
  /** Simple average of %K that is the %D line; 3 unless given. */
  signal?: number;
};

export function stochRsiKernel(options: StochRsiOptions = {}): Kernel<number, StochasticLines> {
  const { rsiPeriod = 14, period = 14, smooth = 1, signal = 3 } = options;
  const strength = rsiKernel({ period: rsiPeriod });
  const place = percentOfRange(period);
  const lines = smoothedKernel(smooth, signal);
  const strengths = scratch();
  return {
    inputs: null,
    outputs: lines.outputs,
    warmUp: strength.warmUp + period - 1 + lines.warmUp,
    run(values, output, length) {
      strength.run(values, strengths, length);
      place.run({ high: strengths, low: strengths, close: strengths }, strengths, length);
      lines.run(strengths, output, length);
    },
  };
}

/**
 * Stochastic RSI: where the RSI lies between its own lowest and highest of the last `period` values, %K, and its
 * average, %D. Printed from 0 to 100 as the other oscillators; Chande and Kroll print it from 0 to 1.
 * Warm-up: rsiPeriod + period - 1 + smooth - 1 + signal - 1.
 * Source: Chande and Kroll, The New Technical Trader, 1994; StockCharts ChartSchool, StochRSI.
 * @param values oldest first
 * @returns as many values of each line, from 0 to 100; 50 where the RSI did not move
 * @throws RangeError for periods that are not whole numbers above 0
 */
export function stochRsi(values: Float64Array, options: StochRsiOptions = {}) {
  return runBatch(stochRsiKernel(options), values);
}

/** The stochastic RSI, value by value: see {@link stochRsi}. */
export function createStochRsi(options: StochRsiOptions = {}): Stream<number, StochasticLines> {
  return streamOf(stochRsiKernel(options));
}
