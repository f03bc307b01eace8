import {
  type Columns,
  checkPositive,
  HIGH_LOW,
  HIGH_LOW_CLOSE,
  type HighLow,
  type HighLowClose,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
} from "./kernel.ts";
import { atrKernel } from "./true-range.ts";

export type StopLines = {
  /** The stop: below the price in a rise, above it in a fall. */
  stop: number;
  /** 1 in a rise, -1 in a fall. */
  direction: number;
};

const STOP_LINES = ["stop", "direction"] as const;

export type SupertrendOptions = {
  /** Period of the average true range; 10 unless given. */
  period?: number;
  /** Average true ranges between the middle of a candle and its bands; 3 unless given. */
  width?: number;
};

class Supertrend implements Kernel<HighLowClose, StopLines> {
  readonly inputs = HIGH_LOW_CLOSE;
  readonly outputs = STOP_LINES;
  readonly warmUp: number;
  readonly #width: number;
  readonly #range;
  readonly #ranges = scratch();
  #upper = Number.NaN;
  #lower = Number.NaN;
  #close = Number.NaN;
  #rising = false;

  constructor({ period = 10, width = 3 }: SupertrendOptions) {
    checkPositive(width, "a width");
    this.#width = width;
    this.#range = atrKernel({ period });
    this.warmUp = this.#range.warmUp;
  }

