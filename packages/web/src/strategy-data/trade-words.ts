import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import { t } from "../catalogue/catalogue.ts";
import type { strategyRun } from "../catalogue/en/strategy-run.ts";

const REASONS = {
  signal: "signal",
  stop: "stop",
  trailing: "trailing",
  target: "target",
  time: "time",
  rebalance: "rebalance",
  "left-universe": "leftUniverse",
  gap: "gap",
  end: "end",
} as const satisfies Record<BacktestTrade["reason"], keyof typeof strategyRun.trades.reasons>;

/** What closed a trade. */
export const reasonWords = (reason: BacktestTrade["reason"]): string =>
  t(`strategyRun.trades.reasons.${REASONS[reason]}`);

export const sideWords = (side: BacktestTrade["side"]): string => t(`strategyRun.trades.${side}`);
