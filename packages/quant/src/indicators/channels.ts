import { standardDeviationKernel } from "./dispersion.ts";
import { extremeKernel } from "./extremes.ts";
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
import { type EmaOptions, emaKernel, smaKernel } from "./moving-average.ts";
import { atrKernel } from "./true-range.ts";

export type ChannelLines = { upper: number; middle: number; lower: number };

const CHANNEL_LINES = ["upper", "middle", "lower"] as const;

export type BollingerOptions = {
  /** 20 unless given. */
  period?: number;
  /** Standard deviations between the middle and either band; 2 unless given. */
  width?: number;
};

export function bollingerKernel({ period = 20, width = 2 }: BollingerOptions = {}): Kernel<number, ChannelLines> {
  checkPositive(width, "a width");
  const average = smaKernel({ period });
  const deviation = standardDeviationKernel({ period });
  const deviations = scratch();
  return {
    inputs: null,
    outputs: CHANNEL_LINES,
    warmUp: average.warmUp,
    run(values, output, length) {
      deviation.run(values, deviations, length);
      average.run(values, output.middle, length);
      spread(output, deviations, width, length);
    },
  };
}

/**
 * Bollinger bands: the simple average of the last `period` values, and `width` of their population standard deviations
 * on either side. Warm-up: period - 1.
 * Source: Bollinger on Bollinger Bands, 2001; StockCharts ChartSchool, Bollinger Bands.
 * @param values oldest first
 * @returns as many values of each line, in the unit of the values
 * @throws RangeError for a period that is not a whole number above 0, or a width that is not above 0
 */
export function bollinger(values: Float64Array, options: BollingerOptions = {}): Columns<ChannelLines> {
  return runBatch(bollingerKernel(options), values);
}

/** Bollinger bands, value by value: see {@link bollinger}. */
export function createBollinger(options: BollingerOptions = {}): Stream<number, ChannelLines> {
  return streamOf(bollingerKernel(options));
}

export type KeltnerOptions = {
  /** Period of the exponential average of the close; 20 unless given. */
  period?: number;
  /** Period of the average true range; 10 unless given. */
  atrPeriod?: number;
  /** Average true ranges between the middle and either line; 2 unless given. */
  width?: number;
  /** What the exponential average begins with; see {@link EmaOptions}. */
  seed?: NonNullable<EmaOptions["seed"]>;
};

export function keltnerKernel(options: KeltnerOptions = {}): Kernel<HighLowClose, ChannelLines> {
  const { period = 20, atrPeriod = 10, width = 2, seed = "sma" } = options;
  checkPositive(width, "a width");
  const average = emaKernel({ period, seed });
  const range = atrKernel({ period: atrPeriod });
  const ranges = scratch();
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: CHANNEL_LINES,
    warmUp: Math.max(average.warmUp, range.warmUp),
    run(candles, output, length) {
      range.run(candles, ranges, length);
      average.run(candles.close, output.middle, length);
      spread(output, ranges, width, length);
    },
  };
}

/**
 * Keltner channel: the exponential average of the close, and `width` average true ranges on either side.
 * Seeds: as those of the EMA and the ATR. Warm-up: the longer of both.
 * Source: Raschke's form of Keltner's channel; StockCharts ChartSchool, Keltner Channels.
 * @param candles oldest first
 * @returns as many values of each line, in the unit of the prices; the middle may be known before the others
 * @throws RangeError for periods that are not whole numbers above 0, a width that is not above 0, and columns of
 *   different length
 */
export function keltner(candles: Columns<HighLowClose>, options: KeltnerOptions = {}): Columns<ChannelLines> {
  return runBatch(keltnerKernel(options), candles);
}

/** The Keltner channel, candle by candle: see {@link keltner}. */
export function createKeltner(options: KeltnerOptions = {}): Stream<HighLowClose, ChannelLines> {
  return streamOf(keltnerKernel(options));
}

function spread(lines: Columns<ChannelLines>, unit: Float64Array, width: number, length: number): void {
  for (let at = 0; at < length; at += 1) {
    const middle = lines.middle[at] ?? 0;
    const distance = width * (unit[at] ?? 0);
    lines.upper[at] = middle + distance;
    lines.lower[at] = middle - distance;
  }
}

export type DonchianOptions = {
  /** 20 unless given. */
  period?: number;
};

export function donchianKernel({ period = 20 }: DonchianOptions = {}): Kernel<HighLow, ChannelLines> {
  const [highest, lowest] = [extremeKernel(period, 1), extremeKernel(period, -1)];
  return {
    inputs: HIGH_LOW,
    outputs: CHANNEL_LINES,
    warmUp: period - 1,
    run({ high, low }, { upper, middle, lower }, length) {
      highest.run(high, upper, length);
      lowest.run(low, lower, length);
      for (let at = 0; at < length; at += 1) middle[at] = ((upper[at] ?? 0) + (lower[at] ?? 0)) / 2;
    },
  };
}

/**
 * Donchian channel: the highest high, the lowest low and the middle between them, of the last `period` candles. The
 * newest is one of them, so that no price leaves the channel: a breakout is one of the channel of the candle before.
 * Warm-up: period - 1.
 * Source: Donchian's four-week rule, in Kaufman, Trading Systems and Methods, 5th ed. 2013, ch. 5.
 * @param candles oldest first
 * @returns as many values of each line, in the unit of the prices
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function donchian(candles: Columns<HighLow>, options: DonchianOptions = {}): Columns<ChannelLines> {
  return runBatch(donchianKernel(options), candles);
}

/** The Donchian channel, candle by candle: see {@link donchian}. */
export function createDonchian(options: DonchianOptions = {}): Stream<HighLow, ChannelLines> {
  return streamOf(donchianKernel(options));
}
