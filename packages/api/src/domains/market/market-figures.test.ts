import { CompareInput } from "@cryptodesk/shared/market/comparison.contract";
import { GetTopInput } from "@cryptodesk/shared/market/overview.contract";
import { GetReportInput } from "@cryptodesk/shared/market/report.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, NOON, secondsBefore } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { compareCoins } from "./compare-coins.ts";
import { getOverview } from "./get-overview.ts";
import { getReport } from "./get-report.ts";
import { getTop } from "./get-top.ts";
import { GlobalRepository } from "./global.repository.ts";
import { ListingRepository } from "./listing.repository.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import type { ListingDraft } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";
import { writeReport } from "./write-report.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const coingecko = createFakeProvider();
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => desk.reset());

const MUCH = "5000000";
async function list(...coins: ListingDraft[]): Promise<void> {
  coingecko.coins = coins;
  await refreshListings(desk.market, 100, quietRun);
}
const top = async (input: Partial<GetTopInput> & Pick<GetTopInput, "category">) => {
  const { items } = await getTop(desk.ctx, GetTopInput.parse(input));
  return items.map(({ listing, metric }) => [listing.id, metric]);
};

describe("top lists", () => {
  const coins = [
    listingDraft("up", { change24hPct: 12, change7dPct: -3, volume24hUsd: MUCH, marketCapUsd: "10" }),
    listingDraft("down", { change24hPct: -30, change7dPct: 8, volume24hUsd: MUCH, marketCapUsd: "30" }),
    listingDraft("still", { change24hPct: 0, volume24hUsd: MUCH, marketCapUsd: "20" }),
    listingDraft("dust", { change24hPct: 9_000, volume24hUsd: "999999.99", marketCapUsd: "1" }),
    listingDraft("silent", { change24hPct: 500, volume24hUsd: null }),
    listingDraft("unknown", { change24hPct: null, volume24hUsd: MUCH, marketCapUsd: null }),
  ];

  it.each([
    [{ category: "gainers" }, [["up", 12]]],
    [{ category: "losers" }, [["down", -30]]],
    [{ category: "gainers", window: "7d" }, [["down", 8]]],
    [{ category: "losers", window: "7d" }, [["up", -3]]],
    [
      { category: "gainers", minVolume24hUsd: "0" },
      [
        ["dust", 9_000],
        ["up", 12],
      ],
    ],
    [
      { category: "market-cap" },
      [
        ["down", 30],
        ["still", 20],
        ["up", 10],
      ],
    ],
    [{ category: "volume", limit: 1 }, [["down", 5_000_000]]],
    [{ category: "volatile", window: "7d" }, []],
  ] as const)("%j", async (input, expected) => {
    await list(...coins);
    expect(await top(input)).toEqual(expected);
  });

  it("has no gainers on a day on which everything fell", async () => {
    await list(
      listingDraft("a", { change24hPct: -1, volume24hUsd: MUCH }),
      listingDraft("b", { change24hPct: -2, volume24hUsd: MUCH }),
    );
    expect(await top({ category: "gainers" })).toEqual([]);
    expect(await top({ category: "losers" })).toEqual([
      ["b", -2],
      ["a", -1],
    ]);
  });

  it("measures a day's range against its low, unknown where the low is", async () => {
    await list(
      listingDraft("wide", { high24hUsd: "150", low24hUsd: "100", volume24hUsd: MUCH }),
      listingDraft("narrow", { high24hUsd: "0.00000000011", low24hUsd: "0.0000000001", volume24hUsd: MUCH }),
      listingDraft("half", { high24hUsd: "150", low24hUsd: null, volume24hUsd: MUCH }),
    );
    expect(await top({ category: "volatile" })).toEqual([
      ["wide", 50],
      ["narrow", 10],
    ]);
  });

  it("leaves out a coin whose jump is held back", async () => {
    await list(listingDraft("coin", { change24hPct: 5, volume24hUsd: MUCH }));
    desk.now = new Date(NOON.getTime() + 300_000);
    await list(listingDraft("coin", { change24hPct: 900, volume24hUsd: MUCH, priceUsd: "1000", asOf: desk.now }));
    expect(await top({ category: "gainers" })).toEqual([]);
  });

  it("shows trending coins that the desk lists, in their order", async () => {
    await list(listingDraft("one"), listingDraft("two"));
    const trending = ["two", "never-listed", "one"].map((externalId, index) => ({
      externalId,
      symbol: "",
      name: "",
      position: index + 1,
    }));
    await new GlobalRepository(desk.market.db.primary).saveTrending("coingecko", trending, desk.now);
    expect(await top({ category: "trending" })).toEqual([
      ["two", 1],
      ["one", 3],
    ]);
  });
});

