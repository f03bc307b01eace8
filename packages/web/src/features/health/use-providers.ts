import { useQuery } from "@tanstack/react-query";
import { queryClient } from "../../lib/query-client.ts";
import { trpc } from "../../lib/trpc.ts";

const providersQuery = () => trpc.market.providers.queryOptions({});

/** The state of each data provider. */
export function useProviders() {
  return useQuery({ ...providersQuery(), refetchInterval: 5_000 });
}

/** Asks ahead of time. A failure shows on the page that needs it. */
export function prefetchProviders(): void {
  void queryClient.prefetchQuery(providersQuery());
}
