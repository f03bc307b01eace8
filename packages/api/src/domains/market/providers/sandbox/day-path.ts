import { BUCKETS_PER_HOUR, HOURS_PER_DAY } from "./calendar.ts";
import { HourPath } from "./hour-path.ts";
import { addBridge, mix, STREAM_STEP, streamWord } from "./noise.ts";
import { dayDeviation, HOUR_REACH, openOfDay, type PricePart, partsOf } from "./price-parts.ts";
import type { MovingCoin } from "./sandbox-market.ts";

const STREAM_DAY = 11;
const SQRT_HOURS = Math.sqrt(HOURS_PER_DAY);

/** Highest and lowest log price of a stretch. */
export interface LogRange {
  high: number;
  low: number;
}

/**
 * One coin's path through one day in natural logarithms of USD: for each hour the last price, the highest and the
 * lowest, refined to five-minute buckets and ticks on demand. It is a reusable buffer: `load` overwrites what it held.
 */
export class DayPath {
  readonly closes = new Float64Array(HOURS_PER_DAY);
  readonly highs = new Float64Array(HOURS_PER_DAY);
  readonly lows = new Float64Array(HOURS_PER_DAY);
  /** Price with which the day begins: the last one of the day before. */
  open = 0;
  /** Share of the day's volume traded up to the end of each hour, 0 to 1. */
  private readonly shares = new Float64Array(HOURS_PER_DAY);
  private readonly hour = new HourPath();
  private hourHeld = -1;
  private parts: readonly PricePart[] = [];
  private deviation = 0;
  private key = 0;
  private held: MovingCoin | null = null;
  private heldDay = 0;

  /** Fills the buffer with a coin's day; does nothing when it holds it already. */
  load(moving: MovingCoin, day: number): void {
    if (this.held === moving && this.heldDay === day) return;
    this.held = moving;
    this.heldDay = day;
    this.hourHeld = -1;
    this.key = mix(mix(moving.key, STREAM_DAY), day);
    this.parts = partsOf(moving, day);
    this.deviation = dayDeviation(this.parts);
    this.open = openOfDay(moving, day);
    const tradeEveryHours = moving.coin.tradeEveryBuckets / BUCKETS_PER_HOUR;
    this.fillCloses(openOfDay(moving, day + 1));
    if (tradeEveryHours >= 1) this.holdBetweenTrades(tradeEveryHours);
    this.fillRanges(tradeEveryHours);
  }

  /** Log price with which a five-minute bucket of the day begins. */
  openOf(bucket: number): number {
    if (bucket % BUCKETS_PER_HOUR === 0) return this.openOfHour(bucket / BUCKETS_PER_HOUR);
    return this.hourOf(bucket).openOf(bucket % BUCKETS_PER_HOUR);
  }

  /** Log price with which a bucket ends. */
  closeOf(bucket: number): number {
    return this.openOf(bucket + 1);
  }

  /** Log price inside a bucket at `progress` from 0 (its open) to 1 (its close). */
  priceWithin(bucket: number, progress: number): number {
    return this.hourOf(bucket).priceWithin(bucket % BUCKETS_PER_HOUR, progress);
  }

  /** Highest and lowest log price of a bucket up to `progress`. */
  rangeWithin(bucket: number, progress: number): LogRange {
    return this.hourOf(bucket).rangeWithin(bucket % BUCKETS_PER_HOUR, progress);
  }

  /** Highest and lowest log price of the buckets from `first` up to and without `end`; infinite when there are none. */
  range(first: number, end: number): LogRange {
    const range = { high: Number.NEGATIVE_INFINITY, low: Number.POSITIVE_INFINITY };
    let bucket = first;
    while (bucket < end) {
      const wholeHour = bucket % BUCKETS_PER_HOUR === 0 && bucket + BUCKETS_PER_HOUR <= end;
      const source = wholeHour ? this : this.hourOf(bucket);
      const index = wholeHour ? bucket / BUCKETS_PER_HOUR : bucket % BUCKETS_PER_HOUR;
      range.high = Math.max(range.high, source.highs[index] ?? range.high);
      range.low = Math.min(range.low, source.lows[index] ?? range.low);
      bucket += wholeHour ? BUCKETS_PER_HOUR : 1;
    }
    return range;
  }

