import { z } from "zod";

/** Spacing of stored price points. */
export const HistoryStep = z.enum(["5m", "1h", "1d"]);
export type HistoryStep = z.infer<typeof HistoryStep>;

export const Timeframe = z.enum(["5m", "15m", "1h", "4h", "1d", "1w"]).meta({ id: "Timeframe" });
export type Timeframe = z.infer<typeof Timeframe>;

/** Length of each timeframe in milliseconds. A week starts on Monday 00:00 UTC. */
export const TIMEFRAME_MS = {
  "5m": 300_000,
  "15m": 900_000,
  "1h": 3_600_000,
  "4h": 14_400_000,
  "1d": 86_400_000,
  "1w": 604_800_000,
} as const satisfies Record<Timeframe, number>;

// 1970-01-05 is the first Monday after the epoch.
const WEEK_OFFSET_MS = 4 * 86_400_000;

/** Start of the bucket that holds `timeMs` (both in ms since the epoch, UTC). */
export function bucketStart(timeMs: number, timeframe: Timeframe): number {
  const length = TIMEFRAME_MS[timeframe];
  const offset = timeframe === "1w" ? WEEK_OFFSET_MS : 0;
  return Math.floor((timeMs - offset) / length) * length + offset;
}

/** A hole of more than this many intervals splits a series: what follows may be another coin under the same ticker. */
export const MAX_JOINED_GAP_INTERVALS = 3;
