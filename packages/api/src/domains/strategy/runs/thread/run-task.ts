import type { SearchPoint } from "@cryptodesk/quant/optimiser/search";
import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { OptimisationPlan, OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { RunData } from "../../candles/run-data.ts";
import { sharedMarket } from "./shared-market.ts";

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

/** A thread that stands ready and is asked one thing after the other. */
export interface StandingTask {
  readonly kind: "standing";
}

export type ThreadTask = BacktestTask | SearchTask | StandingTask;

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

/** Data of a run as a thread takes it, its columns in memory that threads share. */
export async function sharedData({ symbols: _, market, ...data }: RunData): Promise<ThreadData> {
  return { ...data, market: await sharedMarket(market) };
}
