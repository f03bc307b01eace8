import { describe, expect, it } from "vitest";
import { hasRecordings, readRecordedBody, readRecording } from "../../../../../test/support/recorded-upstream.ts";
import { readBatch } from "../listing-batch.ts";
import type { ListingDraft, SetAsideDraft } from "../market-provider.ts";
import { coinGeckoRows, normaliseGlobal, normaliseTrending } from "./coingecko.normalise.ts";
import { CoinGeckoGlobal, CoinGeckoTrending } from "./coingecko.schema.ts";

const NOW = new Date("2026-01-01T12:00:00Z");
const row = {
  id: "bitcoin",
  symbol: "btc",
  name: "Bitcoin",
  image: "https://assets.coingecko.com/1.png",
  current_price: 100,
  market_cap: 2_000_000,
  market_cap_rank: 1,
  circulating_supply: 20_000,
  last_updated: "2026-01-01T11:59:00.000Z",
};

const readRows = (...rows: unknown[]) => readBatch(rows, coinGeckoRows, NOW);
function listingOf(fields: object): ListingDraft {
  const [listing] = readRows({ ...row, ...fields }).rows;
  if (!listing) throw new Error("the row was set aside");
  return listing;
}
function setAsideOf(fields: object): SetAsideDraft {
  const [setAside] = readRows({ ...row, ...fields }).setAside;
  if (!setAside) throw new Error("the row was used");
  return setAside;
}

describe("a row of /coins/markets", () => {
  it("becomes a listing whose unknown figures are null", () => {
    expect(listingOf({})).toEqual({
      externalId: "bitcoin",
      slug: "bitcoin",
      symbol: "BTC",
      name: "Bitcoin",
      imageUrl: "https://assets.coingecko.com/1.png",
      rank: 1,
      priceUsd: "100",
      marketCapUsd: "2000000",
      fullyDilutedValuationUsd: null,
      volume24hUsd: null,
      high24hUsd: null,
      low24hUsd: null,
      change1hPct: null,
      change24hPct: null,
      change7dPct: null,
      circulatingSupply: "20000",
      totalSupply: null,
      maxSupply: null,
      athUsd: null,
      athAt: null,
      athChangePct: null,
      atlUsd: null,
      atlAt: null,
      atlChangePct: null,
      categories: null,
      listedAt: null,
      asOf: new Date("2026-01-01T11:59:00Z"),
    });
  });

  it("takes zero for unknown where zero cannot be: cap, supplies, valuation", () => {
    const zero = { market_cap: 0, circulating_supply: 0.0, total_supply: 0, max_supply: 0, fully_diluted_valuation: 0 };
    expect(listingOf({ ...zero, market_cap_rank: null, total_volume: 0 })).toMatchObject({
      marketCapUsd: null,
      circulatingSupply: null,
      totalSupply: null,
      maxSupply: null,
      fullyDilutedValuationUsd: null,
      rank: null,
      volume24hUsd: "0",
    });
  });

  it("keeps a supply beyond 2^63 to its last digit", () => {
    expect(listingOf({ total_supply: 657479138251227900000 }).totalSupply).toBe("657479138251227900000");
  });

  it("reads the same figure as number or text", () => {
    expect(listingOf({ circulating_supply: "18921275.0" }).circulatingSupply).toBe("18921275");
  });

  it("forgets an all-time low of zero together with its overflown change", () => {
    const fields = { atl: 0, atl_change_percentage: 1.6191219945109143e39, atl_date: "2021-01-01T00:00:00Z" };
    expect(listingOf(fields)).toMatchObject({ atlUsd: null, atlChangePct: null, atlAt: null });
  });

  it("reads the changes that were asked for by window, and the plain daily one where they are missing", () => {
    const fields = { price_change_percentage_1h_in_currency: 0.5, price_change_percentage_7d_in_currency: -7 };
    expect(listingOf({ ...fields, price_change_percentage_24h: 2.5 })).toMatchObject({
      change1hPct: 0.5,
      change24hPct: 2.5,
      change7dPct: -7,
    });
  });

  it("falls back to symbol and id where the name is invisible", () => {
    expect(listingOf({ name: "\u200b" }).name).toBe("BTC");
    expect(listingOf({ name: " ", symbol: "" })).toMatchObject({ name: "bitcoin", symbol: "" });
  });

  it.each([
    [{ current_price: null }, "no_price"],
    [{ current_price: undefined }, "no_price"],
    [{ current_price: "" }, "no_price"],
    [{ current_price: {} }, "no_price"],
    [{ current_price: "abc" }, "invalid_row"],
    [{ current_price: 0 }, "out_of_range"],
    [{ current_price: -1 }, "out_of_range"],
    [{ current_price: 1.1e12 }, "out_of_range"],
    [{ current_price: 1e-25 }, "out_of_range"],
    [{ last_updated: null }, "invalid_row"],
    [{ last_updated: "yesterday" }, "invalid_row"],
    [{ last_updated: "2026-01-01T12:05:01Z" }, "out_of_range"],
    [{ id: "" }, "invalid_row"],
    [{ id: 7 }, "invalid_row"],
    [{ id: " bitcoin" }, "invalid_row"],
    [{ symbol: null }, "invalid_row"],
  ])("is set aside when it says %j, as %s", (fields, reason) => {
    const setAside = setAsideOf(fields);
    expect(setAside.reason).toBe(reason);
    expect(setAside.sample).toContain("Bitcoin");
  });

  it("takes a time slightly ahead of ours for now", () => {
    expect(listingOf({ last_updated: "2026-01-01T12:04:59Z" }).asOf).toEqual(NOW);
  });
});

