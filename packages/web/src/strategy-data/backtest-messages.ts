import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestMetrics, Remark } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** Candles with what a run on them has to know, as the worker keeps them. */
export interface LoadedMarket {
  readonly market: MarketData;
  /** Stretch of the run, ms; earlier candles are for indicators to warm up. */
  readonly fromMs: number;
  readonly toMs: number;
  /** The coin that results are compared with; null: none. */
  readonly benchmark: string | null;
}

/** A run in the browser. */
export interface InstantRequest {
  readonly rules: StrategyRules;
  readonly parameters: Readonly<Record<string, number>>;
  readonly capital: number;
}

/** What it came to: the figures of a run on the desk, to the last bit, and points to draw. */
export interface InstantResult {
  readonly metrics: BacktestMetrics;
  readonly finalEquity: number;
  /** ISO times; the arrays have one length. */
  readonly at: readonly string[];
  readonly equity: readonly number[];
  readonly benchmark: readonly (number | null)[];
  /** In English, and one code for each. */
  readonly notes: readonly string[];
  readonly remarks: readonly Remark[];
  /** How long it took, ms. */
  readonly tookMs: number;
}

export type ToWorker =
  | { readonly kind: "load"; readonly loaded: LoadedMarket }
  | { readonly kind: "run"; readonly number: number; readonly request: InstantRequest };

export type FromWorker =
  | { readonly kind: "done"; readonly number: number; readonly result: InstantResult }
  | { readonly kind: "failed"; readonly number: number; readonly reason: string };
