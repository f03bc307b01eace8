import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";
import { type ChartSpan, candleInput, historyInput } from "./chart-span.ts";

const REFRESH_MS = 60_000;
const BACKFILL_REFRESH_MS = 3_000;

/** Candles of a coin over a span; asks more often while older ones are still being fetched. */
export function useCandles(id: string, span: ChartSpan, enabled: boolean) {
  return useQuery({
    ...trpc.market.candles.queryOptions(candleInput(id, span)),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === "backfilling" ? BACKFILL_REFRESH_MS : REFRESH_MS),
  });
}

/** Price points of a coin over a span, as {@link useCandles}. */
export function useHistory(id: string, span: ChartSpan, nowMs: number, enabled: boolean) {
  return useQuery({
    ...trpc.market.history.queryOptions(historyInput(id, span, nowMs)),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.state === "backfilling" ? BACKFILL_REFRESH_MS : REFRESH_MS),
  });
}
