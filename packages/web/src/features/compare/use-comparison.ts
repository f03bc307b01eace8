import type { ComparisonWindow } from "@cryptodesk/shared/market/comparison.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../lib/query-client.ts";
import { trpc } from "../../lib/trpc.ts";
import { comparable } from "./compare-search.ts";

const comparisonQuery = (ids: readonly string[], window: ComparisonWindow) =>
  trpc.market.compare.queryOptions({ ids: [...ids], window });

/** The coins' performance over a window, indexed to 100 where all have a price. */
export function useComparison(ids: readonly string[], window: ComparisonWindow) {
  return useQuery({
    ...comparisonQuery(ids, window),
    enabled: comparable(ids),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

/** Asks ahead of time. A failure shows on the page that needs it. */
export function prefetchComparison(ids: readonly string[], window: ComparisonWindow): void {
  void queryClient.prefetchQuery(comparisonQuery(ids, window));
}
