import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";

/** A trade as the API answers it, with the parts that a test is about. */
export const tradeOf = (part: Partial<BacktestTrade>): BacktestTrade => ({
  number: 1,
  coin: "bitcoin",
  side: "long",
  signalAt: "2026-01-01T00:00:00.000Z",
  enteredAt: "2026-01-01T01:00:00.000Z",
  exitedAt: "2026-01-02T01:00:00.000Z",
  entryPrice: 100,
  exitPrice: 110,
  quantity: 1,
  reason: "signal",
  profitUsd: 10,
  profitPct: 10,
  feesUsd: 0,
  candles: 24,
  bestPct: 11,
  worstPct: -1,
  trace: "close 100 > sma 99",
  ...part,
});
