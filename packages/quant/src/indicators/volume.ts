import {
  type Columns,
  HIGH_LOW_CLOSE_VOLUME,
  type HighLowCloseVolume,
  type Kernel,
  runBatch,
  type Stream,
  scratch,
  streamOf,
} from "./kernel.ts";
import { changeKernel } from "./momentum.ts";
import { rollingSumKernel } from "./moving-average.ts";
import { typicalPrices } from "./typical-price.ts";

export type CloseVolume = { close: number; volume: number };

class OnBalanceVolume implements Kernel<CloseVolume, number> {
  readonly inputs = ["close", "volume"] as const;
  readonly outputs = null;
  readonly warmUp = 0;
  #balance = 0;
  #before = Number.NaN;

  run({ close, volume }: Columns<CloseVolume>, output: Float64Array, length: number): void {
    let [balance, before] = [this.#balance, this.#before];
    for (let at = 0; at < length; at += 1) {
      const price = close[at] ?? Number.NaN;
      if (Number.isNaN(price + before)) balance = 0;
      else if (price > before) balance += volume[at] ?? 0;
      else if (price < before) balance -= volume[at] ?? 0;
      output[at] = Number.isNaN(price) ? price : balance;
      before = price;
    }
    this.#balance = balance;
    this.#before = before;
  }
}

export function obvKernel(): Kernel<CloseVolume, number> {
  return new OnBalanceVolume();
}

/**
 * On-balance volume: the volume of candles that close higher than the one before, less that of those that close lower.
 * Seed: 0 at the first candle, and again after a gap. Warm-up: 0.
 * Source: Granville, New Key to Stock Market Profits, 1963; StockCharts ChartSchool, On Balance Volume.
 * @param candles oldest first
 * @returns as many values, in the unit of the volume
 * @throws RangeError for columns of different length
 */
export function obv(candles: Columns<CloseVolume>): Float64Array {
  return runBatch(obvKernel(), candles);
}

/** On-balance volume, candle by candle: see {@link obv}. */
export function createObv(): Stream<CloseVolume, number> {
  return streamOf(obvKernel());
}

export type MfiOptions = {
  /** 14 unless given. */
  period?: number;
};

export function mfiKernel({ period = 14 }: MfiOptions = {}): Kernel<HighLowCloseVolume, number> {
  const move = changeKernel({ period: 1 });
  const [inflow, outflow] = [rollingSumKernel({ period }), rollingSumKernel({ period })];
  const [prices, moves, gains, losses] = [scratch(), scratch(), scratch(), scratch()];
  return {
    inputs: HIGH_LOW_CLOSE_VOLUME,
    outputs: null,
    warmUp: period,
    run(candles, output, length) {
      typicalPrices(candles, prices, length);
      move.run(prices, moves, length);
      for (let at = 0; at < length; at += 1) {
        const flow = (prices[at] ?? 0) * (candles.volume[at] ?? 0);
        const direction = Math.sign(moves[at] ?? 0);
        gains[at] = flow * Math.max(0, direction);
        losses[at] = flow * Math.max(0, -direction);
      }
      inflow.run(gains, gains, length);
      outflow.run(losses, losses, length);
      for (let at = 0; at < length; at += 1) {
        const gain = gains[at] ?? 0;
        const both = gain + (losses[at] ?? 0);
        output[at] = both === 0 ? 50 : Math.max(0, Math.min(100, (100 * gain) / both));
      }
    },
  };
}

/**
 * Money flow index: 100 - 100 / (1 + inflow / outflow), sums of typical price × volume over the last `period` candles
 * whose typical price rose or fell; one that stays counts for neither. Warm-up: period.
 * Source: Quong and Soudack, Volume-Weighted RSI: Money Flow, Stocks & Commodities 7:3, 1989; StockCharts ChartSchool,
 * Money Flow Index.
 * @param candles oldest first
 * @returns as many values, from 0 to 100; 50 where no money flowed
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function mfi(candles: Columns<HighLowCloseVolume>, options: MfiOptions = {}): Float64Array {
  return runBatch(mfiKernel(options), candles);
}

/** The money flow index, candle by candle: see {@link mfi}. */
export function createMfi(options: MfiOptions = {}): Stream<HighLowCloseVolume, number> {
  return streamOf(mfiKernel(options));
}

export type CmfOptions = {
  /** 20 unless given. */
  period?: number;
};

export function cmfKernel({ period = 20 }: CmfOptions = {}): Kernel<HighLowCloseVolume, number> {
  const [flow, traded] = [rollingSumKernel({ period }), rollingSumKernel({ period })];
  const [flows, volumes] = [scratch(), scratch()];
  return {
    inputs: HIGH_LOW_CLOSE_VOLUME,
    outputs: null,
    warmUp: period - 1,
    run(candles, output, length) {
      moneyFlows(candles, flows, length);
      flow.run(flows, flows, length);
      traded.run(candles.volume, volumes, length);
      for (let at = 0; at < length; at += 1) {
        const sum = volumes[at] ?? 0;
        output[at] = sum === 0 ? 0 : (flows[at] ?? 0) / sum;
      }
    },
  };
}

/** Writes the volume of each candle, weighted from -1 for a close at the low to 1 for one at the high. */
function moneyFlows(candles: Columns<HighLowCloseVolume>, flows: Float64Array, length: number): void {
  const { high, low, close, volume } = candles;
  for (let at = 0; at < length; at += 1) {
    const top = high[at] ?? 0;
    const bottom = low[at] ?? 0;
    const last = close[at] ?? 0;
    const multiplier = top === bottom ? 0 : (last - bottom - (top - last)) / (top - bottom);
    flows[at] = multiplier * (volume[at] ?? 0);
  }
}

/**
 * Chaikin money flow: Σ m × volume / Σ volume over `period` candles, m = ((close - low) - (high - close)) / (high - low),
 * 0 for a candle without range. Warm-up: period - 1.
 * Source: StockCharts ChartSchool, Chaikin Money Flow.
 * @param candles oldest first
 * @returns as many values, from -1 to 1; 0 where nothing was traded
 * @throws RangeError for a period that is not a whole number above 0, and for columns of different length
 */
export function cmf(candles: Columns<HighLowCloseVolume>, options: CmfOptions = {}): Float64Array {
  return runBatch(cmfKernel(options), candles);
}

/** Chaikin money flow, candle by candle: see {@link cmf}. */
export function createCmf(options: CmfOptions = {}): Stream<HighLowCloseVolume, number> {
  return streamOf(cmfKernel(options));
}
