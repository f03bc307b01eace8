import * as run from "@cryptodesk/shared/strategy/run.contract";
import * as strategy from "@cryptodesk/shared/strategy/strategy.contract";
import {
  cannedMetrics,
  cannedReport,
  cannedRun,
  cannedStrategy,
  detailOf,
  STRATEGY_TEXT,
} from "./canned-strategies.ts";
import type { FakeProcedure } from "./fake-accounts.ts";

const page = (items: unknown[]) => () => ({ items, nextCursor: null });
const finished = { ...cannedRun, state: "succeeded", metrics: cannedMetrics, verdict: "luck" };

export const strategyProcedures: Record<string, Record<string, FakeProcedure>> = {
  strategy: {
    list: ["query", strategy.ListStrategiesInput, page([cannedStrategy])],
    get: ["query", strategy.GetStrategyInput, () => detailOf(STRATEGY_TEXT, 3)],
    create: ["mutation", strategy.CreateStrategyInput, () => detailOf(STRATEGY_TEXT, 1)],
    save: ["mutation", strategy.SaveStrategyInput, () => detailOf(STRATEGY_TEXT, 4)],
  },
  strategyRun: {
    backtest: ["mutation", run.StartBacktestInput, () => cannedRun],
    optimise: ["mutation", run.StartOptimisationInput, () => ({ ...cannedRun, kind: "optimisation" })],
    get: [
      "query",
      run.RunRef,
      () => ({ run: finished, rules: detailOf(STRATEGY_TEXT, 3).rules, report: cannedReport, optimisation: null }),
    ],
    list: ["query", run.ListStrategyRunsInput, page([finished])],
  },
};
