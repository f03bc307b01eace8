import { UNKNOWN } from "./numbers.ts";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;
const YEAR = 365 * DAY;

/** How long ago, in one unit: `12s`, `4m`, `3h`, `2d`, `5y`. A time slightly ahead of our clock counts as now. */
export function age(iso: string | null | undefined, now: Date): string {
  if (!iso) return UNKNOWN;
  return duration(now.getTime() - Date.parse(iso));
}

/** A length of time in its largest unit. */
export function duration(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return UNKNOWN;
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 2 * HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 2 * YEAR) return `${Math.floor(seconds / DAY)}d`;
  return `${Math.floor(seconds / YEAR)}y`;
}

/** `2026-01-31 12:00:05` (UTC). */
export function clockTime(iso: string | null | undefined): string {
  return iso ? iso.slice(0, 19).replace("T", " ") : UNKNOWN;
}

/** `2026-01-31 12:00:05 UTC (4m ago)`. */
export function timeWithAge(iso: string | null | undefined, now: Date): string {
  if (!iso) return UNKNOWN;
  const ahead = Date.parse(iso) > now.getTime() + 1000;
  const distance = ahead ? `in ${duration(Date.parse(iso) - now.getTime())}` : `${age(iso, now)} ago`;
  return `${clockTime(iso)} UTC (${distance})`;
}
