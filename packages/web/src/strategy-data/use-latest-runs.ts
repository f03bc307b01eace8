import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** The latest backtest of each strategy that has come to an end, by the strategy's id. */
export function useLatestRuns(): ReadonlyMap<string, StrategyRun> {
  const { data } = useQuery(trpc.strategyRun.list.queryOptions({ kind: "backtest", limit: 250 }));
  return latestByStrategy(data?.items ?? []);
}

/** @param runs the newest first */
export function latestByStrategy(runs: readonly StrategyRun[]): ReadonlyMap<string, StrategyRun> {
  const latest = new Map<string, StrategyRun>();
  for (const run of runs) {
    if (run.state === "succeeded" && run.metrics !== null && !latest.has(run.strategyId))
      latest.set(run.strategyId, run);
  }
  return latest;
}
