import type { ExitReason, Remark } from "@cryptodesk/shared/strategy/backtest.contract";

/** Every trade of a run, a column per field, in order of closing. Times are ms since 1970-01-01 UTC, prices USD. */
export interface TradeColumns {
  readonly length: number;
  /** Index into the coins of the market data. */
  readonly coin: Int32Array;
  /** 1: long, -1: short. */
  readonly side: Int8Array;
  readonly signalAt: Float64Array;
  readonly enteredAt: Float64Array;
  readonly exitedAt: Float64Array;
  readonly entryPrice: Float64Array;
  readonly exitPrice: Float64Array;
  readonly quantity: Float64Array;
  readonly reason: readonly ExitReason[];
  /** After fees, slippage and funding. */
  readonly profitUsd: Float64Array;
  /** A share of what was put in: 0.1 is 10 %. */
  readonly profitShare: Float64Array;
  readonly feesUsd: Float64Array;
  readonly candles: Int32Array;
  readonly bestShare: Float64Array;
  readonly worstShare: Float64Array;
}

/** What a run came to, step by step. Steps are the candle times of the run after its warm-up; arrays have one length. */
export interface BacktestOutcome {
  /** Start of each step's candle, ms. */
  readonly time: Float64Array;
  /** Cash plus positions at the close of each step, USD. */
  readonly equity: Float64Array;
  /** Value of positions (shorts below 0) over equity at the close of each step. */
  readonly exposure: Float64Array;
  readonly trades: TradeColumns;
  readonly capital: number;
  readonly feesUsd: number;
  readonly slippageUsd: number;
  readonly fundingUsd: number;
  /** Value of all fills, USD. */
  readonly tradedUsd: number;
  /** Steps with any position open. */
  readonly stepsInMarket: number;
  readonly warmUpCandles: number;
  /** What one should know of it. */
  readonly remarks: readonly Remark[];
}
