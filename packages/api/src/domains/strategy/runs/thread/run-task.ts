import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
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

export type ThreadTask = BacktestTask;

/** What a thread says. `failed` is what its user should read; anything else that goes wrong ends the thread. */
export type ThreadMessage =
  | { readonly kind: "progress"; readonly done: number; readonly total: number | null; readonly note: string | null }
  | { readonly kind: "trades"; readonly trades: string }
  | { readonly kind: "done"; readonly summary: string; readonly report: string; readonly note: string | null }
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
