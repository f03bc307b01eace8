import type { HistoryStep } from "@cryptodesk/shared/market/timeframe";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { backfillHistory } from "./backfill-history.ts";
import { CoverageRepository } from "./coverage.repository.ts";
import { ListingRepository } from "./listing.repository.ts";
import { maintainHistory } from "./maintain-history.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { type PricePointDraft, ProviderError } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";
import { refreshSparklines } from "./refresh-sparklines.ts";
import { ReportRepository } from "./report.repository.ts";
import { rollUpPrices } from "./roll-up-prices.ts";
import { writeReport } from "./write-report.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const coingecko = createFakeProvider({
  capabilities: ["listings", "history"],
  historyReachDays: { "1h": 90, "1d": 800 },
});
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({
    providers: [coingecko],
    settings: {
      BACKFILL_DAILY_DAYS: "730",
      BACKFILL_HOURLY_DAYS: "90",
      RETENTION_5M_DAYS: "30",
      RETENTION_1H_DAYS: "60",
    },
  });
}, 60_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  Object.assign(coingecko, { coins: [], failure: null, points: () => null });
  coingecko.asked.length = 0;
});

const db = () => desk.market.db.primary;
const points = () => new PricePointRepository(db());
const read = (no: number, step: "5m" | "1h" | "1d") => points().read(no, step, new Date(0), new Date("2100-01-01"));

async function list(...ids: string[]): Promise<number[]> {
  coingecko.coins = ids.map((id, index) => listingDraft(id, { rank: index + 1, asOf: desk.now }));
  await refreshListings(desk.market, 100, quietRun);
  coingecko.asked.length = 0;
  const rows = await new ListingRepository(db()).findByIds(ids);
  return ids.map((id) => rows.find((row) => row.id === id)?.no ?? 0);
}

function point(at: number | string, priceUsd: string, more: Partial<PricePointDraft> = {}): PricePointDraft {
  const unknown = { openUsd: null, highUsd: null, lowUsd: null, marketCapUsd: null, volume24hUsd: null };
  return { at: new Date(at), priceUsd, ...unknown, ...more };
}

async function store(no: number, step: "5m" | "1h" | "1d", drafts: PricePointDraft[]): Promise<void> {
  const times = drafts.map(({ at }) => at.getTime());
  await ensurePricePartitions(db(), new Date(Math.min(...times)), new Date(Math.max(...times)));
  await points().save(no, step, "coingecko", drafts);
}

