import { BUCKETS_PER_DAY, BUCKETS_PER_HOUR, bucketOf, DAY_MS, dayOf, dayStart } from "./calendar.ts";
import { DayPath, type LogRange } from "./day-path.ts";
import { type Extremes, LifetimeExtremes, widen, widenByHours } from "./extremes.ts";
import { quoteAt } from "./quote.ts";
import type { MovingCoin, SandboxMarket } from "./sandbox-market.ts";
import { bucketProgress, isOpen } from "./trade-clock.ts";
import { dayVolumeUsd } from "./volume.ts";

const HOUR_MS = 3_600_000;

/** One coin's price at a time, in USD; unknown is null. */
export interface CoinState {
  moving: MovingCoin;
  tradedAt: number;
  logPrice: number;
  price: number;
  marketCap: number | null;
  /** Among the coins that have one. */
  rank: number | null;
}

/** What a coin did lately. */
export interface CoinActivity {
  price1hAgo: number | null;
  price24hAgo: number | null;
  price7dAgo: number | null;
  /** Range and volume of the last 24 hours; null when nothing was traded in them. */
  day: { high: number; low: number; volumeUsd: number } | null;
}

/** The market at one tick after another; keeps its buffers and what it knows of the past between them. */
export class Snapshot {
  private readonly market: SandboxMarket;
  private readonly lifetime = new LifetimeExtremes();
  private readonly today = new DayPath();
  private readonly yesterday = new DayPath();
  private readonly earlier = new DayPath();
  private readonly recent = new DayPath();
  private nowMs = Number.NaN;
  private current: CoinState[] = [];

  constructor(market: SandboxMarket) {
    this.market = market;
  }

  /** Every listed coin that has traded, largest market cap first, those without one last. */
  states(tickMs: number): CoinState[] {
    if (tickMs === this.nowMs) return this.current;
    this.nowMs = tickMs;
    const states = this.market.listedAt(tickMs).flatMap((moving) => this.priceOf(moving) ?? []);
    states.sort(byMarketCap);
    let rank = 0;
    for (const state of states) {
      if (state.moving.coin.withheld.has("rank")) continue;
      rank += 1;
      state.rank = rank;
    }
    this.current = states;
    return states;
  }

  /** What one of the current states' coins did lately. */
  activity({ moving, tradedAt, logPrice }: CoinState): CoinActivity {
    const age = this.nowMs - tradedAt;
    return {
      price1hAgo: this.priceBefore(moving, HOUR_MS, age, this.recent),
      price24hAgo: this.priceBefore(moving, DAY_MS, age, this.yesterday),
      price7dAgo: this.priceBefore(moving, 7 * DAY_MS, age, this.earlier),
      day: age > DAY_MS ? null : this.lastDay(moving, logPrice),
    };
  }

  /** Highest and lowest price of one of the current states' coins since its first day. */
  extremes({ moving, tradedAt, logPrice }: CoinState): Extremes {
    const day = dayOf(this.nowMs);
    const extremes = { ...this.lifetime.before(moving, day) };
    if (isOpen(moving, day)) {
      const soFar = this.readToday(moving);
      const hour = Math.floor(bucketOf(this.nowMs) / BUCKETS_PER_HOUR);
      widenByHours(extremes, this.today, day, hour);
      widen(extremes, soFar.high, soFar.low, dayStart(day) + hour * HOUR_MS);
    }
    widen(extremes, logPrice, logPrice, tradedAt);
    return extremes;
  }

  private priceOf(moving: MovingCoin): CoinState | null {
    const quote = quoteAt(moving, this.nowMs, this.market.tickMs, this.recent);
    if (quote === null) return null;
    const price = Math.exp(quote.logPrice);
    const hidden = moving.coin.withheld.has("supply");
    const marketCap = hidden ? null : price * Number(moving.coin.circulatingSupply);
    return { moving, ...quote, price, marketCap, rank: null };
  }

  /** A change over a window in which nothing was traded is unknown, not zero. */
  private priceBefore(moving: MovingCoin, windowMs: number, ageMs: number, path: DayPath): number | null {
    if (ageMs > Math.max(windowMs, DAY_MS)) return null;
    const before = quoteAt(moving, this.nowMs - windowMs, this.market.tickMs, path);
    return before === null ? null : Math.exp(before.logPrice);
  }

  private lastDay(moving: MovingCoin, logPrice: number): CoinActivity["day"] {
    const day = dayOf(this.nowMs);
    let high = logPrice;
    let low = logPrice;
    let volumeUsd = 0;
    if (isOpen(moving, day - 1)) {
      const next = bucketOf(this.nowMs) + 1;
      this.yesterday.load(moving, day - 1);
      const range = this.yesterday.range(next, BUCKETS_PER_DAY);
      high = Math.max(high, range.high);
      low = Math.min(low, range.low);
      volumeUsd += dayVolumeUsd(moving, day - 1) * (1 - this.yesterday.shareBefore(next));
    }
    if (isOpen(moving, day)) {
      const soFar = this.readToday(moving);
      high = Math.max(high, soFar.high);
      low = Math.min(low, soFar.low);
      volumeUsd += dayVolumeUsd(moving, day) * soFar.share;
    }
    return { high: Math.exp(high), low: Math.exp(low), volumeUsd };
  }

  /** Range of the day so far and the share of its volume that has been traded. */
  private readToday(moving: MovingCoin): LogRange & { share: number } {
    const { today, nowMs } = this;
    const current = bucketOf(nowMs);
    today.load(moving, dayOf(nowMs));
    const progress = bucketProgress(nowMs, this.market.tickMs);
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

function byMarketCap(left: CoinState, right: CoinState): number {
  return (right.marketCap ?? -1) - (left.marketCap ?? -1) || (left.moving.coin.id < right.moving.coin.id ? -1 : 1);
}
