import type { ComparisonWindow } from "@cryptodesk/shared/market/overview.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";
import { comparable } from "./compare-search.ts";

/** The coins' performance over a window, indexed to 100 where all have a price. */
export function useComparison(ids: readonly string[], window: ComparisonWindow) {
  return useQuery({
    ...trpc.market.compare.queryOptions({ ids: [...ids], window }),
    enabled: comparable(ids),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
