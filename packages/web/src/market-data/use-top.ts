import type { TopCategory } from "@cryptodesk/shared/market/overview.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** The first coins of one ranking over 24 h. */
export function useTop(category: TopCategory, limit: number) {
  return useQuery({ ...trpc.market.top.queryOptions({ category, window: "24h", limit }), refetchInterval: 30_000 });
}
