/**
 * What rules say about every candle of a coin. A place of an array is a candle of that coin; null where the rules do not
 * have it.
 */
export interface CoinSignals {
  /** 1 where the condition holds at the close of the candle, else 0. */
  readonly enterLong: Uint8Array | null;
  readonly exitLong: Uint8Array | null;
  readonly enterShort: Uint8Array | null;
  readonly exitShort: Uint8Array | null;
  /** Average true ranges as known at the close of the candle, USD; NaN while they warm up. */
  readonly stopAtr: Float64Array | null;
  readonly trailingAtr: Float64Array | null;
  readonly targetAtr: Float64Array | null;
  /** Volatility a year as known at the close of the candle, a share: 0.6 is 60 %; NaN while it warms up. */
  readonly volatility: Float64Array | null;
}

export interface SignalSet {
  /** As many as the market has coins, in its order. Those that are not traded have no signals. */
  readonly coins: readonly CoinSignals[];
  /** Candles of a coin before which nothing may be entered: by then everything that the rules look at is known. */
  readonly warmUpCandles: number;
}

export type SignalAction = "enter-long" | "exit-long" | "enter-short" | "exit-short";

/** Where a signal is: indices into the coins of the market and into the candles of that coin. */
export interface SignalPlace {
  readonly coin: number;
  readonly candle: number;
  readonly action: SignalAction;
}
