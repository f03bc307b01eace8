import type { SimilarOrder, SimilarWindow } from "@cryptodesk/shared/market/similar.contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";

/** The coins that moved most, or least, like this one. Days are compared, so the answer holds for a while. */
export function useSimilar(id: string, window: SimilarWindow, order: SimilarOrder) {
  return useQuery({
    ...trpc.market.similar.queryOptions({ id, window, order }),
    staleTime: 300_000,
    // The list of another coin must not stand under this one's name.
    placeholderData: (before) => (before?.id === id ? before : undefined),
  });
}
