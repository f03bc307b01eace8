import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR } from "./calendar.ts";
import { addBridge, mix, STREAM_STEP, streamWord } from "./noise.ts";
import type { PricePart } from "./price-parts.ts";

const TICKS_PER_BUCKET = 60;
/** Longest reach of a bucket beyond its first and last price, in deviations of one bucket. */
const BUCKET_REACH = 1.3;
const SQRT_BUCKETS_PER_DAY = Math.sqrt(BUCKETS_PER_DAY);

/** One hour as its day lays it out, in natural logarithms of USD. */
export interface HourFrame {
  /** First five-minute bucket of the hour, counted from midnight. */
  firstBucket: number;
  open: number;
  close: number;
  high: number;
  low: number;
  /** Standard deviation of the change over a day. */
  deviation: number;
  /** Share of the day's volume up to the begin and the end of the hour. */
  shareBefore: number;
  shareAfter: number;
  /** The coin trades in the last bucket of the hour only. */
  illiquid: boolean;
  key: number;
}

/** The twelve five-minute buckets of an hour and the ticks of one bucket. A reusable buffer. */
export class HourPath {
  readonly closes = new Float64Array(BUCKETS_PER_HOUR);
  readonly highs = new Float64Array(BUCKETS_PER_HOUR);
  readonly lows = new Float64Array(BUCKETS_PER_HOUR);
  /** Share of the day's volume traded up to the end of each bucket. */
  readonly shares = new Float64Array(BUCKETS_PER_HOUR);
  private readonly ticks = new Float64Array(TICKS_PER_BUCKET);
  private ticksOf = -1;
  private frame: HourFrame | null = null;

  load(frame: HourFrame, parts: readonly PricePart[]): void {
    this.frame = frame;
    this.ticksOf = -1;
    if (frame.illiquid) this.fillStill(frame);
    else this.fillMoving(frame, parts);
  }

  /** Log price with which a bucket of the hour begins. */
  openOf(bucket: number): number {
    return (bucket === 0 ? this.frame?.open : this.closes[bucket - 1]) ?? 0;
  }

  /** Share of the day's volume traded before a bucket. */
  shareBefore(bucket: number): number {
    return (bucket === 0 ? this.frame?.shareBefore : this.shares[bucket - 1]) ?? 0;
  }

  /** Log price inside a bucket at `progress` from 0 (its open) to 1 (its close); within its high and low. */
  priceWithin(bucket: number, progress: number): number {
    const open = this.openOf(bucket);
    const close = this.closes[bucket] ?? open;
    if (progress >= 1) return close;
    if (this.frame?.illiquid) return open;
    this.fillTicks(bucket);
    const position = Math.max(0, progress) * TICKS_PER_BUCKET;
    const before = Math.floor(position);
    const left = before === 0 ? open : (this.ticks[before - 1] ?? close);
    const right = this.ticks[before] ?? close;
    return left + (right - left) * (position - before);
  }

  /** Highest and lowest log price of a bucket up to `progress`. */
  rangeWithin(bucket: number, progress: number): { high: number; low: number } {
    const open = this.openOf(bucket);
    if (progress >= 1) return { high: this.highs[bucket] ?? open, low: this.lows[bucket] ?? open };
    const last = this.priceWithin(bucket, progress);
    let high = Math.max(open, last);
    let low = Math.min(open, last);
    if (this.frame?.illiquid) return { high, low };
    const seen = Math.floor(Math.max(0, progress) * TICKS_PER_BUCKET);
    for (let tick = 0; tick < seen; tick += 1) {
      const price = this.ticks[tick] ?? last;
      high = Math.max(high, price);
      low = Math.min(low, price);
    }
    return { high, low };
  }

  private fillStill({ open, close, shareBefore, shareAfter }: HourFrame): void {
    this.closes.fill(open);
    this.shares.fill(shareBefore);
    const last = BUCKETS_PER_HOUR - 1;
    this.closes[last] = close;
    this.shares[last] = shareAfter;
    this.highs.fill(open);
    this.lows.fill(open);
    this.highs[last] = Math.max(open, close);
    this.lows[last] = Math.min(open, close);
  }

