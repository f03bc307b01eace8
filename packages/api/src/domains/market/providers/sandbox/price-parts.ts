import { HOURS_PER_DAY } from "./calendar.ts";
import type { DailyWalk } from "./daily-walk.ts";
import { BRIDGE_BOUND } from "./noise.ts";
import type { MovingCoin } from "./sandbox-market.ts";

/** Longest reach of an hour beyond its first and last price, in deviations of one hour. */
export const HOUR_REACH = 1.2;
const SQRT_HOURS = Math.sqrt(HOURS_PER_DAY);

/** What one factor adds to a coin's log price inside one day, weighted for the coin. */
export interface PricePart {
  key: number;
  /** Standard deviation of one day's change. */
  deviation: number;
  /** Sudden change; 0 on most days. */
  jump: number;
  /** Five-minute bucket of the day in which the jump happens. */
  jumpBucket: number;
}

/** The factors that move a coin on a day. */
export function partsOf(moving: MovingCoin, day: number): PricePart[] {
  const { coin, walk, market, sector, anchor } = moving;
  const own = partOf(walk, day, ownWeight(moving, day));
  if (coin.peg !== null) return anchor ? [own, ...partsOf(anchor, day)] : [own];
  const shared = [own, partOf(market, day, coin.beta)];
  if (sector) shared.push(partOf(sector, day, coin.sectorWeight));
  return shared;
}

/** Log price at midnight at which a day begins. */
export function openOfDay(moving: MovingCoin, day: number): number {
  const { coin, walk, market, sector, anchor, logLevel } = moving;
  if (coin.peg !== null) {
    return logLevel + (anchor ? openOfDay(anchor, day) : 0) + coin.peg.band * Math.tanh(walk.at(day));
  }
  return logLevel + coin.beta * market.at(day) + (sector ? coin.sectorWeight * sector.at(day) : 0) + walk.at(day);
}

/** Standard deviation of a day's change, jumps aside. */
export function dayDeviation(parts: readonly PricePart[]): number {
  let variance = 0;
  for (const { deviation } of parts) variance += deviation * deviation;
  return Math.sqrt(variance);
}

/** No price of a day leaves [min(open, close) - reach, max(open, close) + reach]. */
export function dayReach(moving: MovingCoin, day: number): number {
  const { coin, walk, market, sector, anchor } = moving;
  const own = ownWeight(moving, day) * walkReach(walk.volatility(day), walk.jump(day));
  if (coin.peg !== null) return own + (anchor ? dayReach(anchor, day) : 0);
  const shared = coin.beta * walkReach(market.volatility(day), market.jump(day));
  return own + shared + (sector ? coin.sectorWeight * walkReach(sector.volatility(day), sector.jump(day)) : 0);
}

/** At least the reach of every day whose price is known so far; cheaper than asking for each. */
export function longestReach({ coin, walk, market, sector, anchor }: MovingCoin): number {
  const own = (coin.peg?.band ?? 1) * walkReach(walk.largestDeviation, walk.largestJump);
  if (coin.peg !== null) return own + (anchor ? longestReach(anchor) : 0);
  const shared = coin.beta * walkReach(market.largestDeviation, market.largestJump);
  return own + shared + (sector ? coin.sectorWeight * walkReach(sector.largestDeviation, sector.largestJump) : 0);
}

function walkReach(deviation: number, jump: number): number {
  return (BRIDGE_BOUND + HOUR_REACH / SQRT_HOURS) * deviation + Math.abs(jump);
}

/**
 * Share of its own walk that reaches a coin's price. The nearer a pegged coin is to the edge of its band, the less it
 * moves, so that it stays inside.
 */
function ownWeight({ coin, walk }: MovingCoin, day: number): number {
  if (coin.peg === null) return 1;
  const edge = Math.max(Math.abs(Math.tanh(walk.at(day))), Math.abs(Math.tanh(walk.at(day + 1))));
  return coin.peg.band * (1 - edge * edge);
}

function partOf(walk: DailyWalk, day: number, weight: number): PricePart {
  const jump = weight * walk.jump(day);
  return {
    key: walk.intradayKey(day),
    deviation: weight * walk.volatility(day),
    jump,
    jumpBucket: jump === 0 ? -1 : walk.jumpBucket(day),
  };
}
