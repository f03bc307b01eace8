import { DAY_MS, dayStart, HOURS_PER_DAY } from "./calendar.ts";
import { DayPath } from "./day-path.ts";
import { dayReach, longestReach, openOfDay } from "./price-parts.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { isOpen } from "./trade-clock.ts";

/** Highest and lowest log price of a stretch of time, with the start of the hour in which each was seen. */
export interface Extremes {
  high: number;
  highAtMs: number;
  low: number;
  lowAtMs: number;
}

interface Known {
  /** Days before this one are taken into account. */
  untilDay: number;
  extremes: Extremes;
}

/** The highest and lowest prices since a coin's first day. Kept per coin; each new day adds one step. */
export class LifetimeExtremes {
  private readonly known = new Map<MovingCoin, Known>();
  private readonly path = new DayPath();

  /** Extremes over the complete days before `day`; infinite (and of no time) where there are none. */
  before(moving: MovingCoin, day: number): Extremes {
    const known = this.known.get(moving);
    if (known?.untilDay === day) return known.extremes;
    const usable = known !== undefined && known.untilDay < day;
    const from = usable ? known.untilDay : moving.coin.firstDay;
    const extremes = usable ? { ...known.extremes } : noExtremes();
    this.addDays(moving, from, day, extremes);
    this.known.set(moving, { untilDay: day, extremes });
    return extremes;
  }

  // Most days cannot hold an extreme because their whole reach lies inside what is known; only the others are laid out.
  private addDays(moving: MovingCoin, from: number, to: number, extremes: Extremes): void {
    if (from >= to) return;
    // Makes the walks known up to the last day, which `longestReach` relies on.
    openOfDay(moving, to);
    const { highest, lowest } = outermostDays(moving, from, to);
    this.addDay(moving, highest, extremes);
    this.addDay(moving, lowest, extremes);
    const longest = longestReach(moving);
    let open = openOfDay(moving, from);
    for (let day = from; day < to; day += 1) {
      const close = openOfDay(moving, day + 1);
      if (mayLeave(extremes, open, close, longest) && mayLeave(extremes, open, close, dayReach(moving, day))) {
        this.addDay(moving, day, extremes);
      }
      open = close;
    }
  }

  private addDay(moving: MovingCoin, day: number, extremes: Extremes): void {
    if (!isOpen(moving, day)) return;
    this.path.load(moving, day);
    widenByHours(extremes, this.path, day, HOURS_PER_DAY);
  }
}

/** Takes the first `hours` hours of a day into account. */
export function widenByHours(extremes: Extremes, path: DayPath, day: number, hours: number): void {
  for (let hour = 0; hour < hours; hour += 1) {
    const startMs = dayStart(day) + (hour * DAY_MS) / HOURS_PER_DAY;
    widen(extremes, path.highs[hour] ?? extremes.high, path.lows[hour] ?? extremes.low, startMs);
  }
}

/** Takes a further high and low into account. */
export function widen(extremes: Extremes, high: number, low: number, atMs: number): void {
  if (high > extremes.high) {
    extremes.high = high;
    extremes.highAtMs = atMs;
  }
  if (low < extremes.low) {
    extremes.low = low;
    extremes.lowAtMs = atMs;
  }
}

function noExtremes(): Extremes {
  return { high: Number.NEGATIVE_INFINITY, highAtMs: 0, low: Number.POSITIVE_INFINITY, lowAtMs: 0 };
}

/** Whether a day between two prices could hold a new extreme when it strays from them by `reach`. */
function mayLeave({ high, low }: Extremes, open: number, close: number, reach: number): boolean {
  return Math.max(open, close) + reach > high || Math.min(open, close) - reach < low;
}

function outermostDays(moving: MovingCoin, from: number, to: number): { highest: number; lowest: number } {
  let highest = from;
  let lowest = from;
  let highestOpen = Number.NEGATIVE_INFINITY;
  let lowestOpen = Number.POSITIVE_INFINITY;
  for (let day = from; day < to; day += 1) {
    const open = openOfDay(moving, day);
    if (open > highestOpen) {
      highestOpen = open;
      highest = day;
    }
    if (open < lowestOpen) {
      lowestOpen = open;
      lowest = day;
    }
  }
  return { highest, lowest };
}
