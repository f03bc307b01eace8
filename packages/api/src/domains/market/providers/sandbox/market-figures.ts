import type { GlobalDraft, TrendingDraft } from "../market-provider.ts";
import { changePct, formatUsd } from "./amounts.ts";
import { mix, uniform } from "./noise.ts";
import type { CoinActivity, CoinState } from "./snapshot.ts";

const DOMINANCE_COINS = 10;
const TRENDING_COINS = 10;
const MIN_TRENDING_VOLUME_USD = 100_000;
const SEARCH_WINDOW_MS = 6 * 3_600_000;
const STREAM_SEARCHES = 41;

/** Totals of the simulated market: sums over the coins whose market cap is known. */
export function globalFigures(
  states: readonly CoinState[],
  activityOf: (state: CoinState) => CoinActivity,
  asOf: Date,
): GlobalDraft {
  let cap = 0;
  let capNow = 0;
  let capBefore = 0;
  let volume = 0;
  for (const state of states) {
    const { marketCap, price, moving } = state;
    const { day, price24hAgo } = activityOf(state);
    if (!moving.coin.withheld.has("volume")) volume += day?.volumeUsd ?? 0;
    if (marketCap === null) continue;
    cap += marketCap;
    if (price24hAgo === null) continue;
    // Coins without a price a day ago are left out of both sides, else a new listing would look like growth.
    capNow += marketCap;
    capBefore += (marketCap / price) * price24hAgo;
  }
  if (cap === 0) {
    return {
      totalMarketCapUsd: null,
      totalVolume24hUsd: null,
      marketCapChange24hPct: null,
      dominancePct: [],
      asOf,
    };
  }
  return {
    totalMarketCapUsd: formatUsd(cap),
    totalVolume24hUsd: formatUsd(volume),
    marketCapChange24hPct: changePct(capBefore, capNow),
    dominancePct: states
      .slice(0, DOMINANCE_COINS)
      .flatMap(({ marketCap, moving }) =>
        marketCap === null
          ? []
          : [{ symbol: moving.coin.symbol.toUpperCase(), pct: Math.round((marketCap / cap) * 1e6) / 1e4 }],
      ),
    asOf,
  };
}

/** The most searched coins of the running six hours: people look at what moves, and a little at random. */
export function trendingCoins(
  states: readonly CoinState[],
  activityOf: (state: CoinState) => CoinActivity,
  now: Date,
): TrendingDraft[] {
  const window = Math.floor(now.getTime() / SEARCH_WINDOW_MS);
  const scored = states
    .map((state) => ({ state, activity: activityOf(state) }))
    .filter(({ activity }) => (activity.day?.volumeUsd ?? 0) >= MIN_TRENDING_VOLUME_USD)
    .map(({ state, activity }) => ({ state, score: searchScore(state, activity, window) }))
    .sort((left, right) => right.score - left.score);
  return scored.slice(0, TRENDING_COINS).map(({ state }, index) => ({
    externalId: state.moving.coin.id,
    symbol: state.moving.coin.symbol.toUpperCase(),
    name: state.moving.coin.name,
    position: index + 1,
  }));
}

function searchScore({ moving, price }: CoinState, { price24hAgo }: CoinActivity, window: number): number {
  const moved = price24hAgo === null ? 0 : Math.abs(Math.log(price / price24hAgo));
  const interest = uniform(mix(moving.key, STREAM_SEARCHES), window);
  return (0.02 + moved) * (0.25 + interest) * Math.log10(moving.coin.level * Number(moving.coin.circulatingSupply));
}
