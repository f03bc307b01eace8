import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { SearchPoint } from "@cryptodesk/quant/optimiser/search";
import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { OptimisationPlan, OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { RunData } from "../../candles/run-data.ts";

/** What a thread is given of the candles: columns in memory that threads share. */
export type ThreadData = Omit<RunData, "symbols">;

export interface BacktestTask {
  readonly kind: "backtest";
  readonly rules: StrategyRules;
  readonly settings: BacktestSettings;
  readonly data: ThreadData;
}

/** What a thread scores points of a search by; which ones, it is asked. */
export interface SearchTask {
  readonly kind: "search";
  readonly rules: StrategyRules;
  readonly plan: OptimisationPlan;
  readonly data: ThreadData;
}

export type ThreadTask = BacktestTask | SearchTask;

/** What a thread of a search is asked, one after the other. */
export type SearchQuestion =
  | { readonly kind: "score"; readonly points: readonly SearchPoint[] }
  | { readonly kind: "summarise"; readonly points: readonly OptimisationPoint[]; readonly total: number };

export type SearchAnswer =
  | { readonly kind: "scored"; readonly scored: readonly ScoredPoint[] }
  | { readonly kind: "summary"; readonly optimisation: string };

/** A point of a search, by its place in the order of asking. */
export interface ScoredPoint {
  readonly index: number;
  readonly point: OptimisationPoint;
}

/** What the thread of a backtest says. `refused` is for its user to read; anything else that goes wrong ends the thread. */
export type BacktestMessage =
  | { readonly kind: "progress"; readonly done: number; readonly total: number | null; readonly note: string | null }
  | { readonly kind: "trades"; readonly trades: string }
  | { readonly kind: "done"; readonly summary: string; readonly report: string }
  | { readonly kind: "refused"; readonly message: string };

/** Data of a run with its columns copied to where several threads read them without copies of their own. */
export function sharedData({ symbols: _, market, ...data }: RunData): ThreadData {
  const coins = market.coins.map(({ candles, ...coin }) => ({
    ...coin,
    candles: {
      time: shared(candles.time),
      open: shared(candles.open),
      high: shared(candles.high),
      low: shared(candles.low),
      close: shared(candles.close),
      volume: shared(candles.volume),
      segment: new Int32Array(new SharedArrayBuffer(candles.segment.byteLength)),
    },
  }));
  for (const [index, { candles }] of coins.entries()) {
    const original = market.coins[index]?.candles.segment;
    if (original) candles.segment.set(original);
  }
  return { ...data, market: { ...market, coins } satisfies MarketData };
}

function shared(column: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(column.byteLength));
  copy.set(column);
  return copy;
}
