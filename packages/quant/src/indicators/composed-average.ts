import { checkPeriod, type Kernel, runBatch, type Stream, scratch, streamOf } from "./kernel.ts";
import { type EmaOptions, emaKernel, type PeriodOptions, wmaKernel } from "./moving-average.ts";

export function demaKernel(options: EmaOptions): Kernel<number, number> {
  const [once, twice] = [emaKernel(options), emaKernel(options)];
  const [first, second] = [scratch(), scratch()];
  return {
    inputs: null,
    outputs: null,
    warmUp: once.warmUp + twice.warmUp,
    run(values, output, length) {
      once.run(values, first, length);
      twice.run(first, second, length);
      for (let at = 0; at < length; at += 1) output[at] = 2 * (first[at] ?? 0) - (second[at] ?? 0);
    },
  };
}

/**
 * Double exponential moving average: 2 × EMA - EMA(EMA), which lags less than one average.
 * Seed: as that of the EMA, for both. Warm-up: 2 × (period - 1), or 0 seeded with the first value.
 * Source: Mulloy, Smoothing Data with Faster Moving Averages, Stocks & Commodities 12:1, 1994.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function dema(values: Float64Array, options: EmaOptions): Float64Array {
  return runBatch(demaKernel(options), values);
}

/** The double exponential moving average, value by value: see {@link dema}. */
export function createDema(options: EmaOptions): Stream<number, number> {
  return streamOf(demaKernel(options));
}

export function temaKernel(options: EmaOptions): Kernel<number, number> {
  const [once, twice, thrice] = [emaKernel(options), emaKernel(options), emaKernel(options)];
  const [first, second, third] = [scratch(), scratch(), scratch()];
  return {
    inputs: null,
    outputs: null,
    warmUp: once.warmUp + twice.warmUp + thrice.warmUp,
    run(values, output, length) {
      once.run(values, first, length);
      twice.run(first, second, length);
      thrice.run(second, third, length);
      for (let at = 0; at < length; at += 1) {
        output[at] = 3 * ((first[at] ?? 0) - (second[at] ?? 0)) + (third[at] ?? 0);
      }
    },
  };
}

/**
 * Triple exponential moving average: 3 × EMA - 3 × EMA(EMA) + EMA(EMA(EMA)).
 * Seed: as that of the EMA, for all three. Warm-up: 3 × (period - 1), or 0 seeded with the first value.
 * Source: Mulloy, Smoothing Data with Less Lag, Stocks & Commodities 12:2, 1994.
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0
 */
export function tema(values: Float64Array, options: EmaOptions): Float64Array {
  return runBatch(temaKernel(options), values);
}

/** The triple exponential moving average, value by value: see {@link tema}. */
export function createTema(options: EmaOptions): Stream<number, number> {
  return streamOf(temaKernel(options));
}

export function hmaKernel({ period }: PeriodOptions): Kernel<number, number> {
  checkPeriod(period, 2);
  const half = wmaKernel({ period: Math.floor(period / 2) });
  const whole = wmaKernel({ period });
  const smooth = wmaKernel({ period: Math.floor(Math.sqrt(period)) });
  const [quick, slow] = [scratch(), scratch()];
  return {
    inputs: null,
    outputs: null,
    warmUp: whole.warmUp + smooth.warmUp,
    run(values, output, length) {
      half.run(values, quick, length);
      whole.run(values, slow, length);
      for (let at = 0; at < length; at += 1) quick[at] = 2 * (quick[at] ?? 0) - (slow[at] ?? 0);
      smooth.run(quick, output, length);
    },
  };
}

/**
 * Hull moving average: WMA(2 × WMA(period / 2) - WMA(period)) over √period, both lengths rounded down.
 * Warm-up: period - 1 + ⌊√period⌋ - 1. Each result looks at the whole window.
 * Source: Hull, How to Reduce Lag in a Moving Average, 2005 (alanhull.com).
 * @param values oldest first
 * @returns as many values, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 1
 */
export function hma(values: Float64Array, options: PeriodOptions): Float64Array {
  return runBatch(hmaKernel(options), values);
}

/** The Hull moving average, value by value: see {@link hma}. */
export function createHma(options: PeriodOptions): Stream<number, number> {
  return streamOf(hmaKernel(options));
}