  run(candles: Columns<HighLowClose>, { stop, direction }: Columns<StopLines>, length: number): void {
    const { high, low, close } = candles;
    this.#range.run(candles, this.#ranges, length);
    for (let at = 0; at < length; at += 1) {
      const middle = ((high[at] ?? 0) + (low[at] ?? 0)) / 2;
      this.#step(middle, this.#width * (this.#ranges[at] ?? 0), close[at] ?? 0);
      stop[at] = this.#rising ? this.#lower : this.#upper;
      direction[at] = Number.isNaN(this.#upper) ? Number.NaN : this.#rising ? 1 : -1;
    }
  }

  #step(middle: number, distance: number, close: number): void {
    const upper = middle + distance;
    const lower = middle - distance;
    if (Number.isNaN(upper) || Number.isNaN(this.#upper)) {
      this.#upper = upper;
      this.#lower = lower;
      this.#rising = false;
    } else {
      if (upper < this.#upper || this.#close > this.#upper) this.#upper = upper;
      if (lower > this.#lower || this.#close < this.#lower) this.#lower = lower;
    }
    if (this.#rising) this.#rising = !(close < this.#lower);
    else this.#rising = close > this.#upper;
    this.#close = close;
  }
}

export function supertrendKernel(options: SupertrendOptions = {}): Kernel<HighLowClose, StopLines> {
  return new Supertrend(options);
}

/**
 * Supertrend: bands of (high + low) / 2 ± width × ATR, of which the upper one only falls while no close was above it and
 * the lower one only rises while no close was below it. The stop is the lower band in a rise, until a close is below it,
 * and the upper band in a fall, until a close is above it. Warm-up: period - 1.
 * Seed: as that of the ATR; the first direction is a fall, unless the close is above the upper band.
 * Source: Seban's indicator as described in TradingView, Pine Script Reference Manual, ta.supertrend, whose direction
 * has the other sign.
 * @param candles oldest first
 * @returns as many values of each line: the stop in the unit of the prices
 * @throws RangeError for a period that is not a whole number above 0, a width that is not above 0, and columns of
 *   different length
 */
export function supertrend(candles: Columns<HighLowClose>, options: SupertrendOptions = {}): Columns<StopLines> {
  return runBatch(supertrendKernel(options), candles);
}

/** Supertrend, candle by candle: see {@link supertrend}. */
export function createSupertrend(options: SupertrendOptions = {}): Stream<HighLowClose, StopLines> {
  return streamOf(supertrendKernel(options));
}

export type ParabolicSarOptions = {
  /** Acceleration at the start and added at each new extreme; 0.02 unless given. */
  step?: number;
  /** Most acceleration; 0.2 unless given. */
  most?: number;
};

class ParabolicSar implements Kernel<HighLow, StopLines> {
  readonly inputs = HIGH_LOW;
  readonly outputs = STOP_LINES;
  readonly warmUp = 1;
  readonly #step: number;
  readonly #most: number;
  #high = Number.NaN;
  #low = Number.NaN;
  /** The stop of the coming candle. */
  #sar = Number.NaN;
  #extreme = 0;
  #acceleration = 0;
  #rising = false;

  constructor({ step = 0.02, most = 0.2 }: ParabolicSarOptions) {
    checkPositive(step, "a step");
    checkPositive(most, "a largest acceleration");
    this.#step = Math.min(step, most);
    this.#most = most;
  }

  run({ high, low }: Columns<HighLow>, { stop, direction }: Columns<StopLines>, length: number): void {
    for (let at = 0; at < length; at += 1) {
      const top = high[at] ?? Number.NaN;
      const bottom = low[at] ?? Number.NaN;
      const known = !Number.isNaN(top + this.#high);
      if (!known) this.#sar = Number.NaN;
      stop[at] = known ? this.#next(top, bottom) : Number.NaN;
      direction[at] = known ? (this.#rising ? 1 : -1) : Number.NaN;
      this.#high = top;
      this.#low = bottom;
    }
  }

  #next(top: number, bottom: number): number {
    if (Number.isNaN(this.#sar)) this.#begin(top, bottom);
    if (this.#rising ? bottom < this.#sar : top > this.#sar) this.#reverse(top, bottom);
    const stop = this.#sar;
    const extreme = this.#rising ? top : bottom;
    if (this.#rising ? extreme > this.#extreme : extreme < this.#extreme) {
      this.#extreme = extreme;
      this.#acceleration = Math.min(this.#most, this.#acceleration + this.#step);
    }
    // The stop never enters the range of the last two candles.
    const moved = stop + this.#acceleration * (this.#extreme - stop);
    this.#sar = this.#rising ? Math.min(moved, bottom, this.#low) : Math.max(moved, top, this.#high);
    return stop;
  }

  #begin(top: number, bottom: number): void {
    this.#rising = top + bottom >= this.#high + this.#low;
    this.#sar = this.#rising ? this.#low : this.#high;
    this.#extreme = this.#rising ? top : bottom;
    this.#acceleration = this.#step;
  }

  #reverse(top: number, bottom: number): void {
    this.#rising = !this.#rising;
    this.#sar = this.#rising ? Math.min(this.#extreme, bottom, this.#low) : Math.max(this.#extreme, top, this.#high);
    this.#extreme = this.#rising ? top : bottom;
    this.#acceleration = this.#step;
  }
}

export function parabolicSarKernel(options: ParabolicSarOptions = {}): Kernel<HighLow, StopLines> {
  return new ParabolicSar(options);
}

/**
 * Parabolic stop and reverse: SAR = SAR₋₁ + a × (extreme of the trade - SAR₋₁), a growing with each new extreme, never
 * within the range of the last two candles. A price beyond it reverses the direction, and the stop starts from the
 * extreme of the trade that ends. The stop of a candle is known before the candle but where it reverses. Warm-up: 1.
 * Seed: a rise if the middle of the second candle is not below that of the first, from the extreme of the first.
 * Source: Wilder, New Concepts in Technical Trading Systems, 1978, section II; StockCharts ChartSchool, Parabolic SAR.
 * @param candles oldest first
 * @returns as many values of each line: the stop in the unit of the prices
 * @throws RangeError for accelerations that are not above 0, and for columns of different length
 */
export function parabolicSar(candles: Columns<HighLow>, options: ParabolicSarOptions = {}): Columns<StopLines> {
  return runBatch(parabolicSarKernel(options), candles);
}

/** The parabolic stop and reverse, candle by candle: see {@link parabolicSar}. */
export function createParabolicSar(options: ParabolicSarOptions = {}): Stream<HighLow, StopLines> {
  return streamOf(parabolicSarKernel(options));
}
