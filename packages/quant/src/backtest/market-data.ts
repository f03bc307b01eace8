/** Candles of a coin in ascending order of time. All arrays have one length; missing candles are left out, never filled. */
export interface CandleColumns {
  /** Start of each candle, ms since 1970-01-01 UTC. */
  readonly time: Float64Array;
  /** USD. */
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  /** Units of the coin; NaN where nobody reported it. */
  readonly volume: Float64Array;
  /** Candles with the same number belong to one unbroken series: what follows another number may be another coin. */
  readonly segment: Int32Array;
}

export interface CoinCandles {
  readonly coin: string;
  readonly candles: CandleColumns;
  /** When the coin belongs to a universe by rank: from (inclusive) and to (exclusive; null: still), ms. Null: always. */
  readonly members: readonly { readonly from: number; readonly to: number | null }[] | null;
  /** False: read as a benchmark or by an indicator only, never traded. */
  readonly inUniverse: boolean;
}

/** Everything a run reads. Closed candles only. */
export interface MarketData {
  readonly intervalMs: number;
  readonly coins: readonly CoinCandles[];
}
