import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { useQuery } from "@tanstack/react-query";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";
import { keepStrategy } from "./use-strategies.ts";

/** Versions of a strategy, the newest first. */
export function useVersions(strategyId: string) {
  return useQuery(trpc.strategy.versions.queryOptions({ strategyId, limit: 250 }));
}

/** Two versions line by line. */
export function useVersionDiff(strategyId: string, from: number, to: number) {
  return useQuery({
    ...trpc.strategy.diff.queryOptions({ strategyId, from, to }),
    // Versions do not change.
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Saves an older version's rules as the newest. */
export function useRestoreVersion(onDone: (saved: StrategyDetail) => void) {
  return useAction({
    act: (input: { strategyId: string; version: number }) => api.strategy.restoreVersion.mutate(input),
    refresh: ["strategy"],
    onDone: (saved) => {
      keepStrategy(saved);
      onDone(saved);
    },
  });
}
