import { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { StrategyRules, StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { BacktestData } from "@cryptodesk/shared/strategy/run.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../../test/support/fake-provider.ts";
import { listingDraft } from "../../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../../test/support/market-desk.ts";
import { someRules } from "../../../../test/support/strategy-rules.ts";
import { CandleRepository } from "../../market/candle.repository.ts";
import { CoverageRepository, type Series } from "../../market/coverage.repository.ts";
import { ListingRepository } from "../../market/listing.repository.ts";
import { ensurePricePartitions } from "../../market/partition.repository.ts";
import { PricePointRepository } from "../../market/price-point.repository.ts";
import type { CandleDraft } from "../../market/providers/market-provider.ts";
import { refreshListings } from "../../market/refresh-listings.ts";
import { StandingThreads } from "../runs/thread/standing-threads.ts";
import { getBacktestData } from "./backtest-data.ts";
import { planRunData } from "./run-data.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const coins = ["bitcoin", "ethereum", "tether", "young"].map((id, index) =>
  listingDraft(id, {
    symbol: id.slice(0, 3),
    marketCapUsd: String(1_000 - index),
    rank: index + 1,
    categories: id === "tether" ? ["Stablecoins"] : [],
  }),
);
const coingecko = createFakeProvider({ coins });
const binance = createFakeProvider({ id: "binance", capabilities: ["candles"] });
const threads = new StandingThreads(1);
let desk: MarketDesk;
const no = new Map<string, number>();

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko, binance] });
}, 60_000);
afterAll(async () => {
  await threads.close();
  await desk.close();
});
beforeEach(async () => {
  await desk.reset();
  await refreshListings(desk.market, 10, quietRun);
  const listings = new ListingRepository(desk.market.db.primary);
  for (const { externalId } of coins) no.set(externalId, (await listings.findById(externalId))?.no ?? 0);
});

const day = (back: number) => Math.floor(desk.now.getTime() / DAY_MS) * DAY_MS - back * DAY_MS;
const iso = (ms: number) => new Date(ms).toISOString();

function candle(openMs: number, close: number, complete = true): CandleDraft {
  const [open, high, low] = [close, close + 1, close / 2].map(String) as [string, string, string];
  return { openTime: new Date(openMs), open, high, low, close: String(close), volume: "10.5", complete };
}

async function store(coin: string, timeframe: "1h" | "1d", candles: CandleDraft[], pair = "PAIR"): Promise<void> {
  await new CandleRepository(desk.market.db.primary).save(no.get(coin) ?? 0, timeframe, "binance", pair, candles);
}

async function cover(coin: string, series: Series, state: "pending" | "complete" | "none"): Promise<void> {
  const change = { reached: null, state, attempts: 0, lastError: null };
  await new CoverageRepository(desk.market.db.primary).save(no.get(coin) ?? 0, series, change, desk.now);
}

async function complete(coin: string): Promise<void> {
  for (const series of ["1h", "1d", "candles-1h", "candles-1d"] as const) await cover(coin, series, "complete");
}

const days = (first: number, last: number, price: (back: number) => number = () => 100) =>
  Array.from({ length: first - last + 1 }, (_, index) => candle(day(first - index), price(first - index)));

const read = (rules: StrategyRules, settings: object = {}) =>
  getBacktestData(
    desk.ctx,
    { market: desk.market, threads },
    { rules, settings: BacktestSettings.parse({ benchmark: null, ...settings }) },
  );