describe("rolling up", () => {
  it("keeps open, high, low and last of each whole hour, and leaves the running one", async () => {
    desk.now = new Date("2026-03-02T12:07:00Z");
    await store(1, "5m", [
      point("2026-03-02T10:00:00Z", "10", { openUsd: "8", highUsd: "11", lowUsd: "7" }),
      point("2026-03-02T10:25:00Z", "30", { marketCapUsd: "300" }),
      point("2026-03-02T10:55:00Z", "20", { marketCapUsd: "200", volume24hUsd: "5" }),
      point("2026-03-02T11:00:00Z", "0.000000000056366"),
      point("2026-03-02T12:00:00Z", "99"),
    ]);
    expect(await rollUpPrices(desk.market, quietRun)).toMatchObject({ hours: 2, days: 0 });
    expect(await read(1, "1h")).toMatchObject([
      {
        at: new Date("2026-03-02T10:00:00Z"),
        open_usd: "8",
        high_usd: "30",
        low_usd: "7",
        price_usd: "20",
        market_cap_usd: "200",
        volume_24h_usd: "5",
      },
      { at: new Date("2026-03-02T11:00:00Z"), open_usd: "0.000000000056366", price_usd: "0.000000000056366" },
    ]);
  });

  it("changes nothing when it is repeated, and goes on where it stopped", async () => {
    desk.now = new Date("2026-03-02T12:00:00Z");
    await store(1, "5m", [point("2026-03-02T10:00:00Z", "10"), point("2026-03-02T11:00:00Z", "11")]);
    await rollUpPrices(desk.market, quietRun);
    const before = await read(1, "1h");
    expect(await rollUpPrices(desk.market, quietRun)).toMatchObject({ hours: 0, days: 0 });
    expect(await read(1, "1h")).toEqual(before);
    desk.now = new Date("2026-03-02T13:20:00Z");
    await store(1, "5m", [point("2026-03-02T12:00:00Z", "12")]);
    expect(await rollUpPrices(desk.market, quietRun)).toMatchObject({ hours: 1 });
    expect((await read(1, "1h")).map(({ price_usd }) => price_usd)).toEqual(["10", "11", "12"]);
  });

  it("makes a day of its hours across the turn of the year, but not of a few of them", async () => {
    desk.now = new Date("2026-01-01T01:00:00Z");
    const day = Date.parse("2025-12-31T00:00:00Z");
    await store(
      1,
      "1h",
      Array.from({ length: 24 }, (_, hour) => point(day + hour * HOUR_MS, String(100 + hour))),
    );
    await store(
      2,
      "1h",
      Array.from({ length: 19 }, (_, hour) => point(day + hour * HOUR_MS, "5")),
    );
    expect(await rollUpPrices(desk.market, quietRun)).toMatchObject({ days: 1 });
    expect(await read(1, "1d")).toMatchObject([
      { at: new Date("2025-12-31T00:00:00Z"), open_usd: "100", high_usd: "123", low_usd: "100", price_usd: "123" },
    ]);
    expect(await read(2, "1d")).toEqual([]);
  });

  it("leaves a point that a source gave for that step itself", async () => {
    desk.now = new Date("2026-03-02T12:00:00Z");
    await store(1, "1h", [point("2026-03-02T10:00:00Z", "77")]);
    await store(1, "5m", [point("2026-03-02T10:05:00Z", "10")]);
    await rollUpPrices(desk.market, quietRun);
    expect((await read(1, "1h")).map(({ price_usd }) => price_usd)).toEqual(["77"]);
  });
});

describe("retention", () => {
  it("drops fine points after their time and keeps days for good", async () => {
    const ago = (days: number) => desk.now.getTime() - days * DAY_MS;
    await store(1, "5m", [point(ago(31), "1"), point(ago(29), "2")]);
    await store(1, "1h", [point(ago(61), "3"), point(ago(59), "4")]);
    await store(1, "1d", [point(ago(700), "5")]);
    expect(await maintainHistory(desk.market)).toMatchObject({ points5m: 1, points1h: 1 });
    expect((await read(1, "5m")).map(({ price_usd }) => price_usd)).toEqual(["2"]);
    expect((await read(1, "1h")).map(({ price_usd }) => price_usd)).toEqual(["4"]);
    expect(await read(1, "1d")).toHaveLength(1);
  });
});

describe("sparklines", () => {
  it("show the last price of every six hours of seven days, null where there is none", async () => {
    const [no = 0] = await list("coin");
    await store(no, "1h", [
      point("2026-03-02T11:00:00Z", "3"),
      point("2026-03-02T06:00:00Z", "2"),
      point("2026-03-02T05:00:00Z", "1"),
      point("2026-02-20T05:00:00Z", "9"),
    ]);
    await refreshSparklines(db(), [no], desk.now);
    const { rows } = await sql<{ points: (number | null)[] }>`SELECT points FROM sparkline`.execute(db());
    expect(rows[0]?.points).toHaveLength(28);
    expect(rows[0]?.points.slice(-3)).toEqual([1, 3, null]);
    expect(rows[0]?.points.filter((value) => value !== null)).toEqual([1, 3]);
  });
});

