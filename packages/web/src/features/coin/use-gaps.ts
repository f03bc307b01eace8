import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** The holes in a coin's stored history. */
export function useGaps(id: string) {
  return useQuery(trpc.market.gaps.queryOptions({ id }));
}
