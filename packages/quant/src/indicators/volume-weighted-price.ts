import {
  type Columns,
  checkPositive,
  HIGH_LOW_CLOSE_VOLUME,
  type HighLowCloseVolume,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
} from "./kernel.ts";
import { type PeriodOptions, rollingSumKernel } from "./moving-average.ts";
import { typicalPrices } from "./typical-price.ts";

export function vwapKernel({ period }: PeriodOptions): Kernel<HighLowCloseVolume, number> {
  const [worth, traded] = [rollingSumKernel({ period }), rollingSumKernel({ period })];
  const [worths, volumes] = [scratch(), scratch()];
  return {
    inputs: HIGH_LOW_CLOSE_VOLUME,
    outputs: null,
    warmUp: period - 1,
    run(candles, output, length) {
      typicalPrices(candles, worths, length);
      for (let at = 0; at < length; at += 1) worths[at] = (worths[at] ?? 0) * (candles.volume[at] ?? 0);
      worth.run(worths, worths, length);
      traded.run(candles.volume, volumes, length);
      for (let at = 0; at < length; at += 1) {
        const volume = volumes[at] ?? 0;
        output[at] = volume > 0 ? (worths[at] ?? 0) / volume : Number.NaN;
      }
    },
  };
}

/**
 * Volume-weighted average price of the last `period` candles: Σ typical price × volume / Σ volume, the typical price
 * being (high + low + close) / 3. Warm-up: period - 1.
 * Source: StockCharts ChartSchool, Volume-Weighted Average Price, as a moving window.
 * @param candles oldest first
 * @returns as many values, in the unit of the prices; NaN where nothing was traded
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function vwap(candles: Columns<HighLowCloseVolume>, options: PeriodOptions): Float64Array {
  return runBatch(vwapKernel(options), candles);
}

/** The volume-weighted average price of a window, candle by candle: see {@link vwap}. */
export function createVwap(options: PeriodOptions): Stream<HighLowCloseVolume, number> {
  return streamOf(vwapKernel(options));
}

/** A candle with the time at which it opens, in milliseconds since 1970 UTC. */
export type TimedCandle = HighLowCloseVolume & { time: number };

export type SessionVwapOptions = {
  /** Length of a session in milliseconds, counted from 1970 UTC; a day unless given. */
  sessionMs?: number;
};

const DAY_MS = 86_400_000;

class SessionVwap implements Kernel<TimedCandle, number> {
  readonly inputs = [...HIGH_LOW_CLOSE_VOLUME, "time"] as const;
  readonly outputs = null;
  readonly warmUp = 0;
  readonly #sessionMs: number;
  readonly #prices = scratch();
  #session = Number.NaN;
  #worth = 0;
  #volume = 0;

  constructor({ sessionMs = DAY_MS }: SessionVwapOptions) {
    checkPositive(sessionMs, "a session");
    this.#sessionMs = sessionMs;
  }

  run(candles: Columns<TimedCandle>, output: Float64Array, length: number): void {
    typicalPrices(candles, this.#prices, length);
    for (let at = 0; at < length; at += 1) {
      const session = Math.floor((candles.time[at] ?? 0) / this.#sessionMs);
      if (session !== this.#session) {
        this.#worth = 0;
        this.#volume = 0;
      }
      const volume = candles.volume[at] ?? 0;
      this.#session = session;
      this.#worth += (this.#prices[at] ?? 0) * volume;
      this.#volume += volume;
      output[at] = this.#volume > 0 ? this.#worth / this.#volume : Number.NaN;
    }
  }
}

export function sessionVwapKernel(options: SessionVwapOptions = {}): Kernel<TimedCandle, number> {
  return new SessionVwap(options);
}

/**
 * Volume-weighted average price since the session began: Σ typical price × volume / Σ volume, the typical price being
 * (high + low + close) / 3. Seed: each session begins with its first candle, and so does what follows a gap. Warm-up: 0.
 * Source: StockCharts ChartSchool, Volume-Weighted Average Price.
 * @param candles oldest first
 * @returns as many values, in the unit of the prices; NaN until something was traded
 * @throws RangeError for a session that is not longer than 0, and for columns of different length
 */
export function sessionVwap(candles: Columns<TimedCandle>, options: SessionVwapOptions = {}): Float64Array {
  return runBatch(sessionVwapKernel(options), candles);
}

/** The volume-weighted average price of a session, candle by candle: see {@link sessionVwap}. */
export function createSessionVwap(options: SessionVwapOptions = {}): Stream<TimedCandle, number> {
  return streamOf(sessionVwapKernel(options));
}
