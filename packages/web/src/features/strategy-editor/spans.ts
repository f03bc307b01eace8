import { bucketStart, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";

const DAY_MS = 86_400_000;

/** Lengths of a run that a slider offers. */
const SPANS = [
  { days: 30, name: "month" },
  { days: 91, name: "quarter" },
  { days: 182, name: "half" },
  { days: 365, name: "year" },
  { days: 730, name: "two" },
  { days: 1095, name: "three" },
  { days: 1825, name: "five" },
] as const;

export type Span = (typeof SPANS)[number];

// More than that takes longer to send than anybody waits for a slider.
const MOST_CANDLES = 120_000;

/** Spans that are worth the candles of a timeframe: neither a handful of them nor more than can be sent at once. */
export function spansOf(timeframe: Timeframe): readonly Span[] {
  return SPANS.filter(({ days }) => {
    const candles = (days * DAY_MS) / TIMEFRAME_MS[timeframe];
    return candles >= 4 && candles <= MOST_CANDLES;
  });
}

/** A year, or what comes nearest to it. */
export const usualSpan = (spans: readonly Span[]): number =>
  Math.max(
    0,
    spans.findLastIndex(({ days }) => days <= 365),
  );

/** From when to when a run of a span goes: closed candles only. ISO times. */
export function stretchOf({ days }: Span, timeframe: Timeframe, nowMs: number): { from: string; to: string } {
  const to = bucketStart(nowMs, timeframe);
  return { from: new Date(bucketStart(to - days * DAY_MS, timeframe)).toISOString(), to: new Date(to).toISOString() };
}
