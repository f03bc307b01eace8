import type { GetCandlesInput, GetHistoryInput } from "@cryptodesk/shared/market/candle.contract";
import { bucketStart, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import type { ChartKind } from "../../ui/chart-picture.ts";

/** How much of the past a chart shows. */
export type ChartSpan = "24h" | "7d" | "30d" | "90d" | "1y" | "max";
export const CHART_SPANS: readonly ChartSpan[] = ["24h", "7d", "30d", "90d", "1y", "max"];

export const CHART_KINDS: readonly ChartKind[] = ["candles", "line", "area"];

const DAY_MS = 86_400_000;
const MAX_CANDLES = 1000;

interface SpanPlan {
  days: number | null;
  timeframe: Timeframe;
  interval: GetHistoryInput["interval"];
}

const plans: Record<ChartSpan, SpanPlan> = {
  "24h": { days: 1, timeframe: "15m", interval: "5m" },
  "7d": { days: 7, timeframe: "1h", interval: "1h" },
  "30d": { days: 30, timeframe: "4h", interval: "1h" },
  "90d": { days: 90, timeframe: "1d", interval: "1h" },
  "1y": { days: 365, timeframe: "1d", interval: "1d" },
  max: { days: null, timeframe: "1d", interval: "1d" },
};

/**
 * How much of a span is there, in [0, 1].
 * @param firstMs when the stored part begins
 */
export function coveredShare(span: ChartSpan, firstMs: number, nowMs: number): number {
  const { days } = plans[span];
  return days === null ? 1 : Math.max(0, Math.min(1, (nowMs - firstMs) / (days * DAY_MS)));
}

const LITTLE = 0.5;
const FEWEST_DAYS = 7;

/** Whether days should be drawn because the finer series has only begun: hours come in after days. */
export function wantsDays(span: ChartSpan, step: Timeframe, firstMs: number | null, nowMs: number): boolean {
  const { days } = plans[span];
  if (days === null || days < FEWEST_DAYS || step === "1d") return false;
  return firstMs === null || coveredShare(span, firstMs, nowMs) < LITTLE;
}

/** 24 h and 7 days read better as a line of fine points, longer spans as candles; the choice is the person's. */
export function candleInput(
  id: string,
  span: ChartSpan,
  timeframe: Timeframe = plans[span].timeframe,
): Pick<GetCandlesInput, "id" | "timeframe" | "limit"> {
  const { days } = plans[span];
  const limit = days === null ? MAX_CANDLES : Math.ceil((days * DAY_MS) / TIMEFRAME_MS[timeframe]) + 1;
  return { id, timeframe, limit: Math.min(limit, MAX_CANDLES) };
}

/** The start is rounded down to the hour, so that everybody who looks within it asks the same question. */
export function historyInput(
  id: string,
  span: ChartSpan,
  nowMs: number,
  interval: GetHistoryInput["interval"] = plans[span].interval,
) {
  const { days } = plans[span];
  const from = days === null ? Date.UTC(2009, 0, 3) : bucketStart(nowMs - days * DAY_MS, "1h");
  return { id, interval, from: new Date(from).toISOString() };
}

export function isChartKind(value: unknown): value is ChartKind {
  return CHART_KINDS.some((kind) => kind === value);
}

export function isChartSpan(value: unknown): value is ChartSpan {
  return CHART_SPANS.some((span) => span === value);
}
