import {
  BacktestData,
  BacktestTradePage,
  CompareRunsInput,
  GetBacktestDataInput,
  ListStrategyRunsInput,
  ListTradesInput,
  RunComparison,
  RunRef,
  StartBacktestInput,
  StartOptimisationInput,
  StrategyRun,
  StrategyRunDetail,
  StrategyRunPage,
} from "@cryptodesk/shared/strategy/run.contract";
import { z } from "zod";
import { procedure, router, trusted } from "../../platform/trpc/trpc.ts";
import { heldCoins, type PortfolioRuntime } from "../portfolio/portfolio.public.ts";
import { getBacktestData } from "./candles/backtest-data.ts";
import { cancelRun } from "./runs/cancel-run.ts";
import { compareRuns } from "./runs/compare-runs.ts";
import { getRun, listRuns } from "./runs/list-runs.ts";
import { listTrades } from "./runs/list-trades.ts";
import { removeRun } from "./runs/remove-run.ts";
import { resumeRun } from "./runs/resume-run.ts";
import { startBacktest, startOptimisation } from "./runs/start-run.ts";
import { watchRun } from "./runs/watch-run.ts";
import type { StrategyRuntime } from "./strategy-runtime.ts";

const TAG = "Strategy runs";
const SOME_ID = "00000000-0000-7000-8000-000000000000";
const SOME = { runId: SOME_ID };
const EXAMPLE_RULES = {
  schema: 1,
  name: "Above its average",
  universe: { kind: "top", count: 1, rebalance: "1M" },
  timeframe: "1d",
  series: [{ name: "slow", indicator: "sma", parameters: { period: 20 } }],
  long: { enter: { kind: "compare", left: { price: "close" }, operator: ">", right: { series: "slow" } } },
  sizing: { kind: "equity", pct: 50 },
};

/** Wiring only. */
export function createStrategyRunRouter({ runs }: StrategyRuntime, portfolios: PortfolioRuntime) {
  return router({
    backtest: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/backtests", status: 202 },
        access: "strategy:write",
        tag: TAG,
        summary: "Run a strategy on the candles of the past",
        description:
          "Queued; follow it at /strategy-runs/{runId}/stream. Two runs of an account go on at a time, twenty may wait, the newest thousand are kept.",
        cli: "strategy backtest",
        example: { strategyId: SOME_ID, settings: { capital: 10_000 } },
        exampleNeeds: "strategyId",
      })
      .input(StartBacktestInput)
      .output(StrategyRun)
      .mutation(({ ctx, input }) =>
        startBacktest(ctx, runs, input, (asking, portfolioId) => heldCoins(asking, portfolios, portfolioId)),
      ),

    optimise: procedure
      .meta({
        rest: { method: "POST", path: "/strategies/{strategyId}/optimisations", status: 202 },
        access: "strategy:write",
        tag: TAG,
        summary: "Search for better parameters of a strategy",
        description:
          "On several threads, over ranges that the plan or the rules give. The candles at the end are kept from the search and told beside its best. Can be cancelled and resumed.",
        cli: "strategy optimise",
        example: { strategyId: SOME_ID, plan: { method: "random", tries: 50 } },
        exampleNeeds: "strategyId",
      })
      .input(StartOptimisationInput)
      .output(StrategyRun)
      .mutation(({ ctx, input }) => startOptimisation(ctx, runs, input)),

    data: procedure
      .meta({
        rest: { method: "POST", path: "/strategy-runs/data" },
        access: "strategy:read",
        tag: TAG,
        summary: "The candles that rules need, as columns",
        description:
          "What a run on the desk would read, for one in the browser or at a terminal, which comes to the same figures to the last digit. Two million values at most.",
        cli: "strategy data",
        prepared: true,
        example: { rules: EXAMPLE_RULES },
      })
      .input(GetBacktestDataInput)
      .output(trusted(BacktestData))
      .mutation(({ ctx, input }) => getBacktestData(ctx, runs, input)),

    list: procedure
      .meta({
        rest: { method: "GET", path: "/strategy-runs" },
        access: "strategy:read",
        tag: TAG,
        summary: "One's runs, newest first",
        cli: "strategy runs",
        example: { limit: 5 },
      })
      .input(ListStrategyRunsInput)
      .output(StrategyRunPage)
      .query(({ ctx, input }) => listRuns(ctx, input)),

    compare: procedure
      .meta({
        rest: { method: "POST", path: "/strategy-runs/compare" },
        access: "strategy:read",
        tag: TAG,
        summary: "Several backtests side by side",
        description: "Each curve begins at 100. The notes say why runs may not be comparable.",
        cli: "strategy compare",
        example: { runIds: [SOME_ID, "00000000-0000-7000-8000-000000000001"] },
        exampleNeeds: "runId",
      })
      .input(CompareRunsInput)
      .output(RunComparison)
      .mutation(({ ctx, input }) => compareRuns(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/strategy-runs/{runId}" },
        access: "strategy:read",
        tag: TAG,
        summary: "A run with its rules and its result",
        cli: "strategy run",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(RunRef)
      .output(StrategyRunDetail)
      .query(({ ctx, input }) => getRun(ctx, input)),

    trades: procedure
      .meta({
        rest: { method: "GET", path: "/strategy-runs/{runId}/trades", csv: true },
        access: "strategy:read",
        tag: TAG,
        summary: "The trades of a backtest, in order of closing",
        cli: "strategy trades",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(ListTradesInput)
      .output(BacktestTradePage)
      .query(({ ctx, input }) => listTrades(ctx, input)),

    watch: procedure
      .meta({
        rest: { method: "GET", path: "/strategy-runs/{runId}/stream", stream: true, event: StrategyRun },
        access: "strategy:read",
        tag: TAG,
        summary: "Follow a run until it has ended",
        description: "`run` events with the run as it is, first at once and then as it changes; `bye` at the end.",
        cli: "strategy watch",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(RunRef)
      .subscription(({ ctx, input, signal }) => watchRun(ctx, runs, input, signal)),

    cancel: procedure
      .meta({
        rest: { method: "POST", path: "/strategy-runs/{runId}/cancel" },
        access: "strategy:write",
        tag: TAG,
        summary: "Stop a run",
        description: "Within a second. What a search has tried so far is kept.",
        cli: "strategy cancel",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(RunRef)
      .output(StrategyRun)
      .mutation(({ ctx, input }) => cancelRun(ctx, runs, input)),

    resume: procedure
      .meta({
        rest: { method: "POST", path: "/strategy-runs/{runId}/resume", status: 202 },
        access: "strategy:write",
        tag: TAG,
        summary: "Go on with a search that was cancelled or broke off",
        description:
          "Where it stopped, on the same candles: what it finds is what it would have found without the stop.",
        cli: "strategy resume",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(RunRef)
      .output(StrategyRun)
      .mutation(({ ctx, input }) => resumeRun(ctx, runs, input)),

    remove: procedure
      .meta({
        rest: { method: "DELETE", path: "/strategy-runs/{runId}", status: 204 },
        access: "strategy:write",
        tag: TAG,
        summary: "Remove a run that has ended",
        cli: "strategy remove-run",
        example: SOME,
        exampleNeeds: "runId",
      })
      .input(RunRef)
      .output(z.void())
      .mutation(({ ctx, input }) => removeRun(ctx, input)),
  });
}