describe("the candles of a run", () => {
  it("are closed ones only, with warm-up before the run, as the contract says", async () => {
    await complete("bitcoin");
    await store("bitcoin", "1d", [...days(400, 1, (back) => 1_000 - back), candle(day(0), 5, false)]);
    const data = BacktestData.parse(await read(someRules(), { from: iso(day(10)) }));
    const [bitcoin] = data.coins;
    expect(data.from).toBe(iso(day(10)));
    expect(data.to).toBe(iso(day(0)));
    expect(bitcoin?.time.at(0)).toBe(day(60));
    expect(bitcoin?.time.at(-1)).toBe(day(1));
    expect(bitcoin?.close.at(-1)).toBe(999);
    expect(bitcoin?.volume.at(-1)).toBe(10.5);
    expect(data.benchmark).toBe("bitcoin");
    expect(data.coverage).toEqual([
      {
        coin: "bitcoin",
        symbol: "bit",
        from: iso(day(10)),
        to: iso(day(0)),
        candles: 10,
        missing: 0,
        note: null,
        remarks: [],
      },
    ]);
  });

  it("are built from shorter ones where only those are stored", async () => {
    await complete("bitcoin");
    const hours = Array.from({ length: 72 }, (_, hour) => candle(day(3) + hour * HOUR_MS, 100 + hour));
    await store("bitcoin", "1h", hours);
    const data = await read(someRules(), { from: iso(day(3)) });
    expect(data.coins[0]?.close).toEqual([123, 147, 171]);
    expect(data.coins[0]?.open).toEqual([100, 124, 148]);
    expect(data.coins[0]?.volume).toEqual([252, 252, 252]);
  });

  it("are points where no exchange has the coin, and the run is told what that means", async () => {
    await complete("bitcoin");
    await ensurePricePartitions(desk.market.db.primary, new Date(day(20)), desk.now);
    const points = days(5, 1).map(({ openTime }) => ({
      at: openTime,
      priceUsd: "7",
      openUsd: null,
      highUsd: null,
      lowUsd: null,
      marketCapUsd: null,
      volume24hUsd: null,
    }));
    await new PricePointRepository(desk.market.db.primary).save(no.get("bitcoin") ?? 0, "1d", "coingecko", points);
    const data = await read(someRules(), { from: iso(day(4)) });
    expect(data.coins[0]?.high).toEqual([7, 7, 7, 7, 7]);
    expect(data.coins[0]?.volume).toEqual([null, null, null, null, null]);
    expect(data.coverage[0]?.note).toContain("no range inside");
  });

  it("say where they are missing, and break off where too many are", async () => {
    await complete("bitcoin");
    await store("bitcoin", "1d", [...days(20, 15), ...days(13, 12), ...days(5, 1)]);
    const data = await read(someRules(), { from: iso(day(20)) });
    expect(data.coins[0]?.segment).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect(data.coverage[0]).toMatchObject({ candles: 13, missing: 7 });
  });

  it("include coins that rules compare with, and the benchmark, which are not traded", async () => {
    for (const coin of ["bitcoin", "ethereum", "young"]) {
      await complete(coin);
      await store(coin, "1d", days(9, 1));
    }
    const series = [{ name: "b", indicator: "beta" as const, other: "young", parameters: {} }];
    const rules = someRules({ universe: { kind: "list", coins: ["ethereum"] }, series });
    const data = await read(rules, { from: iso(day(5)), benchmark: "bitcoin" });
    expect(data.coins.map(({ coin, inUniverse }) => [coin, inUniverse])).toEqual([
      ["ethereum", true],
      ["young", false],
      ["bitcoin", false],
    ]);
    expect(data.benchmark).toBe("bitcoin");
  });

  it("leave out coins without any, by name, while others have some", async () => {
    await complete("bitcoin");
    await complete("young");
    await store("bitcoin", "1d", days(9, 1));
    const rules = someRules({ universe: { kind: "list", coins: ["bitcoin", "young"] } });
    const data = await read(rules, { from: iso(day(5)) });
    expect(data.coins.map(({ coin }) => coin)).toEqual(["bitcoin"]);
    expect(data.notes.join()).toContain("young has no 1d candles");
  });
});

describe("a universe by rank", () => {
  const top = (count: number, withStablecoins = false) =>
    someRules({ universe: { kind: "top", count, rebalance: "1w", withStablecoins } });

  async function caps(coin: string, cap: (back: number) => string): Promise<void> {
    await complete(coin);
    await store(coin, "1d", days(40, 1));
    await ensurePricePartitions(desk.market.db.primary, new Date(day(60)), desk.now);
    const points = days(40, 1).map(({ openTime }) => ({
      at: openTime,
      priceUsd: "7",
      openUsd: null,
      highUsd: null,
      lowUsd: null,
      marketCapUsd: cap((day(0) - openTime.getTime()) / DAY_MS),
      volume24hUsd: null,
    }));
    await new PricePointRepository(desk.market.db.primary).save(no.get(coin) ?? 0, "1d", "coingecko", points);
  }

  it("follows the market caps of the day before each rebalance, without stablecoins", async () => {
    await caps("tether", () => "9000");
    await caps("bitcoin", () => "100");
    await caps("ethereum", (back) => (back > 15 ? "50" : "500"));
    const data = await read(top(1), { from: iso(day(28)) });
    const members = new Map(data.coins.map(({ coin, members }) => [coin, members]));
    const [bitcoin] = members.get("bitcoin") ?? [];
    const [ethereum] = members.get("ethereum") ?? [];
    expect(members.has("tether")).toBe(false);
    expect(bitcoin?.to).toBe(ethereum?.from);
    expect(new Date(ethereum?.from ?? 0).getUTCDay()).toBe(1);
    expect(ethereum?.from).toBeGreaterThan(day(15));
    expect(ethereum?.from).toBeLessThanOrEqual(day(15) + 8 * DAY_MS);
    expect(ethereum?.to).toBeNull();
    expect(data.notes[0]).toContain("survivorship bias");
    expect(data.notes).toHaveLength(1);
  });

  it("takes today's ranks where none are stored, and says so", async () => {
    for (const { externalId } of coins) {
      await complete(externalId);
      await store(externalId, "1d", days(40, 1));
    }
    const data = await read(top(2), { from: iso(day(28)) });
    expect(data.coins.filter(({ inUniverse }) => inUniverse).map(({ coin }) => coin)).toEqual(["bitcoin", "ethereum"]);
    expect(data.notes.join()).toContain("Market caps are not stored for 4 of 4 rebalances");
  });
});

