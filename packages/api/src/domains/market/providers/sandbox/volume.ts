import type { DailyWalk } from "./daily-walk.ts";
import { mix, normal, SmoothNoise } from "./noise.ts";
import { openOfDay } from "./price-parts.ts";
import type { MovingCoin } from "./sandbox-market.ts";
import { isOpen } from "./trade-clock.ts";

const STREAM = { slow: 31, daily: 32 };
/** Volume of an illiquid coin against that of a liquid one of the same size. */
const ILLIQUID_SHARE = 0.004;
const BUCKET_DIGITS = 5;

/** USD traded over one UTC day: more on days of large moves, in turbulent times and on the coin's own busy days. */
export function dayVolumeUsd(moving: MovingCoin, day: number): number {
  if (!isOpen(moving, day)) return 0;
  const { coin, key, walk, market } = moving;
  const logPrice = openOfDay(moving, day);
  const moved = Math.abs(openOfDay(moving, day + 1) - logPrice);
  const turbulence = relativeVolatility(market, day) + relativeVolatility(walk, day);
  const mood = 0.35 * new SmoothNoise(mix(key, STREAM.slow), 20).at(day) + 0.22 * normal(mix(key, STREAM.daily), day);
  const liquidity = coin.tradeEveryBuckets === 1 ? 1 : ILLIQUID_SHARE;
  const turnover = coin.turnover * liquidity * Math.exp(mood + 0.4 * (turbulence - 2) + Math.min(2, 5 * moved));
  return Math.exp(logPrice) * Number(coin.circulatingSupply) * Math.min(turnover, 4);
}

/** Decimals in which a coin's traded quantity is counted: about five digits in an ordinary five minutes; may be negative. */
export function quantityDecimals(moving: MovingCoin): number {
  const { circulatingSupply, turnover } = moving.coin;
  const ordinary = (Number(circulatingSupply) * turnover) / 288;
  return BUCKET_DIGITS - Math.max(1, Math.ceil(Math.log10(ordinary)));
}

function relativeVolatility(walk: DailyWalk, day: number): number {
  const { annualVolatility } = walk.shape;
  return annualVolatility === 0 ? 1 : (walk.volatility(day) * Math.sqrt(365)) / annualVolatility;
}
