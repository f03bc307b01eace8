import type { CoverageState, ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api } from "../../lib/trpc.ts";

const PAGE = 25;

/** Stored history coin by coin, largest first, a page at a time. */
export function useCoverage(interval: ListCoverageInput["interval"], days: number, state: CoverageState | undefined) {
  const input = { interval, days, limit: PAGE, ...(state && { state }) };
  return useInfiniteQuery({
    // tRPC's own infinite options add a parameter that this list does not know.
    queryKey: [["market", "coverage"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.market.coverage.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) => (data && data.pages.length > 1 ? false : 30_000),
  });
}
