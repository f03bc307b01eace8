import { setTimeout as wait } from "node:timers/promises";
import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import {
  GetRunInput,
  JobTicket,
  ListRunsInput,
  RequestRepairInput,
  RequestSyncInput,
} from "@cryptodesk/shared/jobs/job.contract";
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
  type Listing,
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
import { type ListingChange, type StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import { type AnyRouter, initTRPC, TRPCError, tracked } from "@trpc/server";
import { createFakeAccounts } from "./fake-accounts.ts";
import { compare, counted, coverage, detail, hole, move, overview, page, similar, top } from "./fake-answers.ts";
import { makeHealth } from "./fake-health.ts";
import { makeCandles, makeListings, makePoints, seeded } from "./fake-market.ts";
import { makeReports } from "./fake-reports.ts";

/** What the desk is like: in order, without any data, failing every request, or slow. */
export type FakeMood = "ok" | "empty" | "failing" | "slow";

/** What a test decides about a fake desk, also while it runs. */
export interface FakeScript {
  /** Procedures that answer 500, named as in `market.list`. */
  failing?: ReadonlySet<string>;
  /** Moves prices in place and says which; asked once a second by every stream. */
  move?: (listings: Listing[]) => ListingChange[];
  /** How many coins there are, and how often a stream ticks. */
  coins?: number;
  tickMs?: number;
}

const COINS = 600;
const TICK_MS = 1_000;

const problem = (status: number, title: string, detail: string) => ({
  type: "about:blank",
  title,
  status,
  detail,
  instance: "/trpc",
  requestId: "0198f2c4-fake-7000-8000-000000000000",
});

const t = initTRPC.create({
  errorFormatter: ({ shape, error }) => {
    const status = error.code === "NOT_FOUND" ? 404 : error.code === "BAD_REQUEST" ? 422 : 500;
    const title = status === 404 ? "Not found" : status === 422 ? "Input refused" : "Internal error";
    return { ...shape, data: { ...shape.data, problem: problem(status, title, error.message) } };
  },
});

/** The procedures that the app asks, answered from generated data and checked against the same contracts. */
export function createFakeRouter(mood: FakeMood, script: FakeScript = {}): AnyRouter {
  const listings = makeListings(mood === "empty" ? 0 : (script.coins ?? COINS), new Date());
  const health = makeHealth(mood === "empty");
  const reports = mood === "empty" ? [] : makeReports(listings);
  const random = seeded(99);
  const moved = script.move ?? ((all: Listing[]) => move(all, random));
  const run = t.procedure.use(async ({ next, path, type }) => {
    if (mood === "slow") await wait(4_000);
    if (script.failing?.has(path) || (mood === "failing" && type !== "subscription")) {
      throw new TRPCError({
        code: "INTERNAL_SERVER_ERROR",
        message: "Something went wrong on the server. Quote the request id when you report it.",
      });
    }
    return next();
  });
  const find = (id: string): Listing => {
    const found =
      listings.find((listing) => listing.id === id) ?? listings.find(({ symbol }) => symbol === id.toUpperCase());
    if (!found) throw new TRPCError({ code: "NOT_FOUND", message: `There is no coin "${id}".` });
    return found;
  };
  const market = t.router({
    list: run
      .input(ListListingsInput)
      .output(ListingPage)
      .query(({ input }) => page(listings, input)),
    count: run
      .input(ListingFilter)
      .output(ListingCount)
      .query(({ input }) => counted(listings, input)),
    get: run
      .input(GetListingInput)
      .output(CoinDetail)
      .query(({ input }) => detail(find(input.id), listings)),
    overview: run.output(MarketOverview).query(() => overview(listings)),
    rates: run.output(FiatRates).query(() => ({
      base: "usd",
      rates: [
        { currency: "eur", name: "Euro", perUsd: "0.9" },
        { currency: "usd", name: "US Dollar", perUsd: "1" },
      ],
      source: "sandbox",
      asOf: new Date().toISOString(),
      simulated: true,
    })),
    top: run
      .input(GetTopInput)
      .output(TopList)
      .query(({ input }) => top(listings, input)),
    similar: run
      .input(GetSimilarInput)
      .output(SimilarCoins)
      .query(({ input }) => similar(find(input.id), listings, input)),
    history: run
      .input(GetHistoryInput)
      .output(PriceHistory)
      .query(({ input }) => {
        const stepMs = TIMEFRAME_MS[input.interval === "auto" ? "1h" : input.interval];
        const from = Math.max(Date.parse(input.from ?? "2025-01-01T00:00:00Z"), Date.now() - 700 * 86_400_000);
        const count = Math.max(2, Math.floor((Date.now() - from) / stepMs));
        const points = makePoints(Number(find(input.id).priceUsd), count, stepMs, new Date());
        return {
          id: input.id,
          interval: input.interval === "auto" ? "1h" : input.interval,
          from: new Date(from).toISOString(),
          to: new Date().toISOString(),
          sources: ["sandbox"],
          simulated: true,
          state: "complete",
          points,
          gaps: [hole()],
        };
      }),
    candles: run
      .input(GetCandlesInput)
      .output(CandleSeries)
      .query(({ input }) => ({
        id: input.id,
        timeframe: input.timeframe,
        source: "sandbox",
        origin: "venue",
        market: "QUIUSDT",
        volumeUnit: "usd",
        simulated: true,
        state: "complete",
        candles: makeCandles(Number(find(input.id).priceUsd), input.limit, TIMEFRAME_MS[input.timeframe], new Date()),
        gaps: [hole()],
      })),
    gaps: run
      .input(ListGapsInput)
      .output(GapMap)
      .query(({ input }) => ({
        id: input.id,
        series: [
          {
            kind: "points",
            interval: "1d",
            from: "2024-11-21T00:00:00.000Z",
            to: new Date().toISOString(),
            count: 730,
            gaps: [hole()],
          },
          {
            kind: "points",
            interval: "1h",
            from: "2026-08-21T00:00:00.000Z",
            to: new Date().toISOString(),
            count: 2160,
            gaps: [],
          },
        ],
      })),
    coverage: run
      .input(ListCoverageInput)
      .output(CoverageMap)
      .query(({ input }) => coverage(listings, input)),
    compare: run
      .input(CompareInput)
      .output(Comparison)
      .query(({ input }) => compare(input.ids.map(find), input.window)),
    repair: run
      .input(RequestRepairInput)
      .output(JobTicket)
      .mutation(() => health.startJob("repair-history")),
    sync: run
      .input(RequestSyncInput)
      .output(JobTicket)
      .mutation(() => health.startJob("refresh-listings")),
    providers: run.output(ProviderList).query(() => ({ items: health.providers(), nextCursor: null })),
    quarantine: run
      .input(ListQuarantineInput)
      .output(QuarantinePage)
      .query(({ input }) => ({ items: health.quarantine(listings[4], input.state), nextCursor: null })),
    resolveQuarantine: run
      .input(ResolveQuarantineInput)
      .output(QuarantineEntry)
      .mutation(({ input }) => health.resolve(input.action)),
    setAside: run
      .input(ListSetAsideInput)
      .output(SetAsidePage)
      .query(() => health.setAside()),
    reports: run
      .input(ListReportsInput)
      .output(ReportPage)
      .query(() => ({ items: reports, nextCursor: null })),
    report: run
      .input(GetReportInput)
      .output(MarketReport)
      .query(({ input }) => {
        const report = input.date === "latest" ? reports[0] : reports.find(({ date }) => date === input.date);
        if (!report) throw new TRPCError({ code: "NOT_FOUND", message: `There is no report "${input.date}".` });
        return report;
      }),
    watch: t.procedure.input(WatchInput).subscription(async function* ({ signal }) {
      let version = 1;
      const event = (value: StreamEvent) => tracked(String(version), value);
      yield event({ type: "hello", version: String(version), simulated: true, at: new Date().toISOString() });
      while (!signal?.aborted) {
        await wait(script.tickMs ?? TICK_MS);
        version += 1;
        yield event({
          type: "tick",
          version: String(version),
          at: new Date().toISOString(),
          changes: moved(listings),
        });
      }
    }),
  });
  const jobs = t.router({
    get: run.input(GetRunInput).query(({ input }): JobRun => health.job(input.id)),
    cancel: run.input(GetRunInput).mutation(({ input }): JobRun => health.cancel(input.id)),
    runs: run.input(ListRunsInput).query(() => ({ items: health.runs(), nextCursor: null })),
    schedules: run.query(() => ({ items: health.schedules(), nextCursor: null })),
  });
  return t.router({ market, jobs, ...createFakeAccounts() });
}
