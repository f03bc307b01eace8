import type { ListingDraft } from "../../src/domains/market/providers/market-provider.ts";

/** The moment that tests take for now. */
export const NOON = new Date("2026-03-02T12:00:00.000Z");

/** A time before `NOON` by so many seconds. */
export const secondsBefore = (seconds: number, from: Date = NOON): Date => new Date(from.getTime() - seconds * 1_000);

/** A coin as a provider gives it: only what the test is about needs naming. */
export function listingDraft(slug: string, overrides: Partial<ListingDraft> = {}): ListingDraft {
  return {
    externalId: slug,
    slug,
    symbol: slug.slice(0, 4).toUpperCase(),
    name: slug,
    imageUrl: null,
    rank: null,
    priceUsd: "100",
    marketCapUsd: null,
    fullyDilutedValuationUsd: null,
    volume24hUsd: null,
    high24hUsd: null,
    low24hUsd: null,
    change1hPct: null,
    change24hPct: null,
    change7dPct: null,
    circulatingSupply: null,
    totalSupply: null,
    maxSupply: null,
    athUsd: null,
    athAt: null,
    athChangePct: null,
    atlUsd: null,
    atlAt: null,
    atlChangePct: null,
    categories: null,
    listedAt: null,
    asOf: secondsBefore(60),
    ...overrides,
  };
}
