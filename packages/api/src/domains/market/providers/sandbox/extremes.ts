import { BUCKET_MS, dayStart } from "./calendar.ts";
import { DayPath, dayReach, openOfDay } from "./day-path.ts";
import { BRIDGE_BOUND } from "./noise.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { isOpen } from "./trade-clock.ts";

/** Highest and lowest log price of a stretch of time, with the start of the five minutes in which each was seen. */
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
    const { highest, lowest } = outermostDays(moving, from, to);
    this.addDay(moving, highest, extremes);
    this.addDay(moving, lowest, extremes);
    let open = openOfDay(moving, from);
    for (let day = from; day < to; day += 1) {
      const close = openOfDay(moving, day + 1);
      const reach = dayReach(moving, day, BRIDGE_BOUND);
      const outside = Math.max(open, close) + reach > extremes.high || Math.min(open, close) - reach < extremes.low;
      if (outside) this.addDay(moving, day, extremes);
      open = close;
    }
  }

  private addDay(moving: MovingCoin, day: number, extremes: Extremes): void {
    if (!isOpen(moving, day)) return;
    this.path.load(moving, day);
    const { highs, lows } = this.path;
    for (let bucket = 0; bucket < highs.length; bucket += 1) {
      widen(extremes, highs[bucket] ?? extremes.high, lows[bucket] ?? extremes.low, dayStart(day) + bucket * BUCKET_MS);
    }
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