  private fillMoving(frame: HourFrame, parts: readonly PricePart[]): void {
    const { closes } = this;
    const hourKeyIndex = 1 + frame.firstBucket;
    closes.fill(0);
    let jumps = 0;
    for (const part of parts) {
      addBridge(closes, mix(part.key, hourKeyIndex), part.deviation / Math.sqrt(BUCKETS_PER_DAY / BUCKETS_PER_HOUR));
      jumps += this.addJump(part, frame.firstBucket);
    }
    const slope = (frame.close - frame.open - jumps) / BUCKETS_PER_HOUR;
    for (let bucket = 0; bucket < BUCKETS_PER_HOUR; bucket += 1) {
      const price = frame.open + slope * (bucket + 1) + (closes[bucket] ?? 0);
      closes[bucket] = fold(price, frame.low, frame.high);
    }
    // Rounding must not part the last bucket from the hour that it ends.
    closes[BUCKETS_PER_HOUR - 1] = frame.close;
    this.fillRanges(frame);
  }

  private addJump({ jump, jumpBucket }: PricePart, firstBucket: number): number {
    if (jump === 0 || jumpBucket < firstBucket || jumpBucket >= firstBucket + BUCKETS_PER_HOUR) return 0;
    for (let bucket = jumpBucket - firstBucket; bucket < BUCKETS_PER_HOUR; bucket += 1) {
      this.closes[bucket] = (this.closes[bucket] ?? 0) + jump;
    }
    return jump;
  }

  /** The highest bucket reaches the hour's high and the lowest its low, so that buckets roll up to the hour exactly. */
  private fillRanges(frame: HourFrame): void {
    const { closes, highs, lows, shares } = this;
    const deviation = frame.deviation / SQRT_BUCKETS_PER_DAY;
    const reach = BUCKET_REACH * deviation;
    let state = mix(frame.key, frame.firstBucket);
    let open = frame.open;
    let highest = 0;
    let lowest = 0;
    let traded = 0;
    for (let bucket = 0; bucket < BUCKETS_PER_HOUR; bucket += 1) {
      state = (state + STREAM_STEP) | 0;
      const word = streamWord(state);
      const up = (word & 0x3ff) / 1024;
      const down = ((word >>> 10) & 0x3ff) / 1024;
      const busy = (word >>> 20) / 4096;
      const close = closes[bucket] ?? open;
      const top = Math.max(open, close);
      const bottom = Math.min(open, close);
      highs[bucket] = top + wick(up, reach, frame.high - top);
      lows[bucket] = bottom - wick(down, reach, bottom - frame.low);
      traded += 0.3 + 1.5 * busy * busy + (0.6 * Math.abs(close - open)) / deviation;
      shares[bucket] = traded;
      if ((highs[bucket] ?? 0) > (highs[highest] ?? 0)) highest = bucket;
      if ((lows[bucket] ?? 0) < (lows[lowest] ?? 0)) lowest = bucket;
      open = close;
    }
    highs[highest] = frame.high;
    lows[lowest] = frame.low;
    const scale = (frame.shareAfter - frame.shareBefore) / traded;
    for (let bucket = 0; bucket < BUCKETS_PER_HOUR; bucket += 1) {
      shares[bucket] = frame.shareBefore + (shares[bucket] ?? 0) * scale;
    }
    shares[BUCKETS_PER_HOUR - 1] = frame.shareAfter;
  }

  private fillTicks(bucket: number): void {
    const { frame, ticks } = this;
    if (frame === null || this.ticksOf === bucket) return;
    this.ticksOf = bucket;
    const open = this.openOf(bucket);
    const slope = ((this.closes[bucket] ?? open) - open) / TICKS_PER_BUCKET;
    const high = this.highs[bucket] ?? open;
    const low = this.lows[bucket] ?? open;
    ticks.fill(0);
    addBridge(
      ticks,
      mix(frame.key, BUCKETS_PER_DAY + frame.firstBucket + bucket),
      frame.deviation / SQRT_BUCKETS_PER_DAY,
    );
    for (let tick = 0; tick < TICKS_PER_BUCKET; tick += 1) {
      ticks[tick] = fold(open + slope * (tick + 1) + (ticks[tick] ?? 0), low, high);
    }
  }
}

/** How far a bucket goes beyond its prices; within the room that its hour leaves. */
function wick(draw: number, reach: number, room: number): number {
  const length = reach * draw * draw;
  return length > room ? room * draw : length;
}

/** Reflects a value that left [low, high] back into it. */
function fold(value: number, low: number, high: number): number {
  if (value > high) return Math.max(low, high - (value - high));
  if (value < low) return Math.min(high, low + (low - value));
  return value;
}