  /** Share of the day's volume traded before a bucket, 0 to 1. */
  shareBefore(bucket: number): number {
    const hour = Math.floor(bucket / BUCKETS_PER_HOUR);
    if (bucket % BUCKETS_PER_HOUR === 0) return hour === 0 ? 0 : (this.shares[hour - 1] ?? 1);
    return this.hourOf(bucket).shareBefore(bucket % BUCKETS_PER_HOUR);
  }

  private openOfHour(hour: number): number {
    return hour === 0 ? this.open : (this.closes[hour - 1] ?? this.open);
  }

  private fillCloses(close: number): void {
    const { closes, open } = this;
    closes.fill(0);
    let jumps = 0;
    for (const part of this.parts) {
      addBridge(closes, part.key, part.deviation);
      if (part.jump === 0) continue;
      jumps += part.jump;
      for (let hour = Math.floor(part.jumpBucket / BUCKETS_PER_HOUR); hour < HOURS_PER_DAY; hour += 1) {
        closes[hour] = (closes[hour] ?? 0) + part.jump;
      }
    }
    const slope = (close - open - jumps) / HOURS_PER_DAY;
    for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) {
      closes[hour] = open + slope * (hour + 1) + (closes[hour] ?? 0);
    }
    // Rounding must not part the last hour from the day that follows.
    closes[HOURS_PER_DAY - 1] = close;
  }

  private holdBetweenTrades(every: number): void {
    let held = this.open;
    for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) {
      if ((hour + 1) % every === 0) held = this.closes[hour] ?? held;
      else this.closes[hour] = held;
    }
  }

  private fillRanges(tradeEveryHours: number): void {
    const { closes, highs, lows, shares } = this;
    const deviation = this.deviation / SQRT_HOURS;
    const reach = tradeEveryHours >= 1 ? 0 : HOUR_REACH * deviation;
    let state = this.key;
    let open = this.open;
    let traded = 0;
    for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) {
      state = (state + STREAM_STEP) | 0;
      const word = streamWord(state);
      const up = (word & 0x3ff) / 1024;
      const down = ((word >>> 10) & 0x3ff) / 1024;
      const busy = (word >>> 20) / 4096;
      const close = closes[hour] ?? open;
      highs[hour] = Math.max(open, close) + reach * (0.1 + 0.9 * up * up);
      lows[hour] = Math.min(open, close) - reach * (0.1 + 0.9 * down * down);
      const trades = tradeEveryHours < 1 || (hour + 1) % tradeEveryHours === 0;
      if (trades) traded += 0.4 + busy * busy + (0.6 * Math.abs(close - open)) / deviation;
      shares[hour] = traded;
      open = close;
    }
    for (let hour = 0; hour < HOURS_PER_DAY; hour += 1) shares[hour] = (shares[hour] ?? 0) / traded;
  }

  private hourOf(bucket: number): HourPath {
    const index = Math.floor(bucket / BUCKETS_PER_HOUR);
    if (this.hourHeld === index) return this.hour;
    this.hourHeld = index;
    const open = this.openOfHour(index);
    this.hour.load(
      {
        firstBucket: index * BUCKETS_PER_HOUR,
        open,
        close: this.closes[index] ?? open,
        high: this.highs[index] ?? open,
        low: this.lows[index] ?? open,
        deviation: this.deviation,
        shareBefore: index === 0 ? 0 : (this.shares[index - 1] ?? 0),
        shareAfter: this.shares[index] ?? 1,
        illiquid: (this.held?.coin.tradeEveryBuckets ?? 1) > 1,
        key: this.key,
      },
      this.parts,
    );
    return this.hour;
  }
}
