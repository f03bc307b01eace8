import { BUCKET_MS, BUCKETS_PER_DAY, bucketOf, DAY_MS, dayOf, dayStart } from "./calendar.ts";
import { DayPath } from "./day-path.ts";
import { openOfDay } from "./price-parts.ts";
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
  const { stepMs, fromMs, toMs, nowMs } = request;
  const end = Math.min(toMs, nowMs + 1);
  const firstDay = Math.max(moving.coin.firstDay, dayOf(fromMs));
  const frames: Frame[] = [];
  const reader = new FrameReader(moving, request);
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
  private readonly unitsPerCoin: number;
  private path = new DayPath();
  private before = new DayPath();
  private day = Number.NaN;
  private volumeUsd = 0;
  private volumeUsdBefore = 0;
  private unitsOfDay = 0;

  constructor(moving: MovingCoin, { stepMs, nowMs, tickMs }: FrameRequest) {
    this.moving = moving;
    this.buckets = stepMs / BUCKET_MS;
    this.nowMs = nowMs;
    this.tickMs = tickMs;
    this.unitsPerCoin = 10 ** quantityDecimals(moving);
  }

  read(day: number, startMs: number): Frame {
    this.enter(day);
    const running = this.nowMs < startMs + this.buckets * BUCKET_MS;
    return running ? this.readRunning(startMs) : this.readComplete(startMs);
  }

  private enter(day: number): void {
    if (day === this.day) return;
    this.day = day;
    const previous = this.before;
    this.before = this.path;
    this.path = previous;
    this.path.load(this.moving, day);
    this.volumeUsd = dayVolumeUsd(this.moving, day);
    this.unitsOfDay = (this.volumeUsd / Math.exp(openOfDay(this.moving, day))) * this.unitsPerCoin;
    if (this.buckets === BUCKETS_PER_DAY) return;
    this.volumeUsdBefore = day > this.moving.coin.firstDay ? dayVolumeUsd(this.moving, day - 1) : 0;
    this.before.load(this.moving, day - 1);
  }

  private readComplete(startMs: number): Frame {
    const first = bucketOf(startMs);
    const end = first + this.buckets;
    const share = this.path.shareBefore(end);
    return {
      startMs,
      open: this.path.openOf(first),
      ...this.path.range(first, end),
      close: this.path.closeOf(end - 1),
      quantity: this.unitsUpTo(share) - this.unitsUpTo(this.path.shareBefore(first)),
      rollingVolumeUsd: this.rollingVolume(share, end),
      complete: true,
    };
  }

  private readRunning(startMs: number): Frame {
    const { path, nowMs, tickMs } = this;
    const first = bucketOf(startMs);
    const current = bucketOf(nowMs);
    const progress = bucketProgress(Math.floor(nowMs / tickMs) * tickMs, tickMs);
    const quote = quoteAt(this.moving, nowMs, tickMs, new DayPath());
    const open = path.openOf(first);
    const close = quote !== null && quote.tradedAt >= startMs ? quote.logPrice : open;
    const partial = path.rangeWithin(current, progress);
    const before = path.range(first, current);
    const shareBefore = path.shareBefore(current);
    const share = shareBefore + (path.shareBefore(current + 1) - shareBefore) * progress;
    return {
      startMs,
      open,
      high: Math.max(open, close, partial.high, before.high),
      low: Math.min(open, close, partial.low, before.low),
      close,
      quantity: this.unitsUpTo(share) - this.unitsUpTo(path.shareBefore(first)),
      rollingVolumeUsd: this.rollingVolume(share, current),
      complete: false,
    };
  }

  /** Whole units traded since midnight; differences of it add up. */
  private unitsUpTo(share: number): number {
    return Math.round(this.unitsOfDay * share);
  }

  private rollingVolume(share: number, bucket: number): number {
    if (this.buckets === BUCKETS_PER_DAY) return this.volumeUsd * share;
    return this.volumeUsd * share + this.volumeUsdBefore * (1 - this.before.shareBefore(bucket));
  }
}
