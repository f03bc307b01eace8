import { useQueries } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { trpc } from "../../lib/trpc.ts";
import { useListingsById } from "../../market-data/use-listings-by-id.ts";
import { type ChartSpan, historyInput } from "./chart-span.ts";

const REFRESH_MS = 60_000;

/** The history of the coins beside the one that is looked at, and their names. What has not arrived is missing. */
export function useOverlays(ids: readonly string[], span: ChartSpan, nowMs: number) {
  const results = useQueries({
    queries: ids.map((id) => ({
      ...trpc.market.history.queryOptions(historyInput(id, span, nowMs)),
      refetchInterval: REFRESH_MS,
    })),
  });
  const { byId } = useListingsById(ids);
  const arrived = results.map(({ dataUpdatedAt }) => dataUpdatedAt).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the times say when one of the answers is another
  const histories = useMemo(() => results.flatMap(({ data }) => (data ? [data] : [])), [arrived, ids.join()]);
  const nameOf = useCallback((id: string) => byId.get(id)?.symbol ?? id, [byId]);
  const failed = results.find(({ isError, data }) => isError && !data);
  const pending = results.some(({ isPending }) => isPending);
  return { histories, pending, nameOf, error: failed?.error ?? null, retry: () => void failed?.refetch() };
}
