import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { type DaySeries, readDayCloses, readDayRates, TOTAL_MARKET } from "./day-series.ts";
import { FiatRateRepository } from "./fiat-rate.repository.ts";
import { LivePrices } from "./live-prices.ts";
import { createSandboxProvider } from "./providers/sandbox/sandbox.provider.ts";
import { refreshListings } from "./refresh-listings.ts";
import { REPAIR_HISTORY } from "./repair-history.job.ts";

const sandbox = createSandboxProvider({ seed: "day-series", tickSeconds: 10 });
const DAY_MS = 86_400_000;
let desk: MarketDesk;
const series = (text: string) => JSON.parse(text) as DaySeries[];
const ago = (days: number) => new Date(desk.now.getTime() - days * DAY_MS).toISOString().slice(0, 10);
const numberOf = (day: string) => String(Date.parse(`${day}T00:00:00Z`) / DAY_MS);

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [sandbox] });
});
afterAll(() => desk.close());
afterEach(async () => {
  desk.market.mode = "sandbox";
  await desk.reset();
});

describe("prices and rates by day", () => {
  it("are computed for days gone by where the source can, once", async () => {
    await refreshListings(desk.market, 250, quietRun);
    const read = () => readDayCloses(desk.ctx, desk.market, ["bitcoin", "ethereum"], ago(40));
    const closes = series(await read());
    expect(closes.map(({ id }) => id).sort()).toEqual(["bitcoin", "ethereum"]);
    const days = closes[0]?.days.split(",") ?? [];
    expect(days).toHaveLength(40);
    expect([days[0], days.at(-1)]).toEqual([numberOf(ago(40)), numberOf(ago(1))]);
    expect(closes[0]?.values.split(",")).toHaveLength(40);
    expect(closes[0]?.sources).toBe("sandbox");
    expect(series(await read())).toEqual(closes);
    expect(desk.requested).toEqual([]);
  });

  it("are computed for other money too", async () => {
    const [euro, ...others] = series(await readDayRates(desk.ctx, desk.market, ["eur"], ago(10)));
    expect(others).toEqual([]);
    expect(euro?.days.split(",")).toEqual(Array.from({ length: 11 }, (_, at) => numberOf(ago(10 - at))));
    for (const rate of euro?.values.split(",") ?? []) expect(Number(rate)).toBeCloseTo(0.91, 0);
  });

  it("are asked for from a live source where they are missing, and answered as far as they are there", async () => {
    await refreshListings(desk.market, 250, quietRun);
    desk.market.mode = "live";
    expect(series(await readDayCloses(desk.ctx, desk.market, ["bitcoin"], ago(5)))).toEqual([]);
    expect(desk.requested.map(({ name, key }) => [name, key])).toEqual([[REPAIR_HISTORY, "bitcoin"]]);
    expect(series(await readDayRates(desk.ctx, desk.market, ["eur"], ago(5)))).toEqual([]);
  });

  it("keep the last word of a day", async () => {
    const repository = new FiatRateRepository(desk.market.db.primary);
    const said = (perUsd: string, hour: string) =>
      repository.replace("coingecko", {
        rates: [{ currency: "eur", name: "Euro", perUsd }],
        asOf: new Date(`2026-02-01T${hour}:00:00Z`),
      });
    for (const [rate, hour] of [
      ["0.91", "08"],
      ["0.93", "20"],
      ["0.92", "14"],
    ] as const)
      await said(rate, hour);
    const [euro] = series(await repository.daySeries(["eur"], "2026-01-01"));
    expect(euro).toEqual({ id: "eur", days: numberOf("2026-02-01"), values: "0.93", sources: "coingecko" });
  });

  it("have the market cap of everything beside coins, the day's last", async () => {
    const totals = [
      ["2026-02-27T08:00:00Z", "100"],
      ["2026-02-27T20:00:00Z", "110"],
      ["2026-02-28T23:59:59.9Z", "120"],
    ];
    for (const [at, cap] of totals) {
      await sql`INSERT INTO market_total (at, source, total_market_cap_usd)
        VALUES (${at}::timestamptz, 'coingecko', ${cap}::numeric)`.execute(desk.market.db.primary);
    }
    const [market] = series(await readDayCloses(desk.ctx, desk.market, [TOTAL_MARKET], "2026-02-01"));
    expect(market).toMatchObject({ id: TOTAL_MARKET, values: "110,120" });
    expect(market?.days).toBe(`${numberOf("2026-02-27")},${numberOf("2026-02-28")}`);
  });
});

describe("live prices", () => {
  it("are read once and follow every change that is published", async () => {
    await refreshListings(desk.market, 250, quietRun);
    const prices = new LivePrices(desk.market.db, desk.market.ticks);
    const bitcoin = async () => (await prices.of(["bitcoin", "no-such-coin"])).get("bitcoin");
    const before = await bitcoin();
    expect(before).toMatchObject({ symbol: "BTC", source: "sandbox" });
    expect((await prices.of(["no-such-coin"])).size).toBe(0);
    const change = {
      id: "bitcoin",
      symbol: "BTC",
      rank: 1,
      priceUsd: "123.45",
      marketCapUsd: null,
      volume24hUsd: null,
    };
    const rest = {
      change1hPct: null,
      change24hPct: 1,
      change7dPct: null,
      source: "sandbox",
      quarantined: false,
    } as const;
    const version = (before?.version ?? 0) + 1_000;
    desk.market.ticks.publish({
      version,
      at: desk.now,
      changes: [{ ...change, ...rest, asOf: desk.now.toISOString() }],
    });
    expect(await bitcoin()).toMatchObject({ priceUsd: "123.45", change24hPct: 1, version, name: before?.name });
  });
});
