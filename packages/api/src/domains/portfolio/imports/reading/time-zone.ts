import { LRUCache } from "lru-cache";

const QUARTER_MS = 900_000;
const formats = new Map<string, Intl.DateTimeFormat>();
const offsets = new LRUCache<string, number>({ max: 20_000 });

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * When the clocks of a zone show a time; of the two moments in an hour that is repeated, the earlier one.
 * @param shownMs the shown time as if it were UTC
 * @returns null for a time that the clocks of the zone leave out
 */
export function toUtc(shownMs: number, zone: string): number | null {
  if (zone === "UTC") return shownMs;
  const tries = [shownMs - offsetAt(shownMs - 43_200_000, zone), shownMs - offsetAt(shownMs + 43_200_000, zone)];
  const fitting = tries.filter((at) => at + offsetAt(at, zone) === shownMs);
  return fitting.length === 0 ? null : Math.min(...fitting);
}

function offsetAt(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS) * QUARTER_MS;
  const key = `${zone}:${quarter}`;
  const known = offsets.get(key);
  if (known !== undefined) return known;
  const offset = shownAt(quarter, zone) - quarter;
  offsets.set(key, offset);
  return offset;
}

function shownAt(at: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