describe("the overview", () => {
  it("of an empty desk is unknown, not zero", async () => {
    expect(await getOverview(desk.ctx, desk.market)).toMatchObject({
      totalMarketCapUsd: null,
      totalVolume24hUsd: null,
      totalsSource: null,
      totalsAsOf: null,
      dominance: [],
      breadth: { advancers: 0, decliners: 0, unchanged: 0, unknown: 0 },
      counts: { coins: 0, ranked: 0, stale: 0, quarantined: 0 },
      freshness: { lastRefreshAt: null, newestAsOf: null, oldestTop50AsOf: null },
      sources: [],
    });
  });

  it("adds up exactly what is known and counts what is not", async () => {
    await list(
      listingDraft("big", { marketCapUsd: "657479138251227900000", rank: 1, change24hPct: 1, categories: ["a", "b"] }),
      listingDraft("small", {
        marketCapUsd: "0.1",
        rank: 60,
        change24hPct: -1,
        volume24hUsd: "7.5",
        categories: ["a"],
      }),
      listingDraft("still", { change24hPct: 0 }),
      listingDraft("old", { change24hPct: null, rank: 2, asOf: secondsBefore(7_300) }),
    );
    expect(await getOverview(desk.ctx, desk.market)).toMatchObject({
      totalMarketCapUsd: "657479138251227900000.1",
      totalVolume24hUsd: "7.5",
      totalsSource: null,
      dominance: [{ id: "big", pct: 100 }, { id: "small" }],
      breadth: { advancers: 1, decliners: 1, unchanged: 1, unknown: 1 },
      counts: { coins: 4, ranked: 3, stale: 1, quarantined: 0 },
      freshness: { oldestTop50AsOf: secondsBefore(7_300).toISOString(), lastRefreshAt: NOON.toISOString() },
      categories: [
        { name: "a", coins: 2 },
        { name: "b", coins: 1 },
      ],
      sources: ["coingecko"],
      marketVersion: "1",
    });
  });

  it("takes the provider's totals while they are fresh, and its own sums when they are not", async () => {
    await list(listingDraft("coin", { marketCapUsd: "5" }));
    const given = {
      totalMarketCapUsd: "9",
      totalVolume24hUsd: null,
      marketCapChange24hPct: -2,
      dominancePct: [],
      asOf: secondsBefore(60),
    };
    await new GlobalRepository(desk.market.db.primary).saveTotals("coingecko", given);
    expect(await getOverview(desk.ctx, desk.market)).toMatchObject({
      totalMarketCapUsd: "9",
      totalMarketCapChange24hPct: -2,
      totalsSource: "coingecko",
    });
    desk.now = new Date(NOON.getTime() + 3 * HOUR_MS);
    expect(await getOverview(desk.ctx, desk.market)).toMatchObject({ totalMarketCapUsd: "5", totalsSource: null });
  });
});

