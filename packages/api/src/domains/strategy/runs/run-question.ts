import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { OptimisationPlan } from "@cryptodesk/shared/strategy/optimisation.contract";

/** What a run is asked for. */
export type RunQuestion =
  | { kind: "backtest"; settings: BacktestSettings; portfolioId: string | null }
  | { kind: "optimisation"; plan: OptimisationPlan };

export interface RunProgress {
  done: number;
  total: number | null;
  note: string | null;
}

export function settingsOf(question: RunQuestion): BacktestSettings {
  return question.kind === "backtest" ? question.settings : question.plan.settings;
}
