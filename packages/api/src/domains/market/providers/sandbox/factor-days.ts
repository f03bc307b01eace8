import { BUCKETS_PER_DAY } from "./calendar.ts";
import type { DailyWalk } from "./daily-walk.ts";

// Four days are read for a list of current prices; 24 arrays of 2.3 KB for each of twelve factors stay under 1 MB.
const KEPT_DAYS = 24;

/** The intraday path of a walk that many coins share, with the most recently used days kept. */
export class FactorDays {
  readonly walk: DailyWalk;
  private readonly days = new Map<number, Float64Array>();

  constructor(walk: DailyWalk) {
    this.walk = walk;
  }

  /** Value at the end of each bucket of a day. Not to be written to. */
  read(day: number): Float64Array {
    const known = this.days.get(day);
    if (known) return known;
    const values = this.takeOldest() ?? new Float64Array(BUCKETS_PER_DAY);
    this.walk.fillDay(values, day);
    this.days.set(day, values);
    return values;
  }

  private takeOldest(): Float64Array | undefined {
    if (this.days.size < KEPT_DAYS) return undefined;
    const oldest = this.days.entries().next().value;
    if (!oldest) return undefined;
    this.days.delete(oldest[0]);
    return oldest[1];
  }
}
