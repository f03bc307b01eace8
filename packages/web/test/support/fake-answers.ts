import type {
  CoinDetail,
  Listing,
  ListingPage,
  ListingSort,
  ListListingsInput,
} from "@cryptodesk/shared/market/listing.contract";
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

export function page(listings: Listing[], input: ListListingsInput): ListingPage {
  const text = input.search?.toLowerCase();
  const matching = listings.filter(
    ({ name, symbol, categories, change24hPct, rank }) =>
      (text === undefined || `${name} ${symbol}`.toLowerCase().includes(text)) &&
      (input.category === undefined || categories.includes(input.category)) &&
      (input.minChange24hPct === undefined || (change24hPct ?? -1e9) >= input.minChange24hPct) &&
      (input.maxRank === undefined || (rank ?? 1e9) <= input.maxRank),
  );
  const sorted = input.sort === undefined && input.then === undefined ? matching : matching.toSorted(byKeys(input));
  const start = Number(input.cursor ?? 0);
  const end = start + input.limit;
  return { items: sorted.slice(start, end), nextCursor: end < sorted.length ? String(end) : null };
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
