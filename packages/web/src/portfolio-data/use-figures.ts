import type { CalculationState } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { api, trpc } from "../lib/trpc.ts";

const RECOMPUTING_MS = 1_500;
const LIVE_MS = 30_000;

/** Sooner while the figures are those of an earlier revision. */
const pace = (calculation: CalculationState | undefined): number =>
  calculation?.state === "recomputing" ? RECOMPUTING_MS : LIVE_MS;

/** Where a portfolio stands. */
export function useSummary(portfolioId: string) {
  return useQuery({
    ...trpc.figures.summary.queryOptions({ portfolioId }),
    refetchInterval: ({ state: { data } }) => pace(data?.calculation),
  });
}

/** What is held, and with `closed` what is not held any more. */
export function useHoldings(portfolioId: string, closed = false) {
  return useQuery({
    ...trpc.figures.holdings.queryOptions({ portfolioId, closed }),
    refetchInterval: ({ state: { data } }) => pace(data?.calculation),
  });
}

/** The open lots of a holding, page by page; the figures beside them are those of the first page. */
export function useLots(portfolioId: string, assetId: string, enabled = true) {
  return useInfiniteQuery({
    queryKey: [["figures", "lots"], { type: "pages", portfolioId, assetId }],
    queryFn: ({ pageParam, signal }) => api.figures.lots.query({ portfolioId, assetId, ...pageParam }, { signal }),
    ...cursorPages,
    select: ({ pages }) => pages[0] && { ...pages[0], items: pages.flatMap(({ items }) => items) },
    enabled,
  });
}

/** What is missing for costs and gains to be known, oldest first, page by page. */
export function useMissing(portfolioId: string) {
  return useInfiniteQuery({
    queryKey: [["figures", "missing"], { type: "pages", portfolioId }],
    queryFn: ({ pageParam, signal }) => api.figures.missing.query({ portfolioId, ...pageParam }, { signal }),
    ...cursorPages,
    select: ({ pages }) => pages[0] && { ...pages[0], items: pages.flatMap(({ items }) => items) },
    placeholderData: keepPreviousData,
  });
}

const cursorPages = {
  initialPageParam: {} as { cursor?: string },
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) =>
    nextCursor === null ? undefined : { cursor: nextCursor },
};

/** What a transaction would do; null: there is nothing to ask yet. `transactionId` is the one that it would replace. */
export function usePreview(portfolioId: string, draft: TransactionDraft | null, transactionId?: string) {
  return useQuery({
    queryKey: [["figures", "preview"], { portfolioId, draft, transactionId }],
    queryFn: ({ signal }) =>
      draft === null
        ? null
        : api.figures.preview.mutate(
            { portfolioId, draft, ...(transactionId !== undefined && { transactionId }) },
            { signal },
          ),
    enabled: draft !== null,
    placeholderData: keepPreviousData,
    // What it says changes with every transaction that is recorded.
    staleTime: 0,
    gcTime: 30_000,
    retry: false,
  });
}
