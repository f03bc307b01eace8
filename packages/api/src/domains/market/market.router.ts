import { JobTicket, RequestRepairInput, RequestSyncInput } from "@cryptodesk/shared/jobs/job.contract";
import {
  CandleSeries,
  GapMap,
  GetCandlesInput,
  GetHistoryInput,
  ListGapsInput,
  PriceHistory,
} from "@cryptodesk/shared/market/candle.contract";
import { CompareInput, Comparison } from "@cryptodesk/shared/market/comparison.contract";
import { CoverageMap, ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import {
  CoinDetail,
  GetListingInput,
  ListingCount,
  ListingPage,
  ListListingsInput,
} from "@cryptodesk/shared/market/listing.contract";
import { ListingFilter } from "@cryptodesk/shared/market/listing-filter.contract";
import { GetTopInput, MarketOverview, TopList } from "@cryptodesk/shared/market/overview.contract";
import {
  ListQuarantineInput,
  ListSetAsideInput,
  ProviderList,
  QuarantineEntry,
  QuarantinePage,
  ResolveQuarantineInput,
  SetAsidePage,
} from "@cryptodesk/shared/market/provider.contract";
import { FiatRates } from "@cryptodesk/shared/market/rates.contract";
import { GetReportInput, ListReportsInput, MarketReport, ReportPage } from "@cryptodesk/shared/market/report.contract";
import { GetSimilarInput, SimilarCoins } from "@cryptodesk/shared/market/similar.contract";
import { StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
// The subscription's inferred type names a type of this entry point.
import type {} from "@trpc/server/unstable-core-do-not-import";
import { z } from "zod";
import { procedure, router, trusted } from "../../platform/trpc/trpc.ts";
import { compareCoins } from "./compare-coins.ts";
import { countListings } from "./count-listings.ts";
import { findSimilar } from "./find-similar.ts";
import { getCandles } from "./get-candles.ts";
import { getHistory } from "./get-history.ts";
import { getListing } from "./get-listing.ts";
import { getOverview } from "./get-overview.ts";
import { getRates } from "./get-rates.ts";
import { getReport } from "./get-report.ts";
import { getTop } from "./get-top.ts";
import { listCoverage } from "./list-coverage.ts";
import { listGaps } from "./list-gaps.ts";
import { listListings } from "./list-listings.ts";
import { listProviders } from "./list-providers.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { listReports } from "./list-reports.ts";
import { listSetAside } from "./list-set-aside.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { requestRepair } from "./request-repair.ts";
import { requestSync } from "./request-sync.ts";
import { resolveQuarantine } from "./resolve-quarantine.ts";
import { watchListings } from "./watch-listings.ts";

/** Wiring only: path, input, output, one call. */
export function createMarketRouter(market: MarketRuntime) {
  return router({
    list: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies", csv: true },
        access: "market:read",
        tag: "Listings",
        summary: "List market listings",
        description:
          "Filter, sort and page through every coin. Lists are paged by a cursor that stays true while prices move.",
        cli: "market list",
        example: { limit: 3, sort: "marketCap" },
        hot: true,
      })
      .input(ListListingsInput)
      .output(trusted(ListingPage))
      .query(({ ctx, input }) => listListings(ctx, input)),

    count: procedure
      .meta({
        rest: { method: "GET", path: "/market/count" },
        access: "market:read",
        tag: "Listings",
        summary: "Count the coins that match",
        description: "Takes the filters of the list. Kept until the market changes, like the list itself.",
        cli: "market count",
        example: { minMarketCapUsd: "1000000000" },
        hot: true,
      })
      .input(ListingFilter)
      .output(ListingCount)
      .query(({ ctx, input }) => countListings(ctx, input)),

    sync: procedure
      .meta({
        rest: { method: "POST", path: "/cryptocurrencies/sync", status: 202 },
        access: "market:operate",
        tag: "Data health",
        summary: "Refresh listings now",
        description: "Queues a refresh, or joins the one in flight. Follow it at /jobs/{id}.",
        cli: "market sync",
        example: { coins: 50 },
      })
      .input(RequestSyncInput)
      .output(JobTicket)
      .mutation(({ ctx, input }) => requestSync(ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies/{id}" },
        access: "market:read",
        tag: "Listings",
        summary: "One coin by id or symbol",
        description: "A symbol resolves to the best-ranked coin and the answer lists the others.",
        cli: "market show",
        example: { id: "bitcoin" },
        hot: true,
      })
      .input(GetListingInput)
      .output(CoinDetail)
      .query(({ ctx, input }) => getListing(ctx, input)),

    similar: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies/{id}/similar" },
        access: "market:read",
        tag: "Listings",
        summary: "Coins that move alike, or apart",
        description:
          "Correlates the daily log returns of the stored history with those of the 200 largest other coins. A coin with fewer than 20 common days is left out.",
        cli: "market similar",
        example: { id: "bitcoin", window: "90d", limit: 5 },
        hot: true,
      })
      .input(GetSimilarInput)
      .output(SimilarCoins)
      .query(({ ctx, input }) => findSimilar(ctx, market, input)),

    history: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies/{id}/history", csv: true },
        access: "market:read",
        tag: "History",
        summary: "Price history of a coin",
        cli: "market history",
        example: { id: "bitcoin", interval: "1d" },
        hot: true,
      })
      .input(GetHistoryInput)
      .output(PriceHistory)
      .query(({ ctx, input }) => getHistory(ctx, market, input)),

    candles: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies/{id}/candles", csv: true },
        access: "market:read",
        tag: "History",
        summary: "Candles of a coin",
        cli: "market candles",
        example: { id: "bitcoin", timeframe: "1d", limit: 30 },
        hot: true,
      })
      .input(GetCandlesInput)
      .output(CandleSeries)
      .query(({ ctx, input }) => getCandles(ctx, market, input)),

    gaps: procedure
      .meta({
        rest: { method: "GET", path: "/cryptocurrencies/{id}/gaps" },
        access: "market:read",
        tag: "History",
        summary: "Holes in the stored history of a coin",
        cli: "market gaps",
        example: { id: "bitcoin" },
      })
      .input(ListGapsInput)
      .output(GapMap)
      .query(({ ctx, input }) => listGaps(ctx, input)),

    coverage: procedure
      .meta({
        rest: { method: "GET", path: "/market/coverage" },
        access: "market:read",
        tag: "History",
        summary: "How much history is stored, coin by coin",
        description: "Shares of what is due in equal buckets, the largest coins first: the gap map of the whole desk.",
        cli: "market coverage",
        example: { interval: "1d", days: 30, limit: 3 },
      })
      .input(ListCoverageInput)
      .output(CoverageMap)
      .query(({ ctx, input }) => listCoverage(ctx, input)),

    repair: procedure
      .meta({
        rest: { method: "POST", path: "/cryptocurrencies/{id}/repair", status: 202 },
        access: "market:operate",
        tag: "History",
        summary: "Fetch what is missing in a coin's history",
        description: "Queues a repair of the coin's gaps, or joins the one in flight. Follow it at /jobs/{id}.",
        cli: "market repair",
        example: { id: "bitcoin" },
      })
      .input(RequestRepairInput)
      .output(JobTicket)
      .mutation(({ ctx, input }) => requestRepair(ctx, input)),

    top: procedure
      .meta({
        rest: { method: "GET", path: "/market/top" },
        access: "market:read",
        tag: "Market",
        summary: "Gainers, losers and other top lists",
        cli: "market top",
        example: { category: "gainers", window: "24h", limit: 5 },
        hot: true,
      })
      .input(GetTopInput)
      .output(TopList)
      .query(({ ctx, input }) => getTop(ctx, input)),

    overview: procedure
      .meta({
        rest: { method: "GET", path: "/market/overview" },
        access: "market:read",
        tag: "Market",
        summary: "Totals, dominance, breadth and freshness",
        cli: "market overview",
        example: {},
        hot: true,
      })
      .input(z.strictObject({}))
      .output(MarketOverview)
      .query(({ ctx }) => getOverview(ctx, market)),

    rates: procedure
      .meta({
        rest: { method: "GET", path: "/market/rates" },
        access: "market:read",
        tag: "Market",
        summary: "What one US dollar is worth in other currencies",
        description:
          "For showing amounts in another currency. Without a provider of rates the list holds the dollar only.",
        cli: "market rates",
        example: {},
        hot: true,
      })
      .input(z.strictObject({}))
      .output(FiatRates)
      .query(({ ctx }) => getRates(ctx, market)),

    compare: procedure
      .meta({
        rest: { method: "GET", path: "/market/compare" },
        access: "market:read",
        tag: "Market",
        summary: "Compare the performance of several coins",
        cli: "market compare",
        example: { ids: ["bitcoin", "ethereum"], window: "30d" },
        hot: true,
      })
      .input(CompareInput)
      .output(Comparison)
      .query(({ ctx, input }) => compareCoins(ctx, market, input)),

    watch: procedure
      .meta({
        rest: { method: "GET", path: "/market/stream", stream: true, event: StreamEvent },
        access: "market:read",
        tag: "Market",
        summary: "Live price changes as server-sent events",
        description:
          "Changes are coalesced into ticks. Resume with Last-Event-ID. A client that does not keep up is dropped with the reason.",
        cli: "market watch",
        example: { top: 10 },
      })
      .input(WatchInput)
      .subscription(({ ctx, input, signal }) => watchListings(ctx, market, input, signal)),

    providers: procedure
      .meta({
        rest: { method: "GET", path: "/market/providers" },
        access: "market:read",
        tag: "Data health",
        summary: "State of each data provider",
        cli: "market providers",
        example: {},
      })
      .input(z.strictObject({}))
      .output(ProviderList)
      .query(({ ctx }) => listProviders(ctx, market)),

    quarantine: procedure
      .meta({
        rest: { method: "GET", path: "/market/quarantine" },
        access: "market:read",
        tag: "Data health",
        summary: "Price jumps held back until confirmed",
        cli: "market quarantine",
        example: { state: "all" },
      })
      .input(ListQuarantineInput)
      .output(QuarantinePage)
      .query(({ ctx, input }) => listQuarantine(ctx, input)),

    resolveQuarantine: procedure
      .meta({
        rest: { method: "POST", path: "/market/quarantine/{id}" },
        access: "market:operate",
        tag: "Data health",
        summary: "Accept or reject a held-back price",
        cli: "market resolve",
        example: { id: "00000000-0000-7000-8000-000000000000", action: "accept" },
        exampleNeeds: "quarantineId",
      })
      .input(ResolveQuarantineInput)
      .output(QuarantineEntry)
      .mutation(({ ctx, input }) => resolveQuarantine(ctx, market, input)),

    setAside: procedure
      .meta({
        rest: { method: "GET", path: "/market/set-aside" },
        access: "market:read",
        tag: "Data health",
        summary: "Provider rows that were not used, and why",
        cli: "market set-aside",
        example: {},
      })
      .input(ListSetAsideInput)
      .output(SetAsidePage)
      .query(({ ctx, input }) => listSetAside(ctx, input)),

    reports: procedure
      .meta({
        rest: { method: "GET", path: "/market/reports" },
        access: "market:read",
        tag: "Market",
        summary: "Daily market reports",
        cli: "market reports",
        example: { limit: 5 },
      })
      .input(ListReportsInput)
      .output(ReportPage)
      .query(({ ctx, input }) => listReports(ctx, input)),

    report: procedure
      .meta({
        rest: { method: "GET", path: "/market/reports/{date}" },
        access: "market:read",
        tag: "Market",
        summary: "One market report",
        cli: "market report",
        example: { date: "latest" },
      })
      .input(GetReportInput)
      .output(MarketReport)
      .query(({ ctx, input }) => getReport(ctx, input)),
  });
}
