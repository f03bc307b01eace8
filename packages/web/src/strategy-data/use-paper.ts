import type { PaperAccount, StartPaperInput } from "@cryptodesk/shared/strategy/paper.contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { api, trpc } from "../lib/trpc.ts";
import { type Area, useAction } from "../session/use-action.ts";
import { showToast } from "../ui/toast.tsx";

const LIVE_MS = 10_000;
const LIMIT = 50;
const AREAS: readonly Area[] = ["paper", "strategy"];

/** Paper accounts that follow a strategy, the newest first. */
export function usePaperAccounts(strategyId: string) {
  return useQuery({ ...trpc.paper.list.queryOptions({ strategyId, limit: LIMIT }), refetchInterval: LIVE_MS });
}

/** Where an account stands at live prices. */
export function usePaper(paperId: string) {
  return useQuery({ ...trpc.paper.get.queryOptions({ paperId }), refetchInterval: LIVE_MS });
}

/** What the rules said, the newest first. */
export function usePaperSignals(paperId: string) {
  return useInfiniteQuery({
    queryKey: [["paper", "signals"], { type: "pages", paperId }],
    queryFn: ({ pageParam, signal }) =>
      api.paper.signals.query(
        { paperId, limit: LIMIT, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: LIVE_MS,
  });
}

export function useStartPaper(onDone: (account: PaperAccount) => void) {
  return useAction({
    act: (input: z.input<typeof StartPaperInput>) => api.paper.start.mutate(input),
    refresh: AREAS,
    inPlace: true,
    onDone: (account) => {
      showToast(t("strategyPaper.started"));
      onDone(account);
    },
  });
}

export function useChangePaper() {
  return useAction({
    act: (input: { paperId: string; state: "running" | "paused" }) => api.paper.change.mutate(input),
    refresh: AREAS,
  });
}

export function useRemovePaper(onDone: () => void) {
  return useAction({
    act: (paperId: string) => api.paper.remove.mutate({ paperId }),
    refresh: AREAS,
    onDone: () => {
      showToast(t("strategyPaper.removed"));
      onDone();
    },
  });
}
