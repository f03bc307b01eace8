import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";

/** What a run is about, as far as it decides on the candles that are read. */
export interface RunRequest {
  readonly rules: StrategyRules;
  readonly settings: Pick<BacktestSettings, "from" | "to" | "benchmark" | "parameters">;
  /** The largest value that each parameter is given: a search tries more than the rules' own ones. */
  readonly largest?: Readonly<Record<string, number>>;
  /** Where the settings are in what was sent, e.g. `/plan/settings`. */
  readonly settingsAt: string;
}
