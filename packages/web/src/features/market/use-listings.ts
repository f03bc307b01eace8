import type {
  ListingField,
  ListingPage,
  ListingView,
  ListListingsInput,
} from "@cryptodesk/shared/market/listing.contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../lib/trpc.ts";
import { listQuestion, type MarketSearch } from "./market-search.ts";

const PAGE_SIZE = 100;
const REFRESH_MS = 60_000;
const YOUNG_REFRESH_MS = 10_000;
// Refetching a deep list costs a request a page; its order is refreshed by hand instead.
const REFRESHED_PAGES = 2;

/** What a row needs whatever its columns are. */
const BASE: readonly ListingField[] = [
  "symbol",
  "name",
  "imageUrl",
  "rank",
  "priceUsd",
  "change24hPct",
  "marketCapUsd",
  "source",
  "simulated",
  "asOf",
  "quarantined",
  "sparkline7d",
];

const listInput = (
  search: MarketSearch,
  fields: readonly ListingField[],
  cursor: string | undefined,
): Partial<ListListingsInput> => ({
  ...listQuestion(search),
  limit: PAGE_SIZE,
  fields: [...new Set([...BASE, ...fields])],
  ...(cursor !== undefined && { cursor }),
});

/**
 * The filtered list, a page at a time, with the fields that its columns show. tRPC's own infinite options would overwrite
 * the list's `direction`.
 */
export function useListings(search: MarketSearch, fields: readonly ListingField[]) {
  const query = useInfiniteQuery({
    // Shaped like tRPC's own keys, so that invalidating the market reaches it too.
    queryKey: [["market", "list"], { type: "pages", search: listQuestion(search), fields: [...fields].sort() }],
    queryFn: ({ pageParam, signal }) => api.market.list.query(listInput(search, fields, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refreshMs(state.data?.pages ?? []),
  });
  const pages = query.data?.pages;
  const listings = useMemo(() => distinct(pages?.flatMap(({ items }) => items) ?? []), [pages]);
  return { ...query, listings };
}

/** Soon again while the desk is young and its history is still being fetched, then once a minute. */
function refreshMs(pages: readonly ListingPage[]): number | false {
  if (pages.length > REFRESHED_PAGES) return false;
  const first = pages[0]?.items ?? [];
  const withoutHistory = first.filter(({ sparkline7d }) => !sparkline7d).length;
  return withoutHistory * 2 > first.length ? YOUNG_REFRESH_MS : REFRESH_MS;
}

/** A coin that changed its place between two pages may be on both; the later page is the newer word on its place. */
function distinct(listings: ListingView[]): ListingView[] {
  return [...new Map(listings.map((listing) => [listing.id, listing])).values()];
}
