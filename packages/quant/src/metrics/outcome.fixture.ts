import type { ExitReason } from "@cryptodesk/shared/strategy/backtest.contract";
import type { BacktestOutcome, TradeColumns } from "../backtest/outcome.ts";

export const DAY_MS = 86_400_000;

/** Trades of which only the results matter: [USD, share of what was put in]. */
export function tradesOf(results: readonly (readonly [usd: number, share: number])[]): TradeColumns {
  const { length } = results;
  const times = Float64Array.from(results, (_, at) => at * DAY_MS);
  const nothing = new Float64Array(length);
  return {
    length,
    coin: new Int32Array(length),
    side: new Int8Array(length).fill(1),
    signalAt: times,
    enteredAt: times,
    exitedAt: times,
    entryPrice: nothing,
    exitPrice: nothing,
    quantity: nothing,
    reason: new Array<ExitReason>(length).fill("signal"),
    profitUsd: Float64Array.from(results, ([usd]) => usd),
    profitShare: Float64Array.from(results, ([, share]) => share),
    feesUsd: nothing,
    candles: new Int32Array(length).fill(1),
    bestShare: nothing,
    worstShare: nothing,
  };
}

/** A run whose equity is given, by the day from 2024-01-01. */
export function outcomeOf(equity: readonly number[], more: Partial<BacktestOutcome> = {}): BacktestOutcome {
  return {
    time: Float64Array.from(equity, (_, at) => Date.UTC(2024, 0, 1) + at * DAY_MS),
    equity: Float64Array.from(equity),
    exposure: new Float64Array(equity.length),
    trades: tradesOf([]),
    capital: 100,
    feesUsd: 0,
    slippageUsd: 0,
    fundingUsd: 0,
    tradedUsd: 0,
    stepsInMarket: 0,
    warmUpCandles: 0,
    remarks: [],
    ...more,
  };
}

/** A run of which the return of each step is given. */
export function outcomeOfReturns(returns: readonly number[], more: Partial<BacktestOutcome> = {}): BacktestOutcome {
  let value = 100;
  const equity = returns.map((change) => {
    value *= 1 + change;
    return value;
  });
  return outcomeOf(equity, more);
}
