/** A year of a market that never closes, ms. */
export const YEAR_MS = 365 * 86_400_000;

// A hole makes gaps longer, never shorter: among so many there is one of the candles' own length.
const GAPS_LOOKED_AT = 100;

/**
 * How long a run took, from the start of its first candle to the end of its last.
 * @param time start of each step's candle, ms, ascending
 * @returns ms; 0 for fewer than two steps, which do not tell how long a candle is
 */
export function stretchOf(time: Float64Array): { lengthMs: number; intervalMs: number } {
  let intervalMs = Number.POSITIVE_INFINITY;
  const last = Math.min(time.length - 1, GAPS_LOOKED_AT);
  for (let at = 1; at <= last; at += 1) intervalMs = Math.min(intervalMs, (time[at] ?? 0) - (time[at - 1] ?? 0));
  if (!Number.isFinite(intervalMs)) return { lengthMs: 0, intervalMs: 0 };
  return { lengthMs: (time[time.length - 1] ?? 0) - (time[0] ?? 0) + intervalMs, intervalMs };
}