describe("what cannot be run is refused with its place and what there is", () => {
  const refusal = (rules: StrategyRules, settings: object = {}) =>
    read(rules, settings).then(
      () => expect.fail("was not refused"),
      (error: { code: string; errors: { pointer: string; detail: string }[] }) => ({
        code: error.code,
        pointer: error.errors[0]?.pointer,
        detail: error.errors[0]?.detail ?? "",
      }),
    );

  it.each<[string, Partial<StrategyRulesInput>, object, string, string]>([
    ["an unknown coin", { universe: { kind: "coin", coin: "bit" } }, {}, "/rules/universe/coin", 'knows no coin "bit"'],
    [
      "an unknown coin of a list",
      { universe: { kind: "list", coins: ["bitcoin", "nothing"] } },
      {},
      "/rules/universe/coins/1",
      'no coin "nothing"',
    ],
    ["an unknown benchmark", {}, { benchmark: "bit" }, "/settings/benchmark", "did you mean bitcoin"],
    ["a timeframe finer than what is stored", { timeframe: "1h" }, {}, "/rules/timeframe", "1d from"],
    [
      "a span before the candles",
      {},
      { from: "2015-01-01T00:00:00Z", to: "2016-01-01T00:00:00Z" },
      "/settings/from",
      "Stored are 1d from",
    ],
    [
      "an empty span",
      {},
      { from: "2020-01-02T00:00:00Z", to: "2020-01-01T00:00:00Z" },
      "/settings/from",
      "begin before the end",
    ],
    ["a span in the future", {}, { from: "2200-01-01T00:00:00Z" }, "/settings/from", "begin before the end"],
    ["a span before every market", {}, { from: "1900-01-01T00:00:00Z" }, "/settings/from", "must not be before 2009"],
    [
      "more values than an answer holds",
      { timeframe: "5m" },
      { from: "2020-01-01T00:00:00Z" },
      "/settings/from",
      "take a shorter span",
    ],
  ])("%s", async (_, change, settings, pointer, detail) => {
    await complete("bitcoin");
    await store("bitcoin", "1d", days(100, 1));
    if (change.timeframe === "5m") {
      await store5m();
    }
    const refused = await refusal(someRules(change), settings);
    expect(refused).toMatchObject({ code: "INVALID_INPUT", pointer });
    expect(refused.detail).toContain(detail);
  });

  async function store5m(): Promise<void> {
    await ensurePricePartitions(desk.market.db.primary, new Date(day(1_000)), desk.now);
    await sql`INSERT INTO price_point (coin_no, step, at, price_usd, source)
      SELECT ${no.get("bitcoin") ?? 0}::int, 5, generate_series(${iso(day(1_001))}::timestamptz, ${iso(day(1))}::timestamptz,
        interval '5 minutes'), 1, 'coingecko'`.execute(desk.market.db.primary);
  }

  it("a series that goes on as another coin", async () => {
    await complete("bitcoin");
    await store("bitcoin", "1d", [...days(60, 40, () => 0.0001), ...days(20, 1, () => 6)]);
    const refused = await refusal(someRules(), { from: iso(day(60)) });
    expect(refused.pointer).toBe("/rules/universe/coin");
    expect(refused.detail).toContain(`from ${iso(day(39))} to ${iso(day(20))}`);
    expect(refused.detail).toContain("Choose a span on one side");
    await expect(read(someRules(), { from: iso(day(20)) })).rejects.toMatchObject({ code: "INVALID_INPUT" });
  });

  it("a coin without candles anywhere", async () => {
    await complete("bitcoin");
    await sql`DELETE FROM price_point`.execute(desk.market.db.primary);
    expect(await refusal(someRules())).toMatchObject({
      pointer: "/rules/universe/coin",
      detail: expect.stringContaining("no source has any"),
    });
  });

  it("a coin whose history is still being fetched, which is asked for", async () => {
    await store("bitcoin", "1d", days(10, 1));
    const reading = { db: desk.ctx.db, clock: desk.ctx.clock, asks: desk.ctx };
    const settings = BacktestSettings.parse({});
    const request = { rules: someRules(), settings, settingsAt: "/settings" };
    const limits = { mostCandles: 1_000, waitMs: 0 };
    await expect(planRunData(reading, desk.market, request, limits)).rejects.toMatchObject({
      errors: [
        { pointer: "/rules/universe/coin", detail: expect.stringContaining("is being fetched. Here are 1d from") },
      ],
    });
    expect(desk.requested).toMatchObject([{ name: "repair-history", key: "bitcoin" }]);
  });
});
