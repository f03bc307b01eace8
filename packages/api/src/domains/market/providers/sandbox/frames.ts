import { BUCKET_MS, BUCKETS_PER_DAY, bucketOf, DAY_MS, dayOf, dayStart } from "./calendar.ts";
import { DayPath } from "./day-path.ts";
import { quoteAt } from "./quote.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { bucketProgress, isOpen } from "./trade-clock.ts";
import { dayVolumeUsd, quantityDecimals } from "./volume.ts";

/** Open, high, low and close of an interval, as natural logarithms of USD, with what was traded in it. */
export interface Frame {
  startMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** Traded coins in units of 10^-`quantityDecimals`; whole, so that shorter intervals add up to longer ones. */
  quantity: number;
  /** USD traded in the 24 hours before the interval's end. */
  rollingVolumeUsd: number;
  complete: boolean;
}

export interface FrameRequest {
  /** Length of an interval: a multiple of five minutes that divides a day. */
  stepMs: number;
  fromMs: number;
  /** Exclusive. */
  toMs: number;
  nowMs: number;
  tickMs: number;
}

/**
 * A coin's intervals with a start inside [from, to), ascending, up to now. Days on which the coin does not trade have
 * none. The price of a running interval is the last traded one; its range holds every tick so far.
 */
export function readFrames(moving: MovingCoin, request: FrameRequest): Frame[] {
  const { stepMs, fromMs, toMs, nowMs, tickMs } = request;
  const end = Math.min(toMs, nowMs + 1);
  const firstDay = Math.max(moving.coin.firstDay, dayOf(fromMs));
  const frames: Frame[] = [];
  const reader = new FrameReader(moving, stepMs / BUCKET_MS, nowMs, tickMs);
  for (let day = firstDay; dayStart(day) < end; day += 1) {
    if (!isOpen(moving, day)) continue;
    const from = Math.max(fromMs, dayStart(day));
    const to = Math.min(end, dayStart(day) + DAY_MS);
    for (let start = Math.ceil(from / stepMs) * stepMs; start < to; start += stepMs) {
      frames.push(reader.read(day, start));
    }
  }
  return frames;
}

class FrameReader {
  private readonly moving: MovingCoin;
  private readonly buckets: number;
  private readonly nowMs: number;
  private readonly tickMs: number;
  private readonly decimals: number;
  private path = new DayPath();
  private before = new DayPath();
  private day = Number.NaN;
  private volume = 0;
  private volumeBefore = 0;

  constructor(moving: MovingCoin, buckets: number, nowMs: number, tickMs: number) {
    this.moving = moving;
    this.buckets = buckets;
    this.nowMs = nowMs;
    this.tickMs = tickMs;
    this.decimals = quantityDecimals(moving);
  }

  read(day: number, startMs: number): Frame {
    this.enter(day);
    const first = bucketOf(startMs);
    const last = first + this.buckets - 1;
    const running = this.nowMs < startMs + this.buckets * BUCKET_MS;
    return running ? this.readRunning(startMs, first) : this.readComplete(startMs, first, last);
  }

  private enter(day: number): void {
    if (day === this.day) return;
    const previous = this.before;
    this.before = this.path;
    this.path = previous;
    this.path.load(this.moving, day);
    this.path.loadVolumes();
    if (this.buckets < BUCKETS_PER_DAY) this.loadDayBefore(day);
    this.volume = dayVolumeUsd(this.moving, day);
    this.day = day;
  }

  private loadDayBefore(day: number): void {
    this.volumeBefore = day > this.moving.coin.firstDay ? dayVolumeUsd(this.moving, day - 1) : 0;
    this.before.load(this.moving, day - 1);
    this.before.loadVolumes();
  }

  private readComplete(startMs: number, first: number, last: number): Frame {
    const { path } = this;
    let high = Number.NEGATIVE_INFINITY;
    let low = Number.POSITIVE_INFINITY;
    for (let bucket = first; bucket <= last; bucket += 1) {
      const bucketHigh = path.highs[bucket] ?? high;
      const bucketLow = path.lows[bucket] ?? low;
      if (bucketHigh > high) high = bucketHigh;
      if (bucketLow < low) low = bucketLow;
    }
    return {
      startMs,
      open: path.openOf(first),
      high,
      low,
      close: path.closes[last] ?? path.open,
      quantity: this.quantity(first, last),
      rollingVolumeUsd: this.rollingVolume(path.volumeShares[last] ?? 1, last),
      complete: true,
    };
  }

  private readRunning(startMs: number, first: number): Frame {
    const { path, nowMs, tickMs } = this;
    const current = bucketOf(nowMs);
    const progress = bucketProgress(Math.floor(nowMs / tickMs) * tickMs, tickMs);
    const partial = path.rangeWithin(current, progress);
    let { high, low } = partial;
    for (let bucket = first; bucket < current; bucket += 1) {
      high = Math.max(high, path.highs[bucket] ?? high);
      low = Math.min(low, path.lows[bucket] ?? low);
    }
    const quote = quoteAt(this.moving, nowMs, tickMs, new DayPath());
    const close = quote !== null && quote.tradedAt >= startMs ? quote.logPrice : path.openOf(first);
    const before = current === 0 ? 0 : (path.volumeShares[current - 1] ?? 0);
    return {
      startMs,
      open: path.openOf(first),
      high: Math.max(high, close),
      low: Math.min(low, close),
      close,
      quantity: this.quantity(first, current - 1) + Math.floor(progress * this.quantity(current, current)),
      rollingVolumeUsd: this.rollingVolume(before, current - 1),
      complete: false,
    };
  }

  /** Sum of the buckets' whole quantities. */
  private quantity(first: number, last: number): number {
    const { path, volume } = this;
    const unit = volume * 10 ** this.decimals;
    let share = first === 0 ? 0 : (path.volumeShares[first - 1] ?? 0);
    let sum = 0;
    for (let bucket = first; bucket <= last; bucket += 1) {
      const next = path.volumeShares[bucket] ?? share;
      sum += Math.round((unit * (next - share)) / Math.exp(path.closes[bucket] ?? 0));
      share = next;
    }
    return sum;
  }

  private rollingVolume(share: number, bucket: number): number {
    if (this.buckets === BUCKETS_PER_DAY) return this.volume * share;
    const shareBefore = bucket < 0 ? 0 : (this.before.volumeShares[bucket] ?? 1);
    return this.volume * share + this.volumeBefore * (1 - shareBefore);
  }
}
