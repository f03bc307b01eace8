import { TIMEFRAME_MS, Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { MarketData } from "../backtest/market-data.ts";
import { type CandleFrame, frameOf, lastClosed, longerFrame, sameTime } from "./candle-frame.ts";

/** The candles of one coin in all lengths that rules ask for, each made once. */
export class CoinFrames {
  readonly base: CandleFrame;
  readonly #longer = new Map<number, CandleFrame>();
  readonly #places = new Map<string, Int32Array>();

  constructor(base: CandleFrame) {
    this.base = base;
  }

  /** @throws RangeError for a length that is no timeframe */
  of(lengthMs: number): CandleFrame {
    if (lengthMs === this.base.lengthMs) return this.base;
    const known = this.#longer.get(lengthMs);
    if (known !== undefined) return known;
    const timeframe = Timeframe.options.find((each) => TIMEFRAME_MS[each] === lengthMs);
    if (timeframe === undefined) throw new RangeError(`no timeframe of ${lengthMs} ms`);
    const made = longerFrame(this.base, timeframe);
    this.#longer.set(lengthMs, made);
    return made;
  }

  /** For each candle of one length the last closed one of another: see {@link lastClosed}. */
  places(from: number, to: number): Int32Array {
    const key = `${from} ${to}`;
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    const made = lastClosed(this.of(from), this.of(to));
    this.#places.set(key, made);
    return made;
  }
}

/** The coins of a market. Their candles are rolled up when somebody asks for it. */
export class MarketFrames {
  readonly #market: MarketData;
  readonly #coins: (CoinFrames | undefined)[] = [];

  constructor(market: MarketData) {
    this.#market = market;
  }

  get lengthMs(): number {
    return this.#market.intervalMs;
  }

  /** @throws RangeError for a number that the market does not have */
  coin(index: number): CoinFrames {
    const known = this.#coins[index];
    if (known !== undefined) return known;
    const coin = this.#market.coins[index];
    if (coin === undefined) throw new RangeError(`the market has no coin ${index}`);
    const made = new CoinFrames(frameOf(coin.candles, this.#market.intervalMs));
    this.#coins[index] = made;
    return made;
  }

  /**
   * Closes of another coin at the times of a coin's candles.
   * @throws RangeError for a coin that the market does not have
   */
  closesOf(other: string, target: CandleFrame): { values: Float64Array; places: Int32Array } {
    const index = this.#market.coins.findIndex(({ coin }) => coin === other);
    if (index < 0) throw new RangeError(`the market has no candles of ${other}`);
    const source = this.coin(index).of(target.lengthMs);
    return { values: source.close, places: sameTime(source, target) };
  }
}
