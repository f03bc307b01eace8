import { z } from "zod";
import { DecimalString, NonNegativeDecimal } from "../money/decimal.ts";
import { CoinReference, Listing } from "./listing.contract.ts";
import { CoinId, IsoTime, ProviderId, Window } from "./source.contract.ts";

export const Breadth = z.object({ advancers: z.int(), decliners: z.int(), unchanged: z.int(), unknown: z.int() });

export const TrendingCoin = CoinReference.extend({ position: z.int().describe("1 is the most searched") }).meta({
  id: "TrendingCoin",
});

export const MarketOverview = z
  .object({
    totalMarketCapUsd: DecimalString.nullable(),
    totalMarketCapChange24hPct: z.number().nullable(),
    totalVolume24hUsd: DecimalString.nullable(),
    totalsSource: ProviderId.nullable().describe("null: added up from this desk's own listings"),
    totalsAsOf: IsoTime.nullable(),
    dominance: z
      .array(z.object({ id: CoinId, symbol: z.string(), pct: z.number() }))
      .describe("largest shares of market cap, percent"),
    breadth: Breadth.describe("coins up and down over 24 h"),
    counts: z.object({
      coins: z.int(),
      ranked: z.int(),
      stale: z.int().describe("price older than the staleness setting"),
      quarantined: z.int(),
    }),
    freshness: z.object({
      lastRefreshAt: IsoTime.nullable(),
      newestAsOf: IsoTime.nullable(),
      oldestTop50AsOf: IsoTime.nullable(),
    }),
    trending: z.array(TrendingCoin),
    categories: z.array(z.object({ name: z.string(), coins: z.int() })),
    sources: z.array(ProviderId),
    simulated: z.boolean(),
    marketVersion: z.string().describe("grows with every published change; the id of stream events"),
  })
  .meta({ id: "MarketOverview" });
export type MarketOverview = z.infer<typeof MarketOverview>;

export const TopCategory = z.enum(["gainers", "losers", "volume", "market-cap", "volatile", "trending"]);
export type TopCategory = z.infer<typeof TopCategory>;

export const GetTopInput = z.strictObject({
  category: TopCategory,
  window: Window.default("24h").describe("for gainers, losers and volatile; the others have one window only"),
  minVolume24hUsd: NonNegativeDecimal.default("1000000").describe("keeps dust out; not applied to trending"),
  limit: z.int().min(1).max(100).default(10),
});
export type GetTopInput = z.infer<typeof GetTopInput>;

export const TopList = z
  .object({
    category: TopCategory,
    window: Window.nullable().describe("null where the category has no window"),
    minVolume24hUsd: DecimalString.nullable(),
    items: z.array(
      z.object({
        listing: Listing,
        metric: z
          .number()
          .nullable()
          .describe(
            "what the list is ordered by: percent for gainers, losers and volatile (high-low range), USD for volume and market-cap, position for trending",
          ),
      }),
    ),
  })
  .meta({ id: "TopList" });
export type TopList = z.infer<typeof TopList>;
