import { z } from "zod";
import { ForeignFigure, ForeignText } from "../foreign-values.ts";

/** A row of /coins/markets. */
export const CoinGeckoMarket = z.object({
  id: z.string().min(1),
  symbol: z.string(),
  name: z.string(),
  image: ForeignText,
  current_price: ForeignFigure,
  market_cap: ForeignFigure,
  market_cap_rank: ForeignFigure,
  fully_diluted_valuation: ForeignFigure,
  total_volume: ForeignFigure,
  high_24h: ForeignFigure,
  low_24h: ForeignFigure,
  price_change_percentage_24h: ForeignFigure,
  price_change_percentage_1h_in_currency: ForeignFigure,
  price_change_percentage_24h_in_currency: ForeignFigure,
  price_change_percentage_7d_in_currency: ForeignFigure,
  circulating_supply: ForeignFigure,
  total_supply: ForeignFigure,
  max_supply: ForeignFigure,
  ath: ForeignFigure,
  ath_date: ForeignFigure,
  ath_change_percentage: ForeignFigure,
  atl: ForeignFigure,
  atl_date: ForeignFigure,
  atl_change_percentage: ForeignFigure,
  last_updated: ForeignFigure,
});
export type CoinGeckoMarket = z.infer<typeof CoinGeckoMarket>;

export const CoinGeckoMarkets = z.array(z.unknown());

/** /global: totals keyed by some sixty currencies, of which one is needed. */
export const CoinGeckoGlobal = z.object({
  data: z.object({
    total_market_cap: z.object({ usd: ForeignFigure }),
    total_volume: z.object({ usd: ForeignFigure }),
    market_cap_percentage: z.record(z.string(), ForeignFigure).catch({}),
    market_cap_change_percentage_24h_usd: ForeignFigure,
    updated_at: ForeignFigure,
  }),
});
export type CoinGeckoGlobal = z.infer<typeof CoinGeckoGlobal>;

/**
 * /search/trending. Its `data.price` has been the text "$0.0014", a number, and absent; prices come from listings, so
 * nothing of `data` is read.
 */
export const CoinGeckoTrending = z.object({
  coins: z.array(
    z
      .object({
        item: z.object({ id: z.string().min(1), symbol: z.string(), name: z.string(), score: ForeignFigure }),
      })
      .nullable()
      .catch(null),
  ),
});
export type CoinGeckoTrending = z.infer<typeof CoinGeckoTrending>;

/** /exchange_rates: what one bitcoin is worth, in some sixty currencies, coins and metals. */
export const CoinGeckoRates = z.object({
  rates: z.record(
    z.string(),
    z.object({ name: z.string(), value: ForeignFigure, type: z.string() }).nullable().catch(null),
  ),
});
export type CoinGeckoRates = z.infer<typeof CoinGeckoRates>;

const series = z.array(z.unknown());
/** /coins/{id}/market_chart: three series of [ms, value]. */
export const CoinGeckoChart = z.object({
  prices: series,
  market_caps: series.catch([]),
  total_volumes: series.catch([]),
});
export type CoinGeckoChart = z.infer<typeof CoinGeckoChart>;

/** /coins/{id}/ohlc: [ms at the END of the candle, open, high, low, close], without volume. */
export const CoinGeckoOhlc = z.array(z.unknown());

export const CoinGeckoPing = z.object({ gecko_says: z.string() });
