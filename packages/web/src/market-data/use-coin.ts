import { useQuery } from "@tanstack/react-query";
import { queryClient } from "../lib/query-client.ts";
import { trpc } from "../lib/trpc.ts";

const coinQuery = (id: string) => trpc.market.get.queryOptions({ id });

/** One coin with everything known of it, by id or symbol. */
export function useCoin(id: string, enabled = true) {
  return useQuery({ ...coinQuery(id), enabled, refetchInterval: 30_000 });
}

/** Asks ahead of time, e.g. when a link is hovered. A failure shows on the page that needs it. */
export function prefetchCoin(id: string): void {
  void queryClient.prefetchQuery(coinQuery(id));
}
