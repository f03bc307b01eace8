import type { Comparison } from "@cryptodesk/shared/market/comparison.contract";
import type { CoverageMap, ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import type {
  CoinDetail,
  CoinReference,
  Listing,
  ListingCount,
  ListingPage,
  ListListingsInput,
} from "@cryptodesk/shared/market/listing.contract";
import type { ListingFilter, ListingSort } from "@cryptodesk/shared/market/listing-filter.contract";
import type { GetTopInput, MarketOverview, TopList } from "@cryptodesk/shared/market/overview.contract";
import type { GetSimilarInput, SimilarCoins } from "@cryptodesk/shared/market/similar.contract";
import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { decimal } from "./fake-market.ts";

// Answers of the fake desk, worked out of its generated listings.

export function hole() {
  return { from: "2026-03-01T00:00:00.000Z", to: "2026-03-19T00:00:00.000Z", missing: 17, splits: true };
}

const FIGURES: Partial<Record<ListingSort, (listing: Listing) => string | number | null>> = {
  marketCap: ({ marketCapUsd }) => marketCapUsd,
  volume: ({ volume24hUsd }) => volume24hUsd,
  price: ({ priceUsd }) => priceUsd,
  change1h: ({ change1hPct }) => change1hPct,
  change24h: ({ change24hPct }) => change24hPct,
  change7d: ({ change7dPct }) => change7dPct,
  athChange: ({ athChangePct }) => athChangePct,
  circulatingSupply: ({ circulatingSupply }) => circulatingSupply,
  rank: ({ rank }) => rank,
};

/** Orders by the keys of the question; unknown figures come last. */
function byKeys({ sort = "marketCap", direction, then = [] }: ListListingsInput) {
  const usual = sort === "rank" ? "asc" : "desc";
  const keys = [`${sort}:${direction ?? usual}`, ...then].map((key) => key.split(":") as [ListingSort, string]);
  return (a: Listing, b: Listing): number => {
    const orders = keys.map(([key, way]) => compareFigures(FIGURES[key]?.(a) ?? null, FIGURES[key]?.(b) ?? null, way));
    return orders.find((order) => order !== 0) ?? 0;
  };
}

function compareFigures(left: string | number | null, right: string | number | null, way: string): number {
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return (Number(left) - Number(right)) * (way === "asc" ? 1 : -1);
}

export function counted(listings: Listing[], filter: ListingFilter): ListingCount {
  return { matching: matchingOf(listings, filter).length, coins: listings.length };
}

export function page(listings: Listing[], input: ListListingsInput): ListingPage {
  const matching = matchingOf(listings, input);
  const sorted = input.sort === undefined && input.then === undefined ? matching : matching.toSorted(byKeys(input));
  const start = Number(input.cursor ?? 0);
  const end = start + input.limit;
  return { items: sorted.slice(start, end), nextCursor: end < sorted.length ? String(end) : null };
}

function matchingOf(listings: Listing[], input: ListingFilter): Listing[] {
  const text = input.search?.toLowerCase();
  return listings.filter(
    ({ name, symbol, categories, change24hPct, rank }) =>
      (text === undefined || `${name} ${symbol}`.toLowerCase().includes(text)) &&
      (input.category === undefined || categories.includes(input.category)) &&
      (input.minChange24hPct === undefined || (change24hPct ?? -1e9) >= input.minChange24hPct) &&
      (input.maxRank === undefined || (rank ?? 1e9) <= input.maxRank),
  );
}

/** Every fourth coin has a hole, every seventh none of its history yet. */
export function coverage(listings: Listing[], input: ListCoverageInput): CoverageMap {
  const matching = listings
    .map(({ id, symbol, name, rank }, index) => ({ coin: { id, symbol, name, rank }, index }))
    .map(({ coin, index }) => describeCoverage(coin, index, Math.min(60, input.days)))
    .filter(({ state }) => input.state === undefined || state === input.state);
  const start = Number(input.cursor ?? 0);
  const end = start + input.limit;
  const count = (state: string) => matching.filter((row) => row.state === state).length;
  return {
    interval: input.interval,
    from: new Date(Date.now() - input.days * 86_400_000).toISOString(),
    to: new Date().toISOString(),
    bucketDays: Math.ceil(input.days / 60),
    counts: { complete: count("complete"), pending: count("pending"), none: 0 },
    items: matching.slice(start, end),
    nextCursor: end < matching.length ? String(end) : null,
  };
}

function describeCoverage(coin: CoinReference, index: number, buckets: number): CoverageMap["items"][number] {
  const pending = index % 7 === 6;
  const shares = Array.from({ length: buckets }, (_, bucket) => {
    if (pending && bucket < buckets / 2) return null;
    if (index % 4 === 3 && bucket > 10 && bucket < 16) return 0;
    return index % 5 === 4 && bucket % 9 === 2 ? 0.5 : 1;
  });
  const missing = shares.filter((share) => share !== null && share < 1).length;
  return {
    coin,
    state: pending ? "pending" : "complete",
    reachedAt: "2025-11-21T00:00:00.000Z",
    lastError: null,
    firstAt: "2026-01-01T00:00:00.000Z",
    lastAt: new Date().toISOString(),
    points: buckets - missing,
    missing,
    shares,
  };
}

/** A quarter of the window in hours of smooth waves, different for every coin. */
export function compare(coins: Listing[], window: Comparison["window"]): Comparison {
  const hours = 180;
  const start = Date.now() - hours * 3_600_000;
  return {
    window,
    interval: "1h",
    from: new Date(start).toISOString(),
    to: new Date(start + (hours - 1) * 3_600_000).toISOString(),
    simulated: true,
    times: Array.from({ length: hours }, (_, hour) => new Date(start + hour * 3_600_000).toISOString()),
    series: coins.map(({ id, symbol, name }, index) => ({
      id,
      symbol,
      name,
      indexed: Array.from(
        { length: hours },
        (_, hour) => 100 + 12 * (index + 1) * Math.sin(hour / (20 + 7 * index)) * (hour / hours),
      ),
      changePct: 4 - index * 2.5,
      volatilityPct: 40 + index * 15,
      maxDrawdownPct: 5 + index * 3,
    })),
    correlation: coins.map((_, row) =>
      coins.map((_other, column) => (row === column ? 1 : 0.8 - 0.2 * Math.abs(row - column))),
    ),
  };
}

export function detail(listing: Listing, listings: Listing[]): CoinDetail {
  const alternatives = listings.filter(({ id, symbol }) => symbol === listing.symbol && id !== listing.id);
  return {
    listing: { ...listing, sparkline7d: null },
    resolvedBy: "id",
    alternatives: alternatives.slice(0, 5).map(({ id, symbol, name, rank }) => ({ id, symbol, name, rank })),
    secondOpinion: null,
    ranges: {
      high52wUsd: decimal(Number(listing.priceUsd) * 1.7),
      low52wUsd: decimal(Number(listing.priceUsd) * 0.4),
      volatility30dPct: 61.2,
    },
    history: { dailyFrom: "2024-11-21T00:00:00.000Z", hourlyFrom: "2026-08-21T00:00:00.000Z", gaps: 1 },
  };
}

export function overview(listings: Listing[]): MarketOverview {
  const now = new Date().toISOString();
  const none = listings.length === 0;
  return {
    totalMarketCapUsd: none ? null : "2481000000000",
    totalMarketCapChange24hPct: none ? null : 1.37,
    totalVolume24hUsd: none ? null : "96400000000",
    totalsSource: null,
    totalsAsOf: none ? null : now,
    dominance: listings.slice(0, 5).map(({ id, symbol }, index) => ({ id, symbol, pct: 54.2 / (index + 1) ** 1.6 })),
    breadth: { advancers: none ? 0 : 331, decliners: none ? 0 : 227, unchanged: 7, unknown: 35 },
    counts: { coins: listings.length, ranked: 565, stale: none ? 0 : 12, quarantined: none ? 0 : 1 },
    freshness: {
      lastRefreshAt: none ? null : now,
      newestAsOf: none ? null : now,
      oldestTop50AsOf: none ? null : new Date(Date.now() - 42_000).toISOString(),
    },
    trending: [],
    categories: ["DeFi", "Gaming", "Layer 1", "Meme", "Stablecoin"].map((name) => ({ name, coins: 100 })),
    sources: ["sandbox"],
    simulated: true,
    marketVersion: "1",
  };
}

export function top(listings: Listing[], { category, limit, minVolume24hUsd }: GetTopInput): TopList {
  const sign = category === "losers" ? 1 : -1;
  const sorted = listings
    .filter(({ change24hPct }) => change24hPct !== null)
    .toSorted((a, b) => sign * ((a.change24hPct ?? 0) - (b.change24hPct ?? 0)));
  const items = (category === "trending" ? listings.slice(20) : sorted).slice(0, limit);
  return {
    category,
    window: "24h",
    minVolume24hUsd,
    items: items.map((listing) => ({ listing, metric: listing.change24hPct })),
  };
}

export function similar(
  subject: Listing,
  listings: Listing[],
  { window, limit, order }: GetSimilarInput,
): SimilarCoins {
  const others = listings.filter(({ id }) => id !== subject.id).slice(0, limit);
  const sign = order === "most" ? 1 : -1;
  return {
    id: subject.id,
    window,
    order,
    from: new Date(Date.now() - 91 * 86_400_000).toISOString(),
    simulated: true,
    compared: 187,
    items: others.map(({ id, symbol, name, rank, change7dPct }, index) => ({
      coin: { id, symbol, name, rank },
      correlation: sign * (0.93 - 0.04 * index),
      observations: 90,
      changePct: 3 * (change7dPct ?? 1),
    })),
  };
}

/** Moves some prices in place and says which. */
export function move(listings: Listing[], random: () => number): ListingChange[] {
  return listings.slice(0, 60).flatMap((listing) => {
    if (random() > 0.4) return [];
    listing.priceUsd = decimal(Number(listing.priceUsd) * (1 + (random() - 0.5) * 0.004));
    listing.asOf = new Date().toISOString();
    return [changeOf(listing)];
  });
}

/** What the stream says of a listing. */
export function changeOf(listing: Listing): ListingChange {
  const { id, symbol, rank, priceUsd, marketCapUsd, volume24hUsd } = listing;
  const { change1hPct, change24hPct, change7dPct, source, asOf, quarantined } = listing;
  return {
    id,
    symbol,
    rank,
    priceUsd,
    marketCapUsd,
    volume24hUsd,
    change1hPct,
    change24hPct,
    change7dPct,
    source,
    asOf,
    quarantined,
  };
}