describe("the market report", () => {
  const read = (date: string) => getReport(desk.ctx, GetReportInput.parse({ date }));

  it("is not written before there is a market", async () => {
    expect(await writeReport(desk.market)).toMatchObject({ skipped: "no listings yet" });
    await expect(read("latest")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says the day in figures and sentences, against the report before", async () => {
    const market = (cap: string, asOf: Date) => [
      listingDraft("up", {
        symbol: "UP",
        name: "Upcoin",
        change24hPct: 12.34,
        volume24hUsd: MUCH,
        marketCapUsd: cap,
        asOf,
      }),
      listingDraft("down", { symbol: "DN", name: "Downcoin", change24hPct: -30, volume24hUsd: MUCH, asOf }),
      listingDraft("unknown", { asOf }),
    ];
    await list(...market("1000000000", desk.now));
    await writeReport(desk.market);
    desk.now = new Date(NOON.getTime() + DAY_MS);
    await list(...market("1100000000", desk.now));
    await writeReport(desk.market);
    const report = await read("latest");
    expect(report).toMatchObject({
      date: "2026-03-03",
      totalMarketCapUsd: "1100000000",
      gainers: [{ id: "up", changePct: 12.34 }],
      losers: [{ id: "down", changePct: -30 }],
      breadth: { advancers: 1, decliners: 1, unchanged: 0, unknown: 1 },
    });
    expect(report.totalMarketCapChangePct).toBeCloseTo(10, 10);
    expect(report.summary.slice(0, 3)).toEqual([
      "The market is worth 1.1B USD (+10 % since the last report); 10M USD changed hands in 24 h. UP is 100 % of it.",
      "1 coins rose, 1 fell and 0 stood still over 24 h. Of 1 the change is not known.",
      "Among coins with over a million USD of volume Upcoin rose most (+12.3 %), Downcoin fell most (-30 %).",
    ]);
    expect((await read("2026-03-02")).date).toBe("2026-03-02");
  });

  it("replaces the report of the same day", async () => {
    await list(listingDraft("coin", { marketCapUsd: "1" }));
    await writeReport(desk.market);
    desk.now = new Date(NOON.getTime() + HOUR_MS);
    await writeReport(desk.market);
    expect(await read("2026-03-02")).toMatchObject({ writtenAt: desk.now.toISOString() });
  });

  it.each(["0000-01-01", "9999-12-31"])("of %s is refused or not there, never a failure of ours", async (date) => {
    const input = GetReportInput.safeParse({ date });
    if (!input.success) return;
    await expect(getReport(desk.ctx, input.data)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("comparing coins", () => {
  async function withHours(prices: Record<string, (number | null)[]>): Promise<void> {
    await list(...Object.keys(prices).map((id) => listingDraft(id)));
    const start = NOON.getTime() - 20 * HOUR_MS;
    await ensurePricePartitions(desk.market.db.primary, new Date(start), NOON);
    for (const [id, series] of Object.entries(prices)) {
      const row = await new ListingRepository(desk.market.db.primary).findById(id);
      const points = series.flatMap((price, index) =>
        price === null
          ? []
          : [
              {
                at: new Date(start + index * HOUR_MS),
                priceUsd: String(price),
                openUsd: null,
                highUsd: null,
                lowUsd: null,
                marketCapUsd: null,
                volume24hUsd: null,
              },
            ],
      );
      await new PricePointRepository(desk.market.db.primary).save(row?.no ?? 0, "1h", "coingecko", points);
    }
  }
  const compare = (ids: string[]) => compareCoins(desk.ctx, desk.market, CompareInput.parse({ ids, window: "7d" }));

  it("sets each to 100 at the first time at which all have a price, unknown where one has none", async () => {
    await withHours({ a: [50, 100, 110, 100], b: [null, 2, null, 3] });
    const { series, times } = await compare(["a", "b"]);
    expect(times[0]).toBe(new Date(NOON.getTime() - 19 * HOUR_MS).toISOString());
    expect(series.map(({ indexed }) => indexed.slice(0, 3).map((value) => value && Math.round(value)))).toEqual([
      [100, 110, 100],
      [100, null, 150],
    ]);
  });

  it("gives no correlation of a few returns", async () => {
    await withHours({ a: [1, 2, 3], b: [1, 2, 3] });
    expect((await compare(["a", "b"])).correlation).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  it("refuses the same coin twice and names an unknown one", async () => {
    await list(listingDraft("a", { symbol: "AAA" }));
    await expect(compare(["a", "AAA"])).rejects.toMatchObject({
      code: "INVALID_INPUT",
      errors: [{ pointer: "/ids/1" }],
    });
    await expect(compare(["a", "nobody"])).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
