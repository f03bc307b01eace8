import { isUsableKey, nameOf, percent, positive, rankOf, symbolOf, timeOf, zeroOrMore } from "../foreign-values.ts";
import { observedAt, type Rejection, type RowReader, rejectPrice, shapeError } from "../listing-batch.ts";
import type { GlobalDraft, ListingDraft } from "../market-provider.ts";
import { CoinMarketCapCoin, type CoinMarketCapGlobal } from "./coinmarketcap.schema.ts";

/** How coins of listings and quotes become listings. */
export const coinMarketCapRows: RowReader<CoinMarketCapCoin> = {
  schema: CoinMarketCapCoin,
  keyOf: (row) => {
    const id = typeof row === "object" && row !== null && "id" in row ? row.id : null;
    return typeof id === "number" || typeof id === "string" ? String(id) : null;
  },
  normalise: normaliseCoin,
};

/** A coin in USD. Its number is the key: slugs and symbols change (ripple became xrp). A cap of 0 means unknown. */
export function normaliseCoin(coin: CoinMarketCapCoin, now: Date): ListingDraft | Rejection {
  if (!isUsableKey(coin.slug)) return { reason: "invalid_row", detail: "the slug cannot be a key" };
  if (coin.is_active === 0) return { reason: "stale", detail: "the source no longer tracks this coin" };
  const quote = coin.quote?.USD;
  const priceUsd = positive(quote?.price);
  const badPrice = rejectPrice(quote?.price, priceUsd);
  if (!quote || badPrice || priceUsd === null) {
    return badPrice ?? { reason: "no_price", detail: "the source gives no price" };
  }
  const asOf = observedAt(quote.last_updated ?? coin.last_updated, now);
  if ("reason" in asOf) return asOf;
  const symbol = symbolOf(coin.symbol);
  return {
    externalId: String(coin.id),
    slug: coin.slug,
    symbol,
    name: nameOf(coin.name) || symbol || coin.slug,
    imageUrl: null,
    rank: rankOf(coin.cmc_rank),
    priceUsd,
    marketCapUsd: positive(quote.market_cap),
    fullyDilutedValuationUsd: positive(quote.fully_diluted_market_cap),
    volume24hUsd: zeroOrMore(quote.volume_24h),
    high24hUsd: null,
    low24hUsd: null,
    change1hPct: percent(quote.percent_change_1h),
    change24hPct: percent(quote.percent_change_24h),
    change7dPct: percent(quote.percent_change_7d),
    circulatingSupply: positive(coin.circulating_supply),
    totalSupply: positive(coin.total_supply),
    maxSupply: positive(coin.max_supply),
    athUsd: null,
    athAt: null,
    athChangePct: null,
    atlUsd: null,
    atlAt: null,
    atlChangePct: null,
    categories: coin.tags ? [...new Set(coin.tags)] : null,
    listedAt: timeOf(coin.date_added),
    asOf,
  };
}

/**
 * Market totals in USD.
 * @throws z.ZodError when the answer has no usable time
 */
export function normaliseGlobal({ data }: CoinMarketCapGlobal, now: Date): GlobalDraft {
  const { USD } = data.quote;
  const asOf = observedAt(USD.last_updated ?? data.last_updated, now);
  if ("reason" in asOf) throw shapeError(asOf.detail);
  const shares = [
    { symbol: "BTC", pct: percent(data.btc_dominance, 100) },
    { symbol: "ETH", pct: percent(data.eth_dominance, 100) },
  ];
  return {
    totalMarketCapUsd: positive(USD.total_market_cap),
    totalVolume24hUsd: positive(USD.total_volume_24h),
    marketCapChange24hPct: percent(USD.total_market_cap_yesterday_percentage_change),
    dominancePct: shares.flatMap(({ symbol, pct }) => (pct === null || pct < 0 ? [] : [{ symbol, pct }])),
    asOf,
  };
}
