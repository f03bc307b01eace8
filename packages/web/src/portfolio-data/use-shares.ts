import type { CreatedShare, CreateShareInput, Share } from "@cryptodesk/shared/portfolio/share.contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { api, trpc } from "../lib/trpc.ts";
import { useAction } from "../session/use-action.ts";

const LIMIT = 50;

/** Links to a portfolio, ended ones among them. */
export function useShares(portfolioId: string) {
  return useQuery(trpc.share.list.queryOptions({ portfolioId }));
}

export function useCreateShare(onDone: (made: CreatedShare) => void) {
  return useAction({
    act: (input: z.input<typeof CreateShareInput>) => api.share.create.mutate(input),
    refresh: ["share", "portfolio", "audit"],
    inPlace: true,
    onDone,
  });
}

export function useRevokeShare(onDone: (share: Share) => void) {
  return useAction({
    act: ({ portfolioId, id }: Share) => api.share.revoke.mutate({ portfolioId, shareId: id }),
    refresh: ["share", "portfolio", "audit"],
    onDone,
  });
}

/** Links of all accounts, newest first, for admins. */
export function useAllShares() {
  return useInfiniteQuery({
    queryKey: [["share", "listAll"], { type: "pages" }],
    queryFn: ({ pageParam, signal }) =>
      api.share.listAll.query({ limit: LIMIT, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
}

export function useBlockShare(onDone: () => void) {
  return useAction({
    act: (input: { shareId: string; blocked: boolean; reason: string | null }) => api.share.block.mutate(input),
    refresh: ["share", "audit"],
    inPlace: true,
    onDone,
  });
}
