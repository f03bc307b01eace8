import type { Listing } from "@cryptodesk/shared/market/listing.contract";

/** A made-up listing of the size that real ones have; `index` counts from 0. */
export function benchListing(index: number): Listing {
  const price = (64_250.12 / (index + 1)).toFixed(6);
  const time = "2026-01-31T12:00:00.000Z";
  return {
    id: `coin-${index}`,
    symbol: `C${index}`,
    name: `Coin number ${index}`,
    imageUrl: `https://images.example.org/coins/${index}/large/coin.png`,
    rank: index + 1,
    priceUsd: price,
    marketCapUsd: `${1_270_000_000_000 - index * 1_000_000}`,
    fullyDilutedValuationUsd: `${1_350_000_000_000 - index * 1_000_000}`,
    volume24hUsd: "28123456789.12",
    high24hUsd: price,
    low24hUsd: price,
    change1hPct: 0.12,
    change24hPct: -1.74,
    change7dPct: 4.01,
    circulatingSupply: "19700000",
    totalSupply: "21000000",
    maxSupply: "21000000",
    athUsd: "73738.25",
    athAt: time,
    athChangePct: -12.9,
    atlUsd: "67.81",
    atlAt: "2013-07-06T00:00:00.000Z",
    atlChangePct: 94_652.1,
    categories: ["Layer 1"],
    listedAt: "2013-04-28T00:00:00.000Z",
    source: "sandbox",
    simulated: true,
    asOf: time,
    receivedAt: time,
    quarantined: false,
    sparkline7d: null,
  };
}
