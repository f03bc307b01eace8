import type { ListingField, ListingView } from "@cryptodesk/shared/market/listing.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
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

/** Listings of these coins (at most 250) by id; a coin that the desk does not know is missing. */
export function useListingsById(ids: readonly string[]) {
  const query = useQuery({
    ...trpc.market.list.queryOptions({ ids: [...ids].sort(), limit: 250, fields: FIELDS }),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const items = query.data?.items;
  const byId = useMemo(() => new Map<string, ListingView>(items?.map((item) => [item.id, item])), [items]);
  return { ...query, byId };
}
