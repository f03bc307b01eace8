import { BUCKET_MS, DAY_MS, dayOf, dayStart } from "./calendar.ts";
import { isSuspended } from "./coins.ts";
import { mix, uniform } from "./noise.ts";
import type { MovingCoin } from "./sandbox-market.ts";

const STREAM_TRADES = 21;
// A suspension lasts days; a longer walk back would mean that a coin never traded.
const MAX_SUSPENDED_DAYS = 60;

/**
 * When a coin last traded at or before a time: always on a tick; every coin settles on the last tick of a five-minute
 * bucket, and large coins trade at most ticks in between.
 * @returns ms since the epoch, or null when the coin has not traded yet
 */
export function lastTradeAt(moving: MovingCoin, timeMs: number, tickMs: number): number | null {
  const openMs = latestOpenTime(moving, timeMs, tickMs);
  if (openMs === null) return null;
  const { coin } = moving;
  const traded =
    coin.tradeEveryBuckets > 1
      ? lastBlockEnd(openMs, coin.tradeEveryBuckets * BUCKET_MS, tickMs)
      : lastActiveTick(moving, openMs, tickMs);
  const firstTick = Math.ceil(dayStart(coin.firstDay) / tickMs) * tickMs;
  if (traded < firstTick) return openMs >= firstTick ? firstTick : null;
  // Before the first trade after a suspension, the last one is that before the suspension.
  return isSuspended(coin, dayOf(traded)) ? lastTradeAt(moving, traded, tickMs) : traded;
}

/** Whether a coin trades at all on a day. */
export function isOpen(moving: MovingCoin, day: number): boolean {
  const { coin } = moving;
  if (day < coin.firstDay || (coin.haltedDay !== null && day >= coin.haltedDay)) return false;
  return !isSuspended(coin, day);
}

/** How far into its bucket a tick is: 1 at the last tick of the bucket, whose price is the bucket's close. */
export function bucketProgress(timeMs: number, tickMs: number): number {
  const into = timeMs - Math.floor(timeMs / BUCKET_MS) * BUCKET_MS;
  return Math.min(1, (into + Math.min(tickMs, BUCKET_MS)) / BUCKET_MS);
}

/** The latest tick at or before a time at which the coin's market was open. */
function latestOpenTime(moving: MovingCoin, timeMs: number, tickMs: number): number | null {
  let tick = Math.floor(timeMs / tickMs) * tickMs;
  const { haltedDay } = moving.coin;
  if (haltedDay !== null && dayOf(tick) >= haltedDay) tick = lastTickBefore(dayStart(haltedDay), tickMs);
  for (let day = 0; day < MAX_SUSPENDED_DAYS && isSuspended(moving.coin, dayOf(tick)); day += 1) {
    tick = lastTickBefore(dayStart(dayOf(tick)), tickMs);
  }
  return tick < dayStart(moving.coin.firstDay) ? null : tick;
}

function lastActiveTick(moving: MovingCoin, openMs: number, tickMs: number): number {
  const tradeKey = mix(moving.key, STREAM_TRADES);
  const bucketStartMs = Math.floor(openMs / BUCKET_MS) * BUCKET_MS;
  for (let tick = openMs; tick >= bucketStartMs; tick -= tickMs) {
    if (tick + tickMs >= bucketStartMs + BUCKET_MS) return tick;
    // The low and the high part of the tick number, because the hash takes 32 bits.
    const day = Math.floor(tick / DAY_MS);
    const draw = uniform(mix(tradeKey, day), tick - day * DAY_MS);
    if (draw < moving.coin.tradeChance) return tick;
  }
  return lastTickBefore(bucketStartMs, tickMs);
}

function lastBlockEnd(openMs: number, blockMs: number, tickMs: number): number {
  const blockStart = Math.floor(openMs / blockMs) * blockMs;
  const lastTick = lastTickBefore(blockStart + blockMs, tickMs);
  return openMs >= lastTick ? lastTick : lastTickBefore(blockStart, tickMs);
}

/** The last tick strictly before a time. */
function lastTickBefore(timeMs: number, tickMs: number): number {
  return (Math.ceil(timeMs / tickMs) - 1) * tickMs;
}