describe("a page of /coins/markets", () => {
  it("loses only its bad rows, and says which", () => {
    const batch = readRows(
      row,
      null,
      "text",
      { ...row, id: "nothing", current_price: null },
      { ...row, id: "ethereum" },
    );
    expect(batch.rows.map(({ slug }) => slug)).toEqual(["bitcoin", "ethereum"]);
    expect(batch.setAside).toMatchObject([
      { externalId: null, reason: "invalid_row", sample: "null" },
      { externalId: null, reason: "invalid_row", sample: '"text"' },
      { externalId: "nothing", reason: "no_price" },
    ]);
    expect(batch.read).toBe(5);
  });

  it("keeps the first of two rows with one id; ids that differ in case are two", () => {
    const batch = readRows(row, { ...row, current_price: 101 }, { ...row, id: "Bitcoin" });
    expect(batch.rows.map(({ externalId, priceUsd }) => [externalId, priceUsd])).toEqual([
      ["bitcoin", "100"],
      ["Bitcoin", "100"],
    ]);
    expect(batch.setAside).toMatchObject([{ externalId: "bitcoin", reason: "duplicate_id" }]);
  });

  it("uses the second row of an id when the first one was set aside", () => {
    const batch = readRows({ ...row, current_price: null }, row);
    expect(batch.rows).toHaveLength(1);
    expect(batch.setAside).toMatchObject([{ reason: "no_price" }]);
  });

  it("keeps coins that share a symbol", () => {
    const batch = readRows({ ...row, id: "weth" }, { ...row, id: "arbitrum-bridged-weth" });
    expect(batch.rows).toHaveLength(2);
  });

  it("is unusable as a whole when every row is malformed", () => {
    const rows = Array.from({ length: 10 }, () => ({ price: 1 }));
    expect(() => readBatch(rows, coinGeckoRows, NOW)).toThrow("all 10 rows are malformed");
  });

  it("may be empty", () => {
    expect(readRows()).toEqual({ rows: [], setAside: [], read: 0 });
  });
});

