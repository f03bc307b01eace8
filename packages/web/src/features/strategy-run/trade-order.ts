import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";

/** The columns that trades can be sorted by. */
export const SORTS = ["number", "coin", "enteredAt", "exitedAt", "profitUsd", "profitPct", "candles"] as const;
export type TradeSort = (typeof SORTS)[number];

export interface TradeOrder {
  by: TradeSort;
  descending: boolean;
}

/** The order after pressing the head of a column: the same column turns round, figures begin with the largest. */
export function pressed(order: TradeOrder, by: TradeSort): TradeOrder {
  if (order.by === by) return { by, descending: !order.descending };
  return { by, descending: by === "profitUsd" || by === "profitPct" || by === "candles" };
}

/** Trades in an order; those that are equal in it stay in the order of closing. */
export function sortTrades(trades: readonly BacktestTrade[], { by, descending }: TradeOrder): BacktestTrade[] {
  const turn = descending ? -1 : 1;
  return [...trades].sort((a, b) => turn * compare(a[by], b[by]) || a.number - b.number);
}

function compare(a: string | number, b: string | number): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return a < b ? -1 : a > b ? 1 : 0;
}
