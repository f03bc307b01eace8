import { donchianKernel } from "./channels.ts";
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
import { delayKernel } from "./momentum.ts";

export type IchimokuLines = {
  /** Tenkan-sen: middle of the range of the conversion period. */
  conversion: number;
  /** Kijun-sen: middle of the range of the base period. */
  base: number;
  /** Senkou span A of this candle: the mean of both, drawn `displacement` candles ahead. */
  leadingA: number;
  /** Senkou span B of this candle: middle of the range of the span period, drawn `displacement` candles ahead. */
  leadingB: number;
  /** Span A that is drawn over this candle: that of `displacement` candles ago. */
  cloudA: number;
  /** Span B that is drawn over this candle: that of `displacement` candles ago. */
  cloudB: number;
  /** The close `displacement` candles ago: where the chikou span, which is the newest close, is drawn now. */
  lagged: number;
};

export type IchimokuOptions = {
  /** 9 unless given. */
  conversion?: number;
  /** 26 unless given. */
  base?: number;
  /** 52 unless given. */
  span?: number;
  /** 26 unless given. */
  displacement?: number;
};

function middleKernel(period: number): Kernel<HighLowClose, number> {
  const channel = donchianKernel({ period });
  const [upper, lower] = [scratch(), scratch()];
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: null,
    warmUp: channel.warmUp,
    run: (candles, middle, length) => channel.run(candles, { upper, middle, lower }, length),
  };
}

export function ichimokuKernel(options: IchimokuOptions = {}): Kernel<HighLowClose, IchimokuLines> {
  const { conversion = 9, base = 26, span = 52, displacement = 26 } = options;
  for (const period of [conversion, base, span, displacement]) checkPeriod(period);
  const [short, medium, long] = [middleKernel(conversion), middleKernel(base), middleKernel(span)];
  const [delayA, delayB, delayClose] = [1, 2, 3].map(() => delayKernel({ period: displacement }));
  return {
    inputs: HIGH_LOW_CLOSE,
    outputs: ["conversion", "base", "leadingA", "leadingB", "cloudA", "cloudB", "lagged"],
    warmUp: Math.max(conversion, base, span) - 1 + displacement,
    run(candles, lines, length) {
      short.run(candles, lines.conversion, length);
      medium.run(candles, lines.base, length);
      long.run(candles, lines.leadingB, length);
      for (let at = 0; at < length; at += 1) {
        lines.leadingA[at] = ((lines.conversion[at] ?? 0) + (lines.base[at] ?? 0)) / 2;
      }
      delayA?.run(lines.leadingA, lines.cloudA, length);
      delayB?.run(lines.leadingB, lines.cloudB, length);
      delayClose?.run(candles.close, lines.lagged, length);
    },
  };
}

/**
 * Ichimoku kinko hyo: middles of the highest high and lowest low over three periods, their cloud, and the lagging close.
 * No line looks ahead: what is drawn ahead of a candle is `leading`, what was drawn over it earlier is `cloud`, and the
 * chikou span is above the price where the close is above `lagged`.
 * Warm-up: the longest period - 1 + displacement; the lines are known one after the other.
 * Source: Hosoda's method as described in StockCharts ChartSchool, Ichimoku Cloud, with a shift of `displacement` candles.
 * @param candles oldest first
 * @returns as many values of each line, in the unit of the prices
 * @throws RangeError for periods that are not whole numbers above 0, and for columns of different length
 */
export function ichimoku(candles: Columns<HighLowClose>, options: IchimokuOptions = {}): Columns<IchimokuLines> {
  return runBatch(ichimokuKernel(options), candles);
}

/** Ichimoku kinko hyo, candle by candle: see {@link ichimoku}. */
export function createIchimoku(options: IchimokuOptions = {}): Stream<HighLowClose, IchimokuLines> {
  return streamOf(ichimokuKernel(options));
}
