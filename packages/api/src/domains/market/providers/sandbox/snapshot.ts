import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR, bucketOf, DAY_MS, dayOf, dayStart } from "./calendar.ts";
import { DayPath, type LogRange } from "./day-path.ts";
import { type Extremes, type LifetimeExtremes, widen, widenByHours } from "./extremes.ts";
import { type Quote, quoteAt } from "./quote.ts";
import type { MovingCoin, SandboxMarket } from "./sandbox-market.ts";
import { bucketProgress, isOpen } from "./trade-clock.ts";
import { dayVolumeUsd } from "./volume.ts";

const HOUR_MS = 3_600_000;

/** One coin's state at a time. Prices in USD, unknown is null. */
export interface CoinState {
  moving: MovingCoin;
  tradedAt: number;
  price: number;
  price1hAgo: number | null;
  price24hAgo: number | null;
  price7dAgo: number | null;
  /** Range and volume of the last 24 hours; null when nothing was traded in them. */
  day: { high: number; low: number; volumeUsd: number } | null;
  extremes: Extremes;
  marketCap: number | null;
}

/** Reads the state of coins at one time; keeps its buffers between calls. */
export class SnapshotReader {
  private readonly market: SandboxMarket;
  private readonly lifetime: LifetimeExtremes;
  private readonly today = new DayPath();
  private readonly yesterday = new DayPath();
  private readonly earlier = new DayPath();
  private readonly recent = new DayPath();

  constructor(market: SandboxMarket, lifetime: LifetimeExtremes) {
    this.market = market;
    this.lifetime = lifetime;
  }

  /** Every listed coin that has traded, largest market cap first, those without one last. */
  read(nowMs: number): CoinState[] {
    const states = this.market.listedAt(nowMs).flatMap((moving) => this.readCoin(moving, nowMs) ?? []);
    return states.sort(
      (left, right) =>
        (right.marketCap ?? -1) - (left.marketCap ?? -1) || (left.moving.coin.id < right.moving.coin.id ? -1 : 1),
    );
  }

  private readCoin(moving: MovingCoin, nowMs: number): CoinState | null {
    const quote = quoteAt(moving, nowMs, this.market.tickMs, this.recent);
    if (quote === null) return null;
    const price = Math.exp(quote.logPrice);
    const hidden = moving.coin.withheld.has("supply");
    return {
      moving,
      tradedAt: quote.tradedAt,
      price,
      price1hAgo: this.priceBefore(moving, nowMs, HOUR_MS, quote, this.recent),
      price24hAgo: this.priceBefore(moving, nowMs, DAY_MS, quote, this.yesterday),
      price7dAgo: this.priceBefore(moving, nowMs, 7 * DAY_MS, quote, this.earlier),
      day: nowMs - quote.tradedAt > DAY_MS ? null : this.lastDay(moving, nowMs, quote),
      extremes: this.extremes(moving, nowMs, quote),
      marketCap: hidden ? null : price * Number(moving.coin.circulatingSupply),
    };
  }

  /** A change over a window in which nothing was traded is unknown, not zero. */
  private priceBefore(moving: MovingCoin, nowMs: number, ageMs: number, quote: Quote, path: DayPath): number | null {
    if (nowMs - quote.tradedAt > Math.max(ageMs, DAY_MS)) return null;
    const before = quoteAt(moving, nowMs - ageMs, this.market.tickMs, path);
    return before === null ? null : Math.exp(before.logPrice);
  }

  private lastDay(moving: MovingCoin, nowMs: number, quote: Quote): CoinState["day"] {
    const day = dayOf(nowMs);
    let high = quote.logPrice;
    let low = quote.logPrice;
    let volumeUsd = 0;
    if (isOpen(moving, day - 1)) {
      const next = bucketOf(nowMs) + 1;
      this.yesterday.load(moving, day - 1);
      const range = this.yesterday.range(next, BUCKETS_PER_DAY);
      high = Math.max(high, range.high);
      low = Math.min(low, range.low);
      volumeUsd += dayVolumeUsd(moving, day - 1) * (1 - this.yesterday.shareBefore(next));
    }
    if (isOpen(moving, day)) {
      const soFar = this.readToday(moving, nowMs);
      high = Math.max(high, soFar.high);
      low = Math.min(low, soFar.low);
      volumeUsd += dayVolumeUsd(moving, day) * soFar.share;
    }
    return { high: Math.exp(high), low: Math.exp(low), volumeUsd };
  }

  private extremes(moving: MovingCoin, nowMs: number, quote: Quote): Extremes {
    const day = dayOf(nowMs);
    const extremes = { ...this.lifetime.before(moving, day) };
    if (isOpen(moving, day)) {
      const soFar = this.readToday(moving, nowMs);
      const hour = Math.floor(bucketOf(nowMs) / BUCKETS_PER_HOUR);
      widenByHours(extremes, this.today, day, hour);
      widen(extremes, soFar.high, soFar.low, dayStart(day) + hour * HOUR_MS);
    }
    widen(extremes, quote.logPrice, quote.logPrice, quote.tradedAt);
    return extremes;
  }

  /** Range of the day so far and the share of its volume that has been traded. */
  private readToday(moving: MovingCoin, nowMs: number): LogRange & { share: number } {
    const { today } = this;
    const current = bucketOf(nowMs);
    const { tickMs } = this.market;
    today.load(moving, dayOf(nowMs));
    const progress = bucketProgress(Math.floor(nowMs / tickMs) * tickMs, tickMs);
    const before = today.range(0, current);
    const partial = today.rangeWithin(current, progress);
    const shareBefore = today.shareBefore(current);
    return {
      high: Math.max(before.high, partial.high),
      low: Math.min(before.low, partial.low),
      share: shareBefore + (today.shareBefore(current + 1) - shareBefore) * progress,
    };
  }
}