describe.skipIf(!hasRecordings)("recorded pages of /coins/markets", () => {
  const read = (file: string, rows: unknown[] = JSON.parse(readRecording(`upstream/coingecko/markets/${file}`))) =>
    readBatch(rows, coinGeckoRows, NOW);
  const coin = (file: string, id: string): ListingDraft => {
    const found = read(file).rows.find(({ slug }) => slug === id);
    if (!found) throw new Error(`no ${id} in ${file}`);
    return found;
  };

  it.each([
    ["2021-06-24_usd_100_1y.json", 100],
    ["2022-01-06_usd_57_by_ids.json", 57],
    ["2023-01-07_usd_250.json", 250],
    ["2024-01-02_usd_250.json", 250],
    ["2024-11-19_usd_250.json", 250],
  ])("%s gives %i listings and sets nothing aside", (file, rows) => {
    const batch = read(file);
    expect(batch.setAside).toEqual([]);
    expect(batch.rows).toHaveLength(rows);
  });

  it("poken and the-winkyverse are unranked with unknown cap, though diluted valuation is known", () => {
    for (const id of ["poken", "the-winkyverse"]) {
      const unranked = coin("2022-01-06_usd_57_by_ids.json", id);
      expect(unranked).toMatchObject({ rank: null, marketCapUsd: null, circulatingSupply: null });
      expect(Number(unranked.fullyDilutedValuationUsd)).toBeGreaterThan(1e6);
    }
  });

  it("compound-usdt keeps its own time, three days older than its page, and null where the day is unknown", () => {
    const stale = coin("2023-01-07_usd_250.json", "compound-usdt");
    expect(stale).toMatchObject({ high24hUsd: null, low24hUsd: null, change24hPct: null, volume24hUsd: "123.45" });
    expect(stale.asOf.toISOString()).toMatch(/^2023-01-04/);
    expect(coin("2023-01-07_usd_250.json", "bitcoin").asOf.toISOString()).toMatch(/^2023-01-07/);
  });

  it("veritaseum and bone-shibaswap have no change since a low of zero; shiba-inu keeps its millions of percent", () => {
    for (const id of ["veritaseum", "bone-shibaswap"]) {
      expect(coin("2023-01-07_usd_250.json", id)).toMatchObject({ atlUsd: null, atlChangePct: null });
    }
    expect(coin("2023-01-07_usd_250.json", "shiba-inu")).toMatchObject({
      atlUsd: "0.000000000056366",
      atlChangePct: 15_125_035.62068,
    });
  });

  it("baby-doge-coin keeps a supply above 2^53", () => {
    const babyDoge = coin("2024-11-19_usd_250.json", "baby-doge-coin");
    expect(babyDoge.totalSupply).toMatch(/^\d{17,18}$/);
  });

  it("contradictions of the source stay as they are: prices outside the day's range, supplies above their total", () => {
    const rows = read("2024-01-02_usd_250.json").rows.concat(read("2023-01-07_usd_250.json").rows);
    const outside = rows.filter(
      ({ priceUsd, high24hUsd, low24hUsd }) =>
        (high24hUsd !== null && Number(priceUsd) > Number(high24hUsd)) ||
        (low24hUsd !== null && Number(priceUsd) < Number(low24hUsd)),
    );
    const over = rows.filter(
      ({ circulatingSupply, totalSupply }) =>
        Number(circulatingSupply) > Number(totalSupply ?? Number.POSITIVE_INFINITY),
    );
    expect(outside.length).toBeGreaterThan(0);
    expect(over.length).toBeGreaterThan(0);
  });

  it("coins that share a symbol on one page are all kept", () => {
    const symbols = read("2024-11-19_usd_250.json").rows.map(({ symbol }) => symbol);
    expect(new Set(symbols).size).toBeLessThan(symbols.length);
  });

  it("no figure loses a digit on the way", () => {
    const received: Record<string, unknown>[] = JSON.parse(
      readRecording("upstream/coingecko/markets/2023-01-07_usd_250.json"),
    );
    const listings = read("2023-01-07_usd_250.json").rows;
    for (const [index, listing] of listings.entries()) {
      expect(Number(listing.priceUsd)).toBe(received[index]?.current_price);
      if (listing.totalSupply !== null) expect(Number(listing.totalSupply)).toBe(received[index]?.total_supply);
    }
  });

  it("the coins of every recorded list pass with their names and symbols", () => {
    for (const file of ["2022-01.json.gz", "2023-04.json.gz", "2025-08_vcr_coins_list.json.gz"]) {
      const coins = readRecordedBody(`upstream/coingecko/list/${file}`) as object[];
      const rows = coins.map((coin) => ({ ...coin, current_price: 1, last_updated: "2026-01-01T11:00:00Z" }));
      const { rows: listings, setAside } = readBatch(rows, coinGeckoRows, NOW);
      expect(setAside.filter(({ reason }) => reason !== "duplicate_id")).toEqual([]);
      expect(listings.every(({ name, symbol }) => name !== "" && symbol === symbol.trim().toUpperCase())).toBe(true);
    }
  });
});

