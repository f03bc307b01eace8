import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../lib/trpc.ts";

/** Price jumps that are or were held back. */
export function useQuarantine(state: "pending" | "resolved") {
  return useQuery({ ...trpc.market.quarantine.queryOptions({ state, limit: 100 }), refetchInterval: 5_000 });
}

/** Every jump of one coin that is or was held back. */
export function useQuarantineOf(coinId: string) {
  return useQuery({ ...trpc.market.quarantine.queryOptions({ state: "all", coinId, limit: 100 }), staleTime: 60_000 });
}

/** Accepts or rejects one of them. */
export function useResolveQuarantine() {
  const queryClient = useQueryClient();
  return useMutation(
    trpc.market.resolveQuarantine.mutationOptions({
      onSettled: () => queryClient.invalidateQueries({ queryKey: [["market"]] }),
    }),
  );
}
