import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** The state of each data provider. */
export function useProviders() {
  return useQuery({ ...trpc.market.providers.queryOptions({}), refetchInterval: 5_000 });
}
