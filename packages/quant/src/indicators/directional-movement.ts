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

type Movement = { up: number; down: number; range: number };

/** True range and directional movement of each candle against the one before; NaN for a first one. */
class DirectionalMovement implements Kernel<HighLowClose, Movement> {
  readonly inputs = HIGH_LOW_CLOSE;
  readonly outputs = ["up", "down", "range"] as const;
  readonly warmUp = 1;
  #top = Number.NaN;
  #bottom = Number.NaN;
  #last = Number.NaN;

  run({ high, low, close }: Columns<HighLowClose>, { up, down, range }: Columns<Movement>, length: number): void {
    let [top, bottom, last] = [this.#top, this.#bottom, this.#last];
    for (let at = 0; at < length; at += 1) {
      const nextTop = high[at] ?? Number.NaN;
      const nextBottom = low[at] ?? Number.NaN;
      const rise = nextTop - top;
      const fall = bottom - nextBottom;
      range[at] = Math.max(nextTop, last) - Math.min(nextBottom, last);
      up[at] = leading(rise, fall);
      down[at] = leading(fall, rise);
      top = nextTop;
      bottom = nextBottom;
      last = close[at] ?? Number.NaN;
    }
    this.#top = top;
    this.#bottom = bottom;
    this.#last = last;
  }
}

/** The movement in one direction, 0 unless it is the larger one; NaN for a first candle. */
function leading(movement: number, opposite: number): number {
  return movement > opposite || Number.isNaN(movement) ? Math.max(0, movement) : 0;
}

export type AdxLines = {
  /** Strength of the trend, whichever its direction. */
  adx: number;
  /** Directional indicator of rising highs. */
  plusDi: number;
  /** Directional indicator of falling lows. */
  minusDi: number;
};

export type AdxOptions = {
  /** 14 unless given. */
  period?: number;
};

export function adxKernel({ period = 14 }: AdxOptions = {}): Kernel<HighLowClose, AdxLines> {
  checkPeriod(period);
  const movement = new DirectionalMovement();
  const moved = { up: scratch(), down: scratch(), range: scratch() };
  const [up, down, range] = [wilderKernel({ period }), wilderKernel({ period }), wilderKernel({ period })];
  const strength = wilderKernel({ period });
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: ["adx", "plusDi", "minusDi"],
    warmUp: movement.warmUp + range.warmUp + strength.warmUp,
    run(candles, { adx, plusDi, minusDi }, length) {
      movement.run(candles, moved, length);
      up.run(moved.up, moved.up, length);
      down.run(moved.down, moved.down, length);
      range.run(moved.range, moved.range, length);
      for (let at = 0; at < length; at += 1) {
        const plus = percentOf(moved.up[at] ?? 0, moved.range[at] ?? 0);
        const minus = percentOf(moved.down[at] ?? 0, moved.range[at] ?? 0);
        plusDi[at] = plus;
        minusDi[at] = minus;
        adx[at] = percentOf(Math.abs(plus - minus), plus + minus);
      }
      strength.run(adx, adx, length);
    },
  };
}

function percentOf(part: number, whole: number): number {
  return whole === 0 ? 0 : (100 * part) / whole;
}

/**
 * Average directional index: +DI and -DI are 100 × smoothed directional movement / smoothed true range, and ADX smooths
 * 100 × |+DI - -DI| / (+DI + -DI), all by Wilder's smoothing.
 * Seeds: the means of the first `period` movements, from the second candle on, and of the first `period` quotients.
 * Warm-up: 2 × period - 1; the DI lines are known after `period` candles.
 * Source: Wilder, New Concepts in Technical Trading Systems, 1978, section IV; StockCharts ChartSchool, ADX.
 * @param candles oldest first
 * @returns as many values of each line, from 0 to 100; 0 where nothing moved
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function adx(candles: Columns<HighLowClose>, options: AdxOptions = {}): Columns<AdxLines> {
  return runBatch(adxKernel(options), candles);
}

/** The average directional index, candle by candle: see {@link adx}. */
export function createAdx(options: AdxOptions = {}): Stream<HighLowClose, AdxLines> {
  return streamOf(adxKernel(options));
}
