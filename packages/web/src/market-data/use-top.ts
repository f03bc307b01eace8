import type { TopCategory } from "@cryptodesk/shared/market/overview.contract";
import type { Window } from "@cryptodesk/shared/market/source.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** The first coins of one ranking. */
export function useTop(category: TopCategory, limit: number, window: Window = "24h") {
  return useQuery({ ...trpc.market.top.queryOptions({ category, window, limit }), refetchInterval: 30_000 });
}
