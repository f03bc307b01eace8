import { describe, expect, it } from "vitest";
import { listingDraft } from "../../../test/support/listing-drafts.ts";
import { type MatchCandidate, type MatchInput, matchCoins } from "./match-coins.ts";

const coin = (id: string, overrides: Partial<MatchCandidate> = {}): MatchCandidate => ({
  id,
  symbol: "BTC",
  name: "Bitcoin",
  namedBy: "coingecko",
  ...overrides,
});
const bitcoinAtCoinGecko = listingDraft("bitcoin", { symbol: "BTC", name: "Bitcoin" });
const bitcoinAtCoinMarketCap = listingDraft("btc-slug", { externalId: "1", symbol: "BTC", name: "Bitcoin" });

function match(input: Partial<MatchInput>) {
  return matchCoins({
    provider: "coinmarketcap",
    naming: "coingecko",
    drafts: [],
    references: new Map(),
    coins: [],
    ...input,
  });
}

describe("matchCoins", () => {
  it("takes the naming provider's ids as they are, whatever the symbols", () => {
    const drafts = ["weth", "weth-2", "1move token", "boringdao-[old]"].map((id) =>
      listingDraft(id, { symbol: "WETH", name: "Wrapped Ether" }),
    );
    const { resolved, learned, setAside } = match({ provider: "coingecko", drafts });
    expect(resolved.map(({ coinId }) => coinId)).toEqual(["weth", "weth-2", "1move token", "boringdao-[old]"]);
    expect(learned).toHaveLength(4);
    expect(learned[0]).toEqual({ externalId: "weth", coinId: "weth", matchedBy: "own id" });
    expect(setAside).toEqual([]);
  });

  it("follows a stored cross-reference even where symbol and name have changed", () => {
    const { resolved, learned } = match({
      drafts: [listingDraft("xrp", { externalId: "52", symbol: "NEW", name: "Renamed" })],
      references: new Map([["52", "ripple"]]),
      coins: [coin("ripple", { symbol: "XRP", name: "XRP" })],
    });
    expect(resolved.map(({ coinId }) => coinId)).toEqual(["ripple"]);
    expect(learned).toEqual([]);
  });

  it("learns a cross-reference from symbol and name together", () => {
    const { resolved, learned } = match({ drafts: [bitcoinAtCoinMarketCap], coins: [coin("bitcoin")] });
    expect(resolved[0]?.coinId).toBe("bitcoin");
    expect(learned).toEqual([{ externalId: "1", coinId: "bitcoin", matchedBy: "symbol and name" }]);
  });

  it("sees the same name through case, spaces and compatible characters", () => {
    const drafts = [listingDraft("x", { externalId: "9", symbol: "BTC", name: " ＢＩＴＣＯＩＮ " })];
    expect(match({ drafts, coins: [coin("bitcoin")] }).resolved[0]?.coinId).toBe("bitcoin");
  });

  it.each([
    ["the symbol alone is equal", { symbol: "BTC", name: "Another Bitcoin" }],
    ["the name alone is equal", { symbol: "XBT", name: "Bitcoin" }],
    ["the symbol only looks equal", { symbol: "ΒTC", name: "Bitcoin" }],
  ])("does not match when %s", (_, description) => {
    const drafts = [listingDraft("other", { externalId: "7", ...description })];
    const { resolved, learned, setAside } = match({ drafts, coins: [coin("bitcoin")] });
    expect(resolved).toEqual([]);
    expect(learned).toEqual([]);
    expect(setAside).toMatchObject([{ externalId: "7", reason: "no_cross_reference" }]);
  });

  it("does not guess between two coins of the same symbol and name", () => {
    const { resolved, setAside } = match({
      drafts: [bitcoinAtCoinMarketCap],
      coins: [coin("bitcoin"), coin("bitcoin-wrapped")],
    });
    expect(resolved).toEqual([]);
    expect(setAside).toMatchObject([{ reason: "no_cross_reference" }]);
  });

  it("names coins by slug while the naming provider has given none", () => {
    const { resolved, learned } = match({ drafts: [bitcoinAtCoinMarketCap] });
    expect(resolved[0]?.coinId).toBe("btc-slug");
    expect(learned).toEqual([{ externalId: "1", coinId: "btc-slug", matchedBy: "slug" }]);
  });

  it("sets a row aside whose slug is the id of another coin", () => {
    const { setAside, resolved } = match({
      drafts: [bitcoinAtCoinMarketCap],
      coins: [coin("btc-slug", { symbol: "B2", name: "Something else", namedBy: "coinmarketcap" })],
    });
    expect(resolved).toEqual([]);
    expect(setAside).toMatchObject([{ externalId: "1", reason: "id_conflict" }]);
  });

  it("renames a coin when the naming provider arrives after another one", () => {
    const { renames, resolved, learned } = match({
      provider: "coingecko",
      drafts: [bitcoinAtCoinGecko],
      coins: [coin("btc-slug", { namedBy: "coinmarketcap" })],
    });
    expect(renames).toEqual([{ from: "btc-slug", to: "bitcoin" }]);
    expect(resolved[0]?.coinId).toBe("bitcoin");
    expect(learned).toEqual([{ externalId: "bitcoin", coinId: "bitcoin", matchedBy: "own id" }]);
  });

  it("keeps a coin of its own when the naming provider lists a second one under the same description", () => {
    const { renames } = match({
      provider: "coingecko",
      drafts: [listingDraft("bitcoin-again", { symbol: "BTC", name: "Bitcoin" })],
      coins: [coin("bitcoin")],
    });
    expect(renames).toEqual([]);
  });

  it("takes the first of two rows about one coin and sets the second aside", () => {
    const { resolved, setAside } = match({
      provider: "coingecko",
      drafts: [bitcoinAtCoinGecko, { ...bitcoinAtCoinGecko, priceUsd: "2" }],
    });
    expect(resolved.map(({ draft }) => draft.priceUsd)).toEqual(["100"]);
    expect(setAside).toMatchObject([{ externalId: "bitcoin", reason: "duplicate_id" }]);
  });

  it("accounts for every row: resolved or set aside", () => {
    const drafts = [
      bitcoinAtCoinMarketCap,
      { ...bitcoinAtCoinMarketCap, externalId: "2" },
      listingDraft("nobody", { externalId: "3" }),
    ];
    const { resolved, setAside } = match({ drafts, coins: [coin("bitcoin")] });
    expect(resolved.length + setAside.length).toBe(drafts.length);
  });
});
