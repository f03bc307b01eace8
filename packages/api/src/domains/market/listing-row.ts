import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import { ProviderId } from "@cryptodesk/shared/market/source.contract";

/** A coin joined with its latest figures, as the driver returns it. */
export interface ListingRow {
  no: number;
  id: string;
  symbol: string;
  name: string;
  image_url: string | null;
  categories: string[];
  listed_at: Date;
  rank: number | null;
  price_usd: string;
  market_cap_usd: string | null;
  fully_diluted_valuation_usd: string | null;
  volume_24h_usd: string | null;
  high_24h_usd: string | null;
  low_24h_usd: string | null;
  change_1h_pct: number | null;
  change_24h_pct: number | null;
  change_7d_pct: number | null;
  circulating_supply: string | null;
  total_supply: string | null;
  max_supply: string | null;
  ath_usd: string | null;
  ath_at: Date | null;
  ath_change_pct: number | null;
  atl_usd: string | null;
  atl_at: Date | null;
  atl_change_pct: number | null;
  source: string;
  as_of: Date;
  received_at: Date;
  quarantined: boolean;
  version: number;
  sparkline?: (number | null)[] | null;
}

/** Row → contract. */
export function toListing(row: ListingRow): Listing {
  const source = ProviderId.parse(row.source);
  return {
    id: row.id,
    symbol: row.symbol,
    name: row.name,
    imageUrl: row.image_url,
    rank: row.rank,
    priceUsd: row.price_usd,
    marketCapUsd: row.market_cap_usd,
    fullyDilutedValuationUsd: row.fully_diluted_valuation_usd,
    volume24hUsd: row.volume_24h_usd,
    high24hUsd: row.high_24h_usd,
    low24hUsd: row.low_24h_usd,
    change1hPct: row.change_1h_pct,
    change24hPct: row.change_24h_pct,
    change7dPct: row.change_7d_pct,
    circulatingSupply: row.circulating_supply,
    totalSupply: row.total_supply,
    maxSupply: row.max_supply,
    athUsd: row.ath_usd,
    athAt: row.ath_at?.toISOString() ?? null,
    athChangePct: row.ath_change_pct,
    atlUsd: row.atl_usd,
    atlAt: row.atl_at?.toISOString() ?? null,
    atlChangePct: row.atl_change_pct,
    categories: row.categories,
    listedAt: row.listed_at.toISOString(),
    source,
    simulated: source === "sandbox",
    asOf: row.as_of.toISOString(),
    receivedAt: row.received_at.toISOString(),
    quarantined: row.quarantined,
    sparkline7d: row.sparkline ?? null,
  };
}
