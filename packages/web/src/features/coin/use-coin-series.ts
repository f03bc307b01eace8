import type { CandleSeries, PriceHistory } from "@cryptodesk/shared/market/candle.contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { trpc } from "../../lib/trpc.ts";
import { type ChartSpan, candleInput, historyInput, wantsDays } from "./chart-span.ts";

const REFRESH_MS = 60_000;
const BACKFILL_REFRESH_MS = 3_000;
const DAY_MS = 86_400_000;

const refreshMs = (state: CandleSeries["state"] | undefined) =>
  state === "backfilling" ? BACKFILL_REFRESH_MS : REFRESH_MS;

/**
 * Candles of a coin over a span, those of days while the finer ones have only begun; asks more often while older ones are
 * still being fetched.
 */
export function useCandles(id: string, span: ChartSpan, nowMs: number, enabled: boolean) {
  const fine = useQuery({
    ...trpc.market.candles.queryOptions(candleInput(id, span)),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refreshMs(state.data?.state),
  });
  const days = useQuery({
    ...trpc.market.candles.queryOptions(candleInput(id, span, "1d")),
    enabled: enabled && needsDays(fine, span, nowMs),
    refetchInterval: ({ state }) => refreshMs(state.data?.state),
  });
  return needsDays(fine, span, nowMs) && reachesFurther(days.data, fine.data) ? days : fine;
}

/** Price points of a coin over a span, as {@link useCandles}. */
export function useHistory(id: string, span: ChartSpan, nowMs: number, enabled: boolean) {
  const fine = useQuery({
    ...trpc.market.history.queryOptions(historyInput(id, span, nowMs)),
    enabled,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => refreshMs(state.data?.state),
  });
  const days = useQuery({
    ...trpc.market.history.queryOptions(historyInput(id, span, nowMs, "1d")),
    enabled: enabled && needsDays(fine, span, nowMs),
    refetchInterval: ({ state }) => refreshMs(state.data?.state),
  });
  return needsDays(fine, span, nowMs) && reachesFurther(days.data, fine.data) ? days : fine;
}

type Series = CandleSeries | PriceHistory;

function needsDays(
  { data, isPlaceholderData }: { data: Series | undefined; isPlaceholderData: boolean },
  span: ChartSpan,
  nowMs: number,
): boolean {
  if (data === undefined || isPlaceholderData) return false;
  return wantsDays(span, "points" in data ? data.interval : data.timeframe, firstMs(data), nowMs);
}

function reachesFurther(days: Series | undefined, fine: Series | undefined): boolean {
  const first = days && firstMs(days);
  if (first === undefined || first === null) return false;
  const fineFirst = fine && firstMs(fine);
  return fineFirst === undefined || fineFirst === null || first <= fineFirst - DAY_MS;
}

function firstMs(data: Series): number | null {
  const first = "points" in data ? data.points[0]?.at : data.candles[0]?.openTime;
  return first === undefined ? null : Date.parse(first);
}
