import { bucketStart, TIMEFRAME_MS, type Timeframe } from "@cryptodesk/shared/market/timeframe";
import { compareDecimals, sumDecimals } from "../decimals/compare-decimals.ts";
import { findGaps } from "./find-gaps.ts";

/** A candle or a price point of the finer series; amounts are exact decimals. A point has a close only. */
export interface FineCandle {
  /** Start of the interval, ms since the epoch. */
  openMs: number;
  open: string | null;
  high: string | null;
  low: string | null;
  close: string;
  volume: string | null;
  /** false while the interval is still running. */
  complete: boolean;
}

export interface AggregatedCandle {
  openMs: number;
  open: string;
  high: string;
  low: string;
  close: string;
  /** Sum of the parts in their unit; null when a part is unknown. */
  volume: string | null;
  /** false where finer candles may still be missing at the end of the interval. */
  complete: boolean;
  /** Candles with the same number belong to one unbroken series. */
  segment: number;
}

export interface AggregationOptions {
  from: Timeframe;
  /** A multiple of `from`; weeks start on Monday 00:00 UTC. */
  to: Timeframe;
  /** Up to when the finer series is known, ms; default: the end of its last candle. */
  knownUntilMs?: number;
}

/**
 * Rolls candles up to a longer timeframe: first open, highest high, lowest low, last close, sum of volumes. Where open,
 * high or low is unknown the close stands in for it.
 *
 * A candle never spans a gap that splits the series (see `findGaps`): of an interval that holds both sides only the
 * newer side counts, since its close is the one that the interval ends with.
 * @param candles strictly ascending, one for each interval, with holes where nothing is known
 * @throws RangeError for candles out of order, or when `to` is no multiple of `from`
 */
export function aggregateCandles(
  candles: readonly FineCandle[],
  { from, to, knownUntilMs }: AggregationOptions,
): AggregatedCandle[] {
  if (TIMEFRAME_MS[to] % TIMEFRAME_MS[from] !== 0) throw new RangeError(`${from} candles do not add up to ${to}`);
  const { segments } = findGaps(
    candles.map(({ openMs }) => openMs),
    TIMEFRAME_MS[from],
  );
  const knownUntil = knownUntilMs ?? (candles.at(-1)?.openMs ?? 0) + TIMEFRAME_MS[from];
  return groupByBucket(candles, segments, to).map((group) => {
    const endMs = group.openMs + TIMEFRAME_MS[to];
    return { ...combine(group), complete: endMs <= knownUntil && group.parts.every(({ complete }) => complete) };
  });
}

interface Group {
  openMs: number;
  segment: number;
  first: FineCandle;
  parts: FineCandle[];
}

function groupByBucket(candles: readonly FineCandle[], segments: readonly number[], to: Timeframe): Group[] {
  const groups: Group[] = [];
  for (const [index, candle] of candles.entries()) {
    const openMs = bucketStart(candle.openMs, to);
    const segment = segments[index] ?? 0;
    const last = groups.at(-1);
    if (last?.openMs === openMs && last.segment === segment) {
      last.parts.push(candle);
      continue;
    }
    if (last?.openMs === openMs) groups.pop();
    groups.push({ openMs, segment, first: candle, parts: [candle] });
  }
  return groups;
}

function combine({ openMs, segment, first, parts }: Group): Omit<AggregatedCandle, "complete"> {
  let high = first.high ?? first.close;
  let low = first.low ?? first.close;
  let close = first.close;
  for (const part of parts) {
    const partHigh = part.high ?? part.close;
    const partLow = part.low ?? part.close;
    if (compareDecimals(partHigh, high) > 0) high = partHigh;
    if (compareDecimals(partLow, low) < 0) low = partLow;
    close = part.close;
  }
  const volume = sumDecimals(parts.map((part) => part.volume));
  return { openMs, open: first.open ?? first.close, high, low, close, volume, segment };
}
