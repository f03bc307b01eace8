import type { GetGainsInput } from "@cryptodesk/shared/portfolio/gains.contract";
import type { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, trpc } from "../lib/trpc.ts";

const RECOMPUTING_MS = 2_000;
const SETTLED_MS = 120_000;
const LIMIT = 100;

/** How a portfolio did over a period against `benchmark` (its own unless given, `none` for none). */
export function usePerformance(portfolioId: string, period: PerformancePeriod, benchmark?: string) {
  const input = { portfolioId, period, ...(benchmark !== undefined && { benchmark }) };
  return useQuery({
    ...trpc.figures.performance.queryOptions(input),
    placeholderData: (before) => (before?.portfolioId === portfolioId ? before : undefined),
    refetchInterval: ({ state: { data } }) => (data?.calculation.state === "recomputing" ? RECOMPUTING_MS : SETTLED_MS),
  });
}

/** Income and fees of all time; their list is not asked for. */
export function useIncome(portfolioId: string) {
  return useQuery(trpc.figures.income.queryOptions({ portfolioId, limit: 1 }));
}

/** What part of the gains is asked for. */
export type GainsQuestion = Pick<GetGainsInput, "from" | "to" | "assetId" | "method">;

/** Realised gains with every match, a page at a time. */
export function useGains(portfolioId: string, question: GainsQuestion) {
  const input = { portfolioId, limit: LIMIT, ...question };
  return useInfiniteQuery({
    queryKey: [["figures", "gains"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.figures.gains.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });
}

/** The same ledger under every cost method. */
export function useMethods(portfolioId: string, span: Pick<GetGainsInput, "from" | "to">) {
  return useQuery({
    ...trpc.figures.methods.queryOptions({ portfolioId, ...span }),
    placeholderData: keepPreviousData,
  });
}

/** Portfolios beside each other. */
export function useComparedPortfolios(portfolioIds: readonly string[], period: PerformancePeriod) {
  return useQuery({
    ...trpc.figures.compare.queryOptions({ portfolioIds: [...portfolioIds], period }),
    enabled: portfolioIds.length > 0,
    placeholderData: keepPreviousData,
  });
}
