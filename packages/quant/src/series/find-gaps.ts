import { MAX_JOINED_GAP_INTERVALS } from "@cryptodesk/shared/market/timeframe";

/** A hole between two neighbouring points of a series. */
export interface SeriesGap {
  /** Time of the last point before the hole, ms since the epoch. */
  fromMs: number;
  /** Time of the first point after it. */
  toMs: number;
  /** Intervals without a point, at least 1. */
  missing: number;
  /** Too long to be joined: what follows may be another coin under the same name. */
  splits: boolean;
}

/** The holes of a series and which of its points belong together. */
export interface SeriesGaps {
  gaps: SeriesGap[];
  /** For each time the number of its segment, from 0; a gap that splits begins a new one. */
  segments: number[];
}

/**
 * Finds the holes of a series of interval starts.
 * @param timesMs strictly ascending, ms since the epoch
 * @param intervalMs distance of neighbours without a hole
 * @param maxJoined a hole of more missing intervals than this splits the series
 * @throws RangeError for times out of order or an interval that is not above 0
 */
export function findGaps(
  timesMs: readonly number[],
  intervalMs: number,
  maxJoined: number = MAX_JOINED_GAP_INTERVALS,
): SeriesGaps {
  if (!(intervalMs > 0)) throw new RangeError(`interval of ${intervalMs} ms`);
  const gaps: SeriesGap[] = [];
  const segments: number[] = [];
  let segment = 0;
  let before: number | null = null;
  for (const timeMs of timesMs) {
    const gap = before === null ? null : gapBetween(before, timeMs, intervalMs, maxJoined);
    if (gap) gaps.push(gap);
    if (gap?.splits) segment += 1;
    segments.push(segment);
    before = timeMs;
  }
  return { gaps, segments };
}

function gapBetween(fromMs: number, toMs: number, intervalMs: number, maxJoined: number): SeriesGap | null {
  if (!(toMs > fromMs)) throw new RangeError(`time ${toMs} does not come after ${fromMs}`);
  const missing = Math.round((toMs - fromMs) / intervalMs) - 1;
  return missing < 1 ? null : { fromMs, toMs, missing, splits: missing > maxJoined };
}
