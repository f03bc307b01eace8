import { useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** Totals, dominance, breadth, freshness. */
export function useOverview() {
  return useQuery({ ...trpc.market.overview.queryOptions({}), refetchInterval: 15_000 });
}