describe("backfilling", () => {
  const coverage = (no: number, series: "1h" | "1d") => new CoverageRepository(db()).find(no, series);
  const forever = () => Number.POSITIVE_INFINITY;
  /** A point for every interval from then until today's midnight. */
  const since =
    (from: string) =>
    (_id: string, step: HistoryStep): PricePointDraft[] => {
      const width = step === "1h" ? HOUR_MS : DAY_MS;
      const count = Math.round((Date.parse("2026-03-02T00:00:00Z") - Date.parse(from)) / width) + 1;
      return Array.from({ length: count }, (_, index) => point(Date.parse(from) + index * width, String(index + 1)));
    };

  it("fetches chunk by chunk as far back as the settings and the source reach, then is complete", async () => {
    const [no = 0] = await list("coin");
    coingecko.points = since("2023-06-01T00:00:00Z");
    const result = await backfillHistory(desk.market, forever(), quietRun);
    expect(result).toMatchObject({ pending: 0, paused: null });
    expect(await coverage(no, "1d")).toMatchObject({ state: "complete", attempts: 0, last_error: null });
    expect((await coverage(no, "1d"))?.reached).toEqual(new Date(desk.now.getTime() - 730 * DAY_MS));
    expect((await coverage(no, "1h"))?.reached).toEqual(new Date(desk.now.getTime() - 90 * DAY_MS));
    expect(await read(no, "1d")).toHaveLength(730);
    expect(coingecko.asked.filter((question) => question.startsWith("1d"))).toHaveLength(2);
    coingecko.asked.length = 0;
    await backfillHistory(desk.market, forever(), quietRun);
    expect(coingecko.asked).toEqual([]);
  });

  it("completes the report of the day that was written before there was history", async () => {
    await list("coin");
    await writeReport(desk.market);
    const volatility = async () =>
      (await new ReportRepository(db()).find(desk.now.toISOString().slice(0, 10)))?.volatility.medianPct;
    expect(await volatility()).toBeNull();
    coingecko.points = since("2023-06-01T00:00:00Z");
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await volatility()).toBeGreaterThan(0);
  });

  it("goes on after an abort where it had got to", async () => {
    const [first = 0, second = 0] = await list("one", "two");
    coingecko.points = since("2023-06-01T00:00:00Z");
    const stop = new AbortController();
    const original = coingecko.points;
    coingecko.points = (id, step) => {
      if (coingecko.asked.length === 4) stop.abort(new Error("the process stops"));
      return original(id, step);
    };
    await backfillHistory(desk.market, forever(), { ...quietRun, signal: stop.signal }).catch(() => {});
    expect(await coverage(first, "1h")).toMatchObject({ state: "complete" });
    expect(await coverage(first, "1d")).toMatchObject({
      state: "pending",
      reached: new Date(desk.now.getTime() - 365 * DAY_MS),
    });
    const done = coingecko.asked.splice(0).slice(0, 3);
    coingecko.points = original;
    expect(await backfillHistory(desk.market, forever(), quietRun)).toMatchObject({ pending: 0 });
    for (const question of done) expect(coingecko.asked).not.toContain(question);
    expect(await read(second, "1d")).toHaveLength(730);
  });

  it.each(["budget_spent", "throttled", "breaker_open"] as const)(
    "pauses for everybody on %s, without blaming the coin",
    async (kind) => {
      const [no = 0] = await list("one", "two");
      coingecko.failure = new ProviderError("coingecko", kind, "rest now");
      expect(await backfillHistory(desk.market, forever(), quietRun)).toMatchObject({ paused: "rest now", points: 0 });
      expect(coingecko.asked).toHaveLength(1);
      expect(await coverage(no, "1h")).toMatchObject({ state: "pending", attempts: 0 });
    },
  );

  it("asks as work that can wait, so that prices keep their share of the provider's requests", async () => {
    await list("coin");
    coingecko.points = since("2025-12-01T00:00:00Z");
    const { history } = coingecko;
    const patience: unknown[] = [];
    coingecko.history = (request, call) => {
      patience.push(call.patient);
      return history?.call(coingecko, request, call) ?? Promise.resolve([]);
    };
    await backfillHistory(desk.market, forever(), quietRun).finally(() => Object.assign(coingecko, { history }));
    expect(new Set(patience)).toEqual(new Set([true]));
  });

  it("gives up on a coin that the source does not know, and goes on with the others", async () => {
    const [unknown = 0, known = 0] = await list("unknown", "known");
    const days = since("2026-01-01T00:00:00Z");
    coingecko.points = (id, step) => {
      if (id === "unknown") throw new ProviderError("coingecko", "not_found", "no such coin", { status: 404 });
      return days(id, step);
    };
    expect(await backfillHistory(desk.market, forever(), quietRun)).toMatchObject({ pending: 0, paused: null });
    expect(await coverage(unknown, "1d")).toMatchObject({ state: "none", last_error: "no such coin" });
    expect(await coverage(known, "1d")).toMatchObject({ state: "complete" });
  });

  it("tries a coin five times before it gives up on errors that may pass", async () => {
    const [no = 0] = await list("coin");
    coingecko.failure = new ProviderError("coingecko", "server", "HTTP 500");
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await coverage(no, "1h")).toMatchObject({ state: "none", attempts: 5, last_error: "HTTP 500" });
  });

  it("tries a coin that it gave up on such errors anew a day later, and not one that the source does not know", async () => {
    const [no = 0, unknown = 0] = await list("coin", "unknown");
    coingecko.points = (id) => {
      const status = id === "unknown" ? 404 : 500;
      throw new ProviderError("coingecko", status === 404 ? "not_found" : "server", `HTTP ${status}`, { status });
    };
    await backfillHistory(desk.market, forever(), quietRun);
    coingecko.points = since("2026-01-01T00:00:00Z");
    desk.now = new Date(desk.now.getTime() + DAY_MS - MINUTE_MS);
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await coverage(no, "1d")).toMatchObject({ state: "none" });
    desk.now = new Date(desk.now.getTime() + 2 * MINUTE_MS);
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await coverage(no, "1d")).toMatchObject({ state: "complete", last_error: null });
    expect(await coverage(unknown, "1d")).toMatchObject({ state: "none", last_error: "HTTP 404" });
  });

  it("has none for a coin without a cross-reference to a source of history", async () => {
    const [no = 0] = await list("coin");
    await db().deleteFrom("coin_reference").execute();
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await coverage(no, "1d")).toMatchObject({ state: "none", last_error: "no source has history of this coin" });
  });

  it("does not take daily points for hours", async () => {
    const [no = 0] = await list("coin");
    const daily = since("2023-06-01T00:00:00Z");
    coingecko.points = (id) => daily(id, "1d");
    await backfillHistory(desk.market, forever(), quietRun);
    expect(await coverage(no, "1h")).toMatchObject({ state: "none", last_error: expect.stringContaining("coarser") });
    expect(await read(no, "1h")).toEqual([]);
    expect(await coverage(no, "1d")).toMatchObject({ state: "complete" });
  });

  it("never replaces what was observed live", async () => {
    const [no = 0] = await list("coin");
    await store(no, "1d", [point("2026-02-01T00:00:00Z", "42")]);
    coingecko.points = since("2026-01-01T00:00:00Z");
    await backfillHistory(desk.market, forever(), quietRun);
    const kept = (await read(no, "1d")).find(({ at }) => at.getTime() === Date.parse("2026-02-01T00:00:00Z"));
    expect(kept?.price_usd).toBe("42");
  });

  it("stops at its time, leaving the rest for the next run", async () => {
    await list("one", "two");
    coingecko.points = since("2023-06-01T00:00:00Z");
    const original = coingecko.points;
    coingecko.points = (id, step) => {
      desk.now = new Date(desk.now.getTime() + MINUTE_MS);
      return original(id, step);
    };
    const until = desk.now.getTime() + 2 * MINUTE_MS;
    expect(await backfillHistory(desk.market, until, quietRun)).toMatchObject({ series: 2, pending: 4 });
  });
});