describe("/global", () => {
  const body = (data: object) =>
    CoinGeckoGlobal.parse({
      data: { total_market_cap: { usd: 10 }, total_volume: { usd: 0 }, updated_at: 1767268740, ...data },
    });

  it("gives totals in USD at the provider's time, shares largest first", () => {
    const data = {
      market_cap_percentage: { eth: 7, btc: 60, bad: "x", odd: 120 },
      market_cap_change_percentage_24h_usd: -9,
    };
    expect(normaliseGlobal(body(data), NOW)).toEqual({
      totalMarketCapUsd: "10",
      totalVolume24hUsd: null,
      marketCapChange24hPct: -9,
      dominancePct: [
        { symbol: "BTC", pct: 60 },
        { symbol: "ETH", pct: 7 },
      ],
      asOf: new Date("2026-01-01T11:59:00Z"),
    });
  });

  it("is unusable without a time", () => {
    expect(() => normaliseGlobal(body({ updated_at: null }), NOW)).toThrow("no usable time");
  });

  it.skipIf(!hasRecordings).each([
    ["2021_vcr_global_crypto_data.json", "2021-05-18"],
    ["2025-04-07_global.json", "2025-04-07"],
  ])("reads the recording %s", (file, day) => {
    const totals = normaliseGlobal(CoinGeckoGlobal.parse(readRecordedBody(`upstream/coingecko/global/${file}`)), NOW);
    expect(Number(totals.totalMarketCapUsd)).toBeGreaterThan(1e12);
    expect(totals.dominancePct[0]?.symbol).toBe("BTC");
    expect(totals.asOf.toISOString().slice(0, 10)).toBe(day);
  });
});

describe("/search/trending", () => {
  it("numbers coins in the order given, leaving out what cannot be read and repeats", () => {
    const item = (id: string) => ({ item: { id, symbol: "abc", name: "A", data: { price: "$0.001" } } });
    const coins = [item("a"), { item: { id: 7 } }, null, item("b"), item("a"), item("c")];
    expect(normaliseTrending(CoinGeckoTrending.parse({ coins }))).toEqual(
      ["a", "b", "c"].map((id, index) => ({ externalId: id, symbol: "ABC", name: "A", position: index + 1 })),
    );
  });

  it.skipIf(!hasRecordings).each([
    ["2021_vcr_trending_searches.json", 7, "matic-network"],
    ["2023-12_trending.json", 15, "crypto-asset-governance-alliance"],
  ])("reads the recording %s", (file, count, first) => {
    const body = readRecordedBody(`upstream/coingecko/trending/${file}`);
    const coins = normaliseTrending(CoinGeckoTrending.parse(body));
    expect(coins).toHaveLength(count);
    expect(coins[0]?.externalId).toBe(first);
  });
});
