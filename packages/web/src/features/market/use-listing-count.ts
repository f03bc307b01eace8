import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";
import { useOverview } from "../../market-data/use-overview.ts";
import { filterOf, type MarketSearch } from "./market-search.ts";

const REFRESH_MS = 60_000;

/** How many coins the list has, of how many. */
export interface MarketCount {
  matching: number;
  coins: number;
  /** What was counted, as one text; without any filter it is empty. */
  filter: string;
  /** The number of the filter before, while the new one is counted. */
  former: boolean;
}

/** @returns null until it is known. Without a filter nothing is counted: the overview says how many coins there are. */
export function useListingCount(search: MarketSearch): MarketCount | null {
  const question = filterOf(search);
  const filtered = Object.keys(question).length > 0;
  const overview = useOverview();
  const counted = useQuery({
    ...trpc.market.count.queryOptions(question),
    enabled: filtered,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
  if (!filtered) {
    const coins = overview.data?.counts.coins;
    return coins === undefined ? null : { matching: coins, coins, filter: "", former: false };
  }
  return counted.data ? { ...counted.data, filter: JSON.stringify(question), former: counted.isPlaceholderData } : null;
}
