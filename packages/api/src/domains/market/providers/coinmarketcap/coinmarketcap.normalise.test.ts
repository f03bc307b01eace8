import { describe, expect, it } from "vitest";
import { hasRecordings, readRecordedBody } from "../../../../../test/support/recorded-upstream.ts";
import { readBatch } from "../listing-batch.ts";
import type { ListingDraft } from "../market-provider.ts";
import { coinMarketCapRows, normaliseGlobal } from "./coinmarketcap.normalise.ts";
import { CoinMarketCapGlobal, CoinMarketCapListings, CoinMarketCapQuotes } from "./coinmarketcap.schema.ts";

const NOW = new Date("2026-01-01T12:00:00Z");
const quote = { price: 100, market_cap: 2_000_000, last_updated: "2026-01-01T11:59:00.000Z" };
const coin = {
  id: 1,
  name: "Bitcoin",
  symbol: "BTC",
  slug: "bitcoin",
  cmc_rank: 1,
  tags: ["mineable"],
  date_added: "2010-07-13T00:00:00.000Z",
  last_updated: "2026-01-01T10:00:00.000Z",
  quote: { USD: quote },
};
const readRows = (...rows: unknown[]) => readBatch(rows, coinMarketCapRows, NOW);
const withQuote = (fields: object) => ({ ...coin, quote: { USD: { ...quote, ...fields } } });

describe("a coin", () => {
  it("is keyed by its number, because slugs and symbols change", () => {
    expect(readRows(coin).rows).toMatchObject([
      {
        externalId: "1",
        slug: "bitcoin",
        symbol: "BTC",
        rank: 1,
        priceUsd: "100",
        marketCapUsd: "2000000",
        categories: ["mineable"],
        listedAt: new Date("2010-07-13T00:00:00Z"),
        asOf: new Date("2026-01-01T11:59:00Z"),
      },
    ]);
  });

  it("keeps coins that share slug or symbol but not the number", () => {
    expect(readRows(coin, { ...coin, id: 2 }, { ...coin, id: "1" }).setAside).toMatchObject([
      { externalId: "1", reason: "duplicate_id" },
    ]);
  });

  it("has an unknown cap where the source says zero", () => {
    const [listing] = readRows({ ...withQuote({ market_cap: 0 }), circulating_supply: null, max_supply: 0 }).rows;
    expect(listing).toMatchObject({ marketCapUsd: null, circulatingSupply: null, maxSupply: null });
  });

  it("reads tags of listings (text) and of quotes (objects) alike; without tags they are not known", () => {
    const tagged = (tags: unknown) => readRows({ ...coin, tags }).rows[0]?.categories;
    expect(tagged([{ slug: "pow", name: "PoW", category: "ALGORITHM" }, "pow"])).toEqual(["pow"]);
    expect(tagged([])).toEqual([]);
    expect([tagged(undefined), tagged(null), tagged("pow")]).toEqual([null, null, null]);
  });

  it("takes rounding dust for no change", () => {
    expect(readRows(withQuote({ percent_change_24h: -1.42109e-14 })).rows[0]?.change24hPct).toBe(0);
  });

  it("uses the coin's own time where the quote has none", () => {
    expect(readRows(withQuote({ last_updated: null })).rows[0]?.asOf).toEqual(new Date("2026-01-01T10:00:00Z"));
  });

  it.each([
    [{ ...coin, quote: null }, "no_price"],
    [{ ...coin, quote: { EUR: quote } }, "no_price"],
    [withQuote({ price: null }), "no_price"],
    [withQuote({ price: 0 }), "out_of_range"],
    [{ ...coin, is_active: 0 }, "stale"],
    [{ ...coin, id: "abc" }, "invalid_row"],
    [{ ...coin, id: 1.5 }, "invalid_row"],
    [{ ...coin, slug: "" }, "invalid_row"],
  ])("is set aside when it is %j", (row, reason) => {
    expect(readRows(row).setAside).toMatchObject([{ reason }]);
  });
});

describe.skipIf(!hasRecordings)("recorded listings and quotes", () => {
  const listings = (file: string) =>
    readRows(...CoinMarketCapListings.parse(readRecordedBody(`upstream/coinmarketcap/listings/${file}`)).data);
  const quotes = (file: string) =>
    readRows(
      ...Object.values(
        CoinMarketCapQuotes.parse(readRecordedBody(`upstream/coinmarketcap/quotes_v2/${file}`)).data,
      ).flat(),
    );

  it.each([
    ["2019-04-16_excerpt_null_rich.json", 61],
    ["2019-08-14_small.json", 10],
    ["2021-06-29_top1000.json.gz", 1000],
    ["2021-06-30_1625062615758_top10.json", 10],
    ["2021-06-30_1625064268236_top10.json", 10],
    ["2021-06-30_1625064380622_top10.json", 10],
    ["2024-01-15_small.json", 3],
  ])("%s gives %i listings and sets nothing aside", (file, rows) => {
    const batch = listings(file);
    expect(batch.setAside).toEqual([]);
    expect(batch.rows).toHaveLength(rows);
  });

  it("thirty coins of 2019 have a price but an unknown cap, none a cap of zero", () => {
    const { rows } = listings("2019-04-16_excerpt_null_rich.json");
    expect(rows.filter(({ marketCapUsd }) => marketCapUsd === null)).toHaveLength(30);
    expect(
      rows.filter(({ marketCapUsd, circulatingSupply }) => marketCapUsd === "0" || circulatingSupply === "0"),
    ).toEqual([]);
    expect(rows.find(({ symbol }) => symbol === "UGAS" || symbol === "CKUSD")).toBeDefined();
  });

  it("symbols repeat among a thousand coins and all coins are kept", () => {
    const { rows } = listings("2021-06-29_top1000.json.gz");
    expect(new Set(rows.map(({ symbol }) => symbol)).size).toBeLessThan(1000);
    expect(new Set(rows.map(({ externalId }) => externalId)).size).toBe(1000);
  });

  it("quotes come as an object by id and as lists by symbol", () => {
    const bySymbol: ListingDraft[] = quotes("2023-11-20_by_symbol_array.json").rows;
    const byId = quotes("2024-01-16_by_id.json").rows;
    expect(bySymbol.map(({ externalId }) => externalId)).toEqual(["1"]);
    expect(byId.map(({ externalId }) => externalId)).toEqual(["1", "2010"]);
    expect(byId[0]?.categories).toContain("pow");
  });
});

describe("market totals", () => {
  it.skipIf(!hasRecordings)("are read from the recording", () => {
    const file = "upstream/coinmarketcap/global/2024-10-16_global_metrics.json";
    expect(normaliseGlobal(CoinMarketCapGlobal.parse(readRecordedBody(file)), NOW)).toEqual({
      totalMarketCapUsd: "2304896836510.4614",
      totalVolume24hUsd: "107437681371.3",
      marketCapChange24hPct: 0.2986063271927861,
      dominancePct: [
        { symbol: "BTC", pct: 57.396428129187 },
        { symbol: "ETH", pct: 13.585559193657 },
      ],
      asOf: new Date("2024-10-16T00:19:59.999Z"),
    });
  });

  it("are unusable without a time", () => {
    const body = CoinMarketCapGlobal.parse({ data: { quote: { USD: {} } } });
    expect(() => normaliseGlobal(body, NOW)).toThrow("no usable time");
  });
});
