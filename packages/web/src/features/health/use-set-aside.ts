import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** Provider rows that were not used, newest first, and how many there are for each reason. */
export function useSetAside() {
  return useQuery({ ...trpc.market.setAside.queryOptions({ limit: 50 }), refetchInterval: 15_000 });
}
