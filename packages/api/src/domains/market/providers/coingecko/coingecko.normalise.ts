import {
  imageUrlOf,
  isUsableKey,
  MAX_EXTREME_CHANGE_PCT,
  nameOf,
  percent,
  positive,
  rankOf,
  symbolOf,
  timeOf,
  zeroOrMore,
} from "../foreign-values.ts";
import { observedAt, type Rejection, type RowReader, rejectPrice, shapeError } from "../listing-batch.ts";
import type { GlobalDraft, ListingDraft, TrendingDraft } from "../market-provider.ts";
import { type CoinGeckoGlobal, CoinGeckoMarket, type CoinGeckoTrending } from "./coingecko.schema.ts";

/** How rows of /coins/markets become listings. */
export const coinGeckoRows: RowReader<CoinGeckoMarket> = {
  schema: CoinGeckoMarket,
  keyOf: (row) =>
    typeof row === "object" && row !== null && "id" in row && typeof row.id === "string" ? row.id : null,
  normalise: normaliseMarket,
};

/** A row of /coins/markets in USD. Contradictions between its figures (price above the day's high) stay as they are. */
export function normaliseMarket(row: CoinGeckoMarket, now: Date): ListingDraft | Rejection {
  if (!isUsableKey(row.id)) return { reason: "invalid_row", detail: "the id cannot be a key" };
  const priceUsd = positive(row.current_price);
  const badPrice = rejectPrice(row.current_price, priceUsd);
  if (badPrice || priceUsd === null) return badPrice ?? { reason: "no_price", detail: "the source gives no price" };
  const asOf = observedAt(row.last_updated, now);
  if ("reason" in asOf) return asOf;
  const symbol = symbolOf(row.symbol);
  return {
    externalId: row.id,
    slug: row.id,
    symbol,
    name: nameOf(row.name) || symbol || row.id,
    imageUrl: imageUrlOf(row.image),
    rank: rankOf(row.market_cap_rank),
    priceUsd,
    marketCapUsd: positive(row.market_cap),
    fullyDilutedValuationUsd: positive(row.fully_diluted_valuation),
    volume24hUsd: zeroOrMore(row.total_volume),
    high24hUsd: positive(row.high_24h),
    low24hUsd: positive(row.low_24h),
    change1hPct: percent(row.price_change_percentage_1h_in_currency),
    change24hPct: percent(row.price_change_percentage_24h_in_currency ?? row.price_change_percentage_24h),
    change7dPct: percent(row.price_change_percentage_7d_in_currency),
    circulatingSupply: positive(row.circulating_supply),
    totalSupply: positive(row.total_supply),
    maxSupply: positive(row.max_supply),
    ...extremes(row),
    categories: null,
    listedAt: null,
    asOf,
  };
}

/** All-time high and low. Of one whose price rounds to zero nothing is known, its change overflows. */
function extremes(row: CoinGeckoMarket) {
  const athUsd = positive(row.ath);
  const atlUsd = positive(row.atl);
  return {
    athUsd,
    athAt: athUsd === null ? null : timeOf(row.ath_date),
    athChangePct: athUsd === null ? null : percent(row.ath_change_percentage, MAX_EXTREME_CHANGE_PCT),
    atlUsd,
    atlAt: atlUsd === null ? null : timeOf(row.atl_date),
    atlChangePct: atlUsd === null ? null : percent(row.atl_change_percentage, MAX_EXTREME_CHANGE_PCT),
  };
}

/**
 * Market totals in USD.
 * @throws z.ZodError when the answer has no usable time
 */
export function normaliseGlobal({ data }: CoinGeckoGlobal, now: Date): GlobalDraft {
  const asOf = observedAt(data.updated_at, now);
  if ("reason" in asOf) throw shapeError(asOf.detail);
  return {
    totalMarketCapUsd: positive(data.total_market_cap.usd),
    totalVolume24hUsd: positive(data.total_volume.usd),
    marketCapChange24hPct: percent(data.market_cap_change_percentage_24h_usd),
    dominancePct: Object.entries(data.market_cap_percentage)
      .flatMap(([symbol, share]) => {
        const pct = percent(share, 100);
        return pct === null || pct < 0 ? [] : [{ symbol: symbolOf(symbol), pct }];
      })
      .sort((a, b) => b.pct - a.pct),
    asOf,
  };
}

/** Trending coins in their order; unreadable and repeated ones are left out without leaving a gap in the positions. */
export function normaliseTrending({ coins }: CoinGeckoTrending): TrendingDraft[] {
  const items = coins.flatMap((coin) => (coin && isUsableKey(coin.item.id) ? [coin.item] : []));
  const unique = new Map(items.toReversed().map((item) => [item.id, item]));
  return items
    .filter((item) => unique.get(item.id) === item)
    .map(({ id, symbol, name }, index) => ({
      externalId: id,
      symbol: symbolOf(symbol),
      name: nameOf(name) || symbolOf(symbol) || id,
      position: index + 1,
    }));
}
