import type { ListingField, ListingView, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { api } from "../../lib/trpc.ts";
import type { MarketSearch } from "./market-search.ts";

const PAGE_SIZE = 100;
const REFRESH_MS = 60_000;
// Refetching a deep list costs a request a page; its order is refreshed by hand instead.
const REFRESHED_PAGES = 2;

const FIELDS: ListingField[] = [
  "symbol",
  "name",
  "imageUrl",
  "rank",
  "priceUsd",
  "marketCapUsd",
  "volume24hUsd",
  "change1hPct",
  "change24hPct",
  "change7dPct",
  "source",
  "simulated",
  "asOf",
  "quarantined",
  "sparkline7d",
];

const listInput = (search: MarketSearch, cursor: string | undefined): Partial<ListListingsInput> => ({
  ...search,
  limit: PAGE_SIZE,
  fields: FIELDS,
  ...(cursor !== undefined && { cursor }),
});

/** The filtered list, a page at a time. tRPC's own infinite options would overwrite the list's `direction`. */
export function useListings(search: MarketSearch) {
  const query = useInfiniteQuery({
    // Shaped like tRPC's own keys, so that invalidating the market reaches it too.
    queryKey: [["market", "list"], { type: "pages", search }],
    queryFn: ({ pageParam, signal }) => api.market.list.query(listInput(search, pageParam), { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) <= REFRESHED_PAGES ? REFRESH_MS : false),
  });
  const pages = query.data?.pages;
  const listings = useMemo(() => distinct(pages?.flatMap(({ items }) => items) ?? []), [pages]);
  return { ...query, listings };
}

/** A coin that changed its place between two pages may be on both; the later page is the newer word on its place. */
function distinct(listings: ListingView[]): ListingView[] {
  return [...new Map(listings.map((listing) => [listing.id, listing])).values()];
}
