import type { ListingField, ListingView } from "@cryptodesk/shared/market/listing.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { queryClient } from "../lib/query-client.ts";
import { trpc } from "../lib/trpc.ts";

const FIELDS: ListingField[] = [
  "symbol",
  "name",
  "imageUrl",
  "rank",
  "priceUsd",
  "high24hUsd",
  "low24hUsd",
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

const listingsByIdQuery = (ids: readonly string[]) =>
  trpc.market.list.queryOptions({ ids: [...ids].sort(), limit: 250, fields: FIELDS });

/** Listings of these coins (at most 250) by id; a coin that the desk does not know is missing. */
export function useListingsById(ids: readonly string[]) {
  const query = useQuery({
    ...listingsByIdQuery(ids),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const items = query.data?.items;
  const byId = useMemo(() => new Map<string, ListingView>(items?.map((item) => [item.id, item])), [items]);
  return { ...query, byId };
}

/** Asks ahead of time. A failure shows on the page that needs it. */
export function prefetchListingsById(ids: readonly string[]): void {
  void queryClient.prefetchQuery(listingsByIdQuery(ids));
}
