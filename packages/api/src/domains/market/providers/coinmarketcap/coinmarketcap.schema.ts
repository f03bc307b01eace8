import { z } from "zod";
import { ForeignFigure, ForeignText } from "../foreign-values.ts";

const Quote = z.object({
  price: ForeignFigure,
  volume_24h: ForeignFigure,
  percent_change_1h: ForeignFigure,
  percent_change_24h: ForeignFigure,
  percent_change_7d: ForeignFigure,
  market_cap: ForeignFigure,
  fully_diluted_market_cap: ForeignFigure,
  last_updated: ForeignFigure,
});

// Text in listings, objects in quotes.
const Tag = z.union([z.string(), z.object({ slug: z.string() }).transform(({ slug }) => slug)]);

/** A coin of listings or quotes. */
export const CoinMarketCapCoin = z.object({
  id: z.union([z.int().positive(), z.string().regex(/^\d{1,12}$/)]),
  name: z.string(),
  symbol: z.string(),
  slug: z.string(),
  cmc_rank: ForeignFigure,
  circulating_supply: ForeignFigure,
  total_supply: ForeignFigure,
  max_supply: ForeignFigure,
  date_added: ForeignText,
  tags: z.array(Tag).nullish().catch(null),
  is_active: ForeignFigure,
  last_updated: ForeignFigure,
  quote: z.object({ USD: Quote.nullish() }).nullish().catch(null),
});
export type CoinMarketCapCoin = z.infer<typeof CoinMarketCapCoin>;

export const CoinMarketCapListings = z.object({ data: z.array(z.unknown()) });

/** Keyed by id: a coin, or a list of coins. */
export const CoinMarketCapQuotes = z.object({ data: z.record(z.string(), z.unknown()) });

export const CoinMarketCapGlobal = z.object({
  data: z.object({
    btc_dominance: ForeignFigure,
    eth_dominance: ForeignFigure,
    last_updated: ForeignFigure,
    quote: z.object({
      USD: z.object({
        total_market_cap: ForeignFigure,
        total_volume_24h: ForeignFigure,
        total_market_cap_yesterday_percentage_change: ForeignFigure,
        last_updated: ForeignFigure,
      }),
    }),
  }),
});
export type CoinMarketCapGlobal = z.infer<typeof CoinMarketCapGlobal>;

export const CoinMarketCapKeyInfo = z.object({ data: z.looseObject({}) });
