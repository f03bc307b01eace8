import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { ColumnType, Generated, JSONColumnType } from "kysely";

type Time = ColumnType<Date, Date | string, Date | string>;
type Json<T extends object | null> = JSONColumnType<T>;
type OptionalJson = ColumnType<object | null, string | null | undefined, string | null>;

/** What lists show of a strategy; `version` is that of its newest rules. */
export interface StrategyTable {
  id: string;
  account_id: string;
  name: string;
  description: string | null;
  tags: Generated<string[]>;
  timeframe: string;
  universe: string;
  visibility: Generated<"private" | "link" | "public">;
  link_hash: string | null;
  blocked_at: Time | null;
  blocked_reason: string | null;
  forked_from: string | null;
  forked_version: number | null;
  version: number;
  created_at: Time;
  updated_at: Time;
  deleted_at: Time | null;
}

export interface StrategyVersionTable {
  strategy_id: string;
  account_id: string;
  version: number;
  name: string;
  rules: Json<StrategyRules>;
  rules_hash: string;
  note: string | null;
  restored_from: number | null;
  saved_at: Time;
}

/** `rules` are those that were run, so that a run tells the same when its strategy has gone on. */
export interface StrategyRunTable {
  id: string;
  account_id: string;
  strategy_id: string;
  version: number;
  kind: "backtest" | "optimisation";
  state: "queued" | "running" | "succeeded" | "failed" | "cancelled";
  request: Json<object>;
  rules: Json<StrategyRules>;
  job_id: string | null;
  progress: ColumnType<{ done: number; total: number | null; note: string | null }, string | undefined, string>;
  error: string | null;
  summary: OptionalJson;
  report: OptionalJson;
  optimisation: OptionalJson;
  checkpoint: OptionalJson;
  requested_at: Time;
  started_at: Time | null;
  finished_at: Time | null;
}

export interface StrategyRunTradeTable {
  run_id: string;
  account_id: string;
  number: number;
  trade: Json<object>;
}

/** `book` is what the account holds: see the paper book. Candle times are those of their close. */
export interface PaperAccountTable {
  id: string;
  account_id: string;
  strategy_id: string;
  version: number;
  rules: Json<StrategyRules>;
  state: "running" | "paused" | "failed";
  problem: string | null;
  capital: number;
  book: Json<object>;
  started_at: Time;
  last_candle_at: Time | null;
  next_candle_at: Time | null;
}

export interface PaperSignalTable {
  id: string;
  paper_id: string;
  account_id: string;
  coin: string;
  action: "enter-long" | "exit-long" | "enter-short" | "exit-short";
  candle_at: Time;
  recorded_at: Time;
  close_price: number;
  fill_price: number | null;
  filled_at: Time | null;
  note: string | null;
  trace: string;
}

export interface PaperTradeTable {
  paper_id: string;
  account_id: string;
  number: number;
  trade: Json<object>;
}

export interface PaperEquityTable {
  paper_id: string;
  account_id: string;
  at: Time;
  equity: number;
}

declare module "../../platform/database/database.ts" {
  interface DatabaseSchema {
    strategy: StrategyTable;
    strategy_version: StrategyVersionTable;
    strategy_run: StrategyRunTable;
    strategy_run_trade: StrategyRunTradeTable;
    paper_account: PaperAccountTable;
    paper_signal: PaperSignalTable;
    paper_trade: PaperTradeTable;
    paper_equity: PaperEquityTable;
  }
}
