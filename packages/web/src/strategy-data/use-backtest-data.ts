import { candlesBefore } from "@cryptodesk/quant/backtest/candles-before";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { BacktestData } from "@cryptodesk/shared/strategy/run.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { api } from "../lib/trpc.ts";

interface Stretch {
  /** ISO times. */
  readonly from: string;
  readonly to: string;
}

/**
 * The candles for runs in the browser, enough for every value that the parameters may be moved to. Asked for again only
 * where the rules come to need others.
 */
export function useBacktestData(rules: StrategyRules, { from, to }: Stretch, enabled: boolean) {
  const largest = Object.fromEntries(rules.parameters.map(({ name, value, max }) => [name, Math.max(value, max)]));
  const needs = {
    universe: rules.universe,
    timeframe: rules.timeframe,
    others: rules.series.map(({ other }) => other),
    before: candlesBefore(rules, largest),
  };
  return useQuery({
    queryKey: [["strategyRun", "data"], { needs, from, to }],
    queryFn: ({ signal }): Promise<BacktestData> =>
      api.strategyRun.data.mutate({ rules, settings: { from, to, parameters: largest } }, { signal }),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30 * 60_000,
    placeholderData: keepPreviousData,
  });
}
