import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { ListStrategyRunsInput, StartBacktestInput, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import type { inferOutput } from "@trpc/tanstack-react-query";
import { useEffect } from "react";
import type { z } from "zod";
import { t } from "../catalogue/catalogue.ts";
import { queryClient } from "../lib/query-client.ts";
import { api, trpc } from "../lib/trpc.ts";
import { type Area, useAction } from "../session/use-action.ts";
import { showToast } from "../ui/toast.tsx";

const RUNS: readonly Area[] = ["strategyRun"];
const LIMIT = 50;
const MOST_PER_PAGE = 250;
// Where the stream of a run is cut off, asking goes on.
const POLL_MS = 4_000;

export const isOver = (state: StrategyRun["state"]): boolean => state !== "queued" && state !== "running";

/** Runs of a strategy, the newest first; asks again while one of them goes on. */
export function useRuns(strategyId: string, kind: NonNullable<ListStrategyRunsInput["kind"]>) {
  const input = { strategyId, kind, limit: LIMIT };
  return useInfiniteQuery({
    queryKey: [["strategyRun", "list"], { type: "pages", input }],
    queryFn: ({ pageParam, signal }) =>
      api.strategyRun.list.query({ ...input, ...(pageParam !== undefined && { cursor: pageParam }) }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => !isOver(state))) ? POLL_MS : false,
  });
}

/** A run with its result, once there is one. */
export function useRun(runId: string) {
  return useQuery({
    ...trpc.strategyRun.get.queryOptions({ runId }),
    refetchInterval: ({ state: { data } }) => (data && isOver(data.run.state) ? false : POLL_MS),
    // A result does not change.
    staleTime: ({ state: { data } }) => (data && isOver(data.run.state) ? 10 * 60_000 : 0),
  });
}

/** Every trade of a run, fetched a page after the other. */
export function useTrades(runId: string, enabled: boolean) {
  const query = useInfiniteQuery({
    queryKey: [["strategyRun", "trades"], { type: "pages", runId }],
    queryFn: ({ pageParam, signal }) =>
      api.strategyRun.trades.query(
        { runId, limit: MOST_PER_PAGE, ...(pageParam !== undefined && { cursor: pageParam }) },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  });
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    // Sorting and the marks on the chart need all of them.
    if (hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [hasNextPage, isFetching, isError, fetchNextPage]);
  return query;
}

/** All trades that have come so far. */
export const tradesOf = (query: ReturnType<typeof useTrades>): BacktestTrade[] =>
  query.data?.pages.flatMap(({ items }) => items) ?? [];

/** Runs side by side. */
export function useRunComparison(runIds: string[]) {
  return useQuery({
    queryKey: [["strategyRun", "compare"], { runIds }],
    // Asked for with a body: eight ids are too long for some addresses.
    queryFn: ({ signal }) => api.strategyRun.compare.mutate({ runIds }, { signal }),
    enabled: runIds.length >= 2,
    placeholderData: keepPreviousData,
  });
}

/** Asks for a backtest; the form that asked says why it was refused. */
export function useStartBacktest(onDone: (run: StrategyRun) => void) {
  return useAction({
    act: (input: z.input<typeof StartBacktestInput>) => api.strategyRun.backtest.mutate(input),
    refresh: RUNS,
    inPlace: true,
    onDone,
  });
}

export function useCancelStrategyRun() {
  return useAction({
    act: (runId: string) => api.strategyRun.cancel.mutate({ runId }),
    refresh: RUNS,
  });
}

export function useRemoveRun(onDone: () => void = () => {}) {
  return useAction({
    act: (runId: string) => api.strategyRun.remove.mutate({ runId }),
    refresh: RUNS,
    onDone: () => {
      showToast(t("strategyRun.removed"));
      onDone();
    },
  });
}

/** A run and what came of it, as the API answers. */
export type FollowedDetail = inferOutput<typeof trpc.strategyRun.get>;
export type FollowedRun = FollowedDetail["run"];

/** Shows how far a run is; its result is fetched when it has ended. */
export function keepProgress(run: FollowedRun): void {
  const key = trpc.strategyRun.get.queryKey({ runId: run.id });
  queryClient.setQueryData(key, (before) => before && { ...before, run });
  if (isOver(run.state)) void queryClient.invalidateQueries({ queryKey: [["strategyRun"]] });
}
