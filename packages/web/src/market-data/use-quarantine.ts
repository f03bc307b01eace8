import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { describeError } from "../lib/api-error.ts";
import { trpc } from "../lib/trpc.ts";
import { showProblem } from "../ui/toast.tsx";

/** Price jumps that are or were held back. */
export function useQuarantine(state: "pending" | "resolved") {
  return useQuery({ ...trpc.market.quarantine.queryOptions({ state, limit: 100 }), refetchInterval: 5_000 });
}

/** Every jump of one coin that is or was held back. */
export function useQuarantineOf(coinId: string) {
  return useQuery({ ...trpc.market.quarantine.queryOptions({ state: "all", coinId, limit: 100 }), staleTime: 60_000 });
}

/** Accepts or rejects one of them. It leaves the list at once, and comes back where the server refuses. */
export function useResolveQuarantine() {
  const queryClient = useQueryClient();
  const waiting = trpc.market.quarantine.queryKey({ state: "pending", limit: 100 });
  return useMutation(
    trpc.market.resolveQuarantine.mutationOptions({
      onMutate: async ({ id }) => {
        await queryClient.cancelQueries({ queryKey: waiting });
        const before = queryClient.getQueryData(waiting);
        queryClient.setQueryData(waiting, (page) =>
          page ? { ...page, items: page.items.filter((entry) => entry.id !== id) } : page,
        );
        return { before };
      },
      onError: (error, _input, context) => {
        if (context?.before) queryClient.setQueryData(waiting, context.before);
        const { title, detail } = describeError(error);
        showProblem(`${title}. ${detail}`);
      },
      onSettled: () => queryClient.invalidateQueries({ queryKey: [["market"]] }),
    }),
  );
}
