import { bucketOf, dayOf } from "./calendar.ts";
import type { DayPath } from "./day-path.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { bucketProgress, lastTradeAt } from "./trade-clock.ts";

/** What the market says of a coin at a time. */
export interface Quote {
  /** Time of the last trade, ms since the epoch. */
  tradedAt: number;
  /** Natural logarithm of the price in USD. */
  logPrice: number;
}

/**
 * Last traded price at or before a time; null before the coin's first trade.
 * @param path buffer to work in; holds the day of the trade afterwards
 */
export function quoteAt(moving: MovingCoin, timeMs: number, tickMs: number, path: DayPath): Quote | null {
  const tradedAt = lastTradeAt(moving, timeMs, tickMs);
  if (tradedAt === null) return null;
  path.load(moving, dayOf(tradedAt));
  return { tradedAt, logPrice: path.priceWithin(bucketOf(tradedAt), bucketProgress(tradedAt, tickMs)) };
}
