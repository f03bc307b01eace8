import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, NOON, secondsBefore } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { ListingRepository } from "./listing.repository.ts";
import { loadChangesSince } from "./market-feed.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import type { ListingDraft, SetAsideDraft } from "./providers/market-provider.ts";
import { ProviderError } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";
import { SetAsideRepository } from "./set-aside.repository.ts";

const coingecko = createFakeProvider({ id: "coingecko" });
const coinmarketcap = createFakeProvider({ id: "coinmarketcap" });
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko, coinmarketcap] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  for (const provider of [coingecko, coinmarketcap]) {
    Object.assign(provider, { coins: [], setAside: [], failure: null });
    provider.asked.length = 0;
  }
});

const refresh = (coins = 100) => refreshListings(desk.market, coins, quietRun);
const stored = (id: string) => new ListingRepository(desk.market.db.primary).findById(id);
const state = () => new MarketStateRepository(desk.market.db.primary).read();
const later = (seconds: number) => {
  desk.now = new Date(desk.now.getTime() + seconds * 1_000);
  return desk.now;
};
const count = async (table: string) =>
  (await sql<{ n: number }>`SELECT count(*)::int AS n FROM ${sql.table(table)}`.execute(desk.market.db.primary)).rows[0]
    ?.n;

const bitcoin = (overrides: Partial<ListingDraft> = {}) =>
  listingDraft("bitcoin", { symbol: "BTC", name: "Bitcoin", priceUsd: "64250.12", rank: 1, ...overrides });
const ether = (overrides: Partial<ListingDraft> = {}) =>
  listingDraft("ethereum", { symbol: "ETH", name: "Ethereum", priceUsd: "3200.5", rank: 2, ...overrides });
const aside = (externalId: string | null, sample = "{}"): SetAsideDraft => ({
  externalId,
  reason: "invalid_row",
  detail: "price: expected number",
  sample,
});

describe("refreshListings", () => {
  it("stores figures exactly: beyond 2^63, below 1e-10, and unknown as null", async () => {
    coingecko.coins = [
      bitcoin({
        totalSupply: "657479138251227900000",
        atlUsd: "0.000000000056366",
        change24hPct: -1.5,
        volume24hUsd: null,
      }),
    ];
    await refresh();
    expect(await stored("bitcoin")).toMatchObject({
      price_usd: "64250.12",
      total_supply: "657479138251227900000",
      atl_usd: "0.000000000056366",
      change_24h_pct: -1.5,
      volume_24h_usd: null,
      market_cap_usd: null,
      source: "coingecko",
      as_of: secondsBefore(60),
      received_at: NOON,
    });
  });

  it("accounts for every row it read: written, unchanged, held back or set aside", async () => {
    coingecko.coins = [bitcoin(), ether(), listingDraft("solana")];
    await refresh();
    later(300);
    coingecko.coins = [
      bitcoin(),
      ether({ asOf: desk.now, priceUsd: "3300" }),
      listingDraft("solana", { asOf: secondsBefore(600) }),
      listingDraft("newcomer"),
      bitcoin({ priceUsd: "1" }),
    ];
    coingecko.setAside = [aside("broken"), aside(null)];
    const result = await refresh();
    expect(result).toMatchObject({ read: 7, written: 2, unchanged: 1, newCoins: 1, heldBack: 0 });
    expect(result.setAside).toEqual({ invalid_row: 2, duplicate_id: 1, stale: 1 });
    const asideRows = Object.values(result.setAside).reduce((sum, rows) => sum + rows, 0);
    expect(result.written + result.unchanged + result.heldBack + asideRows).toBe(result.read);
  });

  it("keeps rows that were set aside where a person can read them, and counts how often they came", async () => {
    coingecko.coins = [bitcoin()];
    coingecko.setAside = [aside("broken", '{"id":"broken"}'), aside(null)];
    await refresh();
    later(300);
    await refresh();
    const repository = new SetAsideRepository(desk.market.db.primary);
    const rows = await repository.list({ limit: 50 }, null);
    expect(rows.map(({ externalId, times }) => [externalId, times])).toEqual([
      ["broken", 2],
      [null, 2],
    ]);
    expect(rows[0]).toMatchObject({
      provider: "coingecko",
      sample: '{"id":"broken"}',
      firstSeenAt: NOON.toISOString(),
      lastSeenAt: desk.now.toISOString(),
    });
    expect(await repository.counts()).toEqual([{ provider: "coingecko", reason: "invalid_row", rows: 2 }]);
  });

  it.each([
    ["a NUL", "Nul\u0000Coin", "NulCoin"],
    ["the text of an escaped NUL", "Nul\\u0000Coin", "Nul\\u0000Coin"],
    ["half a character", "Half\ud83d", "Half\ufffd"],
    ["quotes, braces and backslashes", `{"a\\",'b'}`, `{"a\\",'b'}`],
    ["markup", '<a href="x">&amp;</a>', '<a href="x">&amp;</a>'],
  ])("survives a name with %s", async (_, name, kept) => {
    coingecko.coins = [bitcoin(), listingDraft("odd", { name })];
    await refresh();
    expect((await stored("odd"))?.name).toBe(kept);
  });

  it("survives a sample that was cut inside a character", async () => {
    coingecko.coins = [bitcoin()];
    coingecko.setAside = [aside("🟥", "🟥".repeat(300).slice(0, 499))];
    expect(await refresh()).toMatchObject({ written: 1, setAside: { invalid_row: 1 } });
  });

  it("reads page after page until it has the coins it was asked for, or the provider ends", async () => {
    const pages = createFakeProvider({ id: "coingecko", pageSize: 3 });
    const paged = { ...desk.market, providers: [pages] };
    pages.coins = Array.from({ length: 8 }, (_, index) => listingDraft(`coin-${index}`));
    expect((await refreshListings(paged, 6, quietRun)).read).toBe(6);
    expect(pages.asked).toEqual(["listings 1", "listings 2"]);
    pages.asked.length = 0;
    expect((await refreshListings(paged, 50, quietRun)).read).toBe(8);
    expect(pages.asked).toEqual(["listings 1", "listings 2", "listings 3"]);
  });

  it("keeps one row of a coin that moved from one page to the next meanwhile", async () => {
    const pages = createFakeProvider({ id: "coingecko", pageSize: 2 });
    pages.coins = [bitcoin(), ether(), ether({ priceUsd: "3201" }), listingDraft("solana")];
    const result = await refreshListings({ ...desk.market, providers: [pages] }, 4, quietRun);
    expect(result).toMatchObject({ written: 3, setAside: { duplicate_id: 1 } });
    expect((await stored("ethereum"))?.price_usd).toBe("3200.5");
  });

  it("stores duplicate symbols as coins of their own", async () => {
    coingecko.coins = ["weth", "weth-2", "weth-3"].map((id) => listingDraft(id, { symbol: "WETH", name: "WETH" }));
    expect(await refresh()).toMatchObject({ written: 3, newCoins: 3, setAside: {} });
  });

  it("keeps the number and history of a coin whose ticker changes", async () => {
    coingecko.coins = [listingDraft("terra-luna", { symbol: "LUNA" })];
    await refresh();
    const before = await stored("terra-luna");
    later(300);
    coingecko.coins = [listingDraft("terra-luna", { symbol: "LUNC", asOf: desk.now })];
    await refresh();
    expect(await stored("terra-luna")).toMatchObject({ no: before?.no, symbol: "LUNC" });
    expect(await count("price_point")).toBe(2);
  });

  it("folds prices into the 5-minute point of their own time, in any order of arrival", async () => {
    const at = (iso: string, priceUsd: string) => {
      coingecko.coins = [bitcoin({ asOf: new Date(iso), priceUsd })];
      return refresh();
    };
    desk.now = new Date("2026-03-02T12:30:00Z");
    await at("2026-03-02T12:00:00Z", "100");
    await at("2026-03-02T12:02:00Z", "120");
    await at("2026-03-02T12:04:59.999Z", "90");
    await at("2026-03-02T12:05:00Z", "95");
    const points = await desk.market.db.primary.selectFrom("price_point").selectAll().orderBy("at").execute();
    expect(points).toMatchObject([
      {
        step: 5,
        at: new Date("2026-03-02T12:00:00Z"),
        open_usd: "100",
        high_usd: "120",
        low_usd: "90",
        price_usd: "90",
      },
      { step: 5, at: new Date("2026-03-02T12:05:00Z"), open_usd: "95", price_usd: "95" },
    ]);
  });

  it("takes a price of last year without failing the page", async () => {
    coingecko.coins = [bitcoin(), listingDraft("dead", { asOf: new Date("2025-12-31T23:59:00Z") })];
    await refresh();
    expect(await stored("dead")).toMatchObject({ as_of: new Date("2025-12-31T23:59:00Z") });
  });
});

describe("refreshListings when providers fail", () => {
  it("takes the second provider's answer, matched to the coins it knows, and returns to the first", async () => {
    coingecko.coins = [bitcoin(), ether()];
    await refresh();
    later(300);
    coingecko.failure = new ProviderError("coingecko", "breaker_open", "coingecko: it rests after failures");
    coinmarketcap.coins = [bitcoin({ externalId: "1", slug: "btc", priceUsd: "64300", asOf: desk.now })];
    const failedOver = await refresh();
    expect(failedOver).toMatchObject({
      provider: "coinmarketcap",
      written: 1,
      failedOver: ["coingecko: it rests after failures"],
    });
    expect(await stored("bitcoin")).toMatchObject({ price_usd: "64300", source: "coinmarketcap" });
    expect(await stored("ethereum")).toMatchObject({ price_usd: "3200.5", source: "coingecko" });

    later(300);
    coingecko.failure = null;
    coingecko.coins = [bitcoin({ priceUsd: "64400", asOf: desk.now })];
    expect(await refresh()).toMatchObject({ provider: "coingecko", failedOver: [] });
    expect(await stored("bitcoin")).toMatchObject({ price_usd: "64400", source: "coingecko" });
  });

  it("fails over from an answer without usable rows", async () => {
    coingecko.setAside = [aside("broken")];
    coinmarketcap.coins = [bitcoin({ externalId: "1", slug: "bitcoin" })];
    expect(await refresh()).toMatchObject({ provider: "coinmarketcap", written: 1 });
  });

  it("gives coins of the second provider their names once the first knows them, and keeps their history", async () => {
    coingecko.failure = new Error("down");
    coinmarketcap.coins = [bitcoin({ externalId: "1", slug: "btc-by-cmc" })];
    await refresh();
    const before = await stored("btc-by-cmc");
    later(300);
    coingecko.failure = null;
    coingecko.coins = [bitcoin({ asOf: desk.now, priceUsd: "64400" })];
    await refresh();
    expect(await stored("btc-by-cmc")).toBeNull();
    expect(await stored("bitcoin")).toMatchObject({ no: before?.no, price_usd: "64400" });
    later(300);
    coingecko.failure = new Error("down again");
    coinmarketcap.coins = [bitcoin({ externalId: "1", slug: "btc-by-cmc", asOf: desk.now, priceUsd: "64500" })];
    await refresh();
    expect(await stored("bitcoin")).toMatchObject({ no: before?.no, price_usd: "64500", source: "coinmarketcap" });
    expect(await count("coin")).toBe(1);
  });

  it("leaves everything as it was when every provider fails, and names each reason", async () => {
    coingecko.coins = [bitcoin()];
    await refresh();
    const before = { listing: await stored("bitcoin"), state: await state(), points: await count("price_point") };
    later(3_600);
    coingecko.failure = new Error("HTTP 500");
    coinmarketcap.failure = new Error("timeout");
    await expect(refresh()).rejects.toMatchObject({
      code: "UPSTREAM_FAILED",
      message: expect.stringMatching(/coingecko: HTTP 500.*coinmarketcap: timeout/),
    });
    expect({ listing: await stored("bitcoin"), state: await state(), points: await count("price_point") }).toEqual(
      before,
    );
  });

  it("stops at once when it is told to, without asking the next provider", async () => {
    const reason = new Error("stopped");
    const signal = AbortSignal.abort(reason);
    coingecko.coins = [bitcoin()];
    await expect(refreshListings(desk.market, 10, { ...quietRun, signal })).rejects.toBe(reason);
    expect(coinmarketcap.asked).toEqual([]);
    expect(await count("listing")).toBe(0);
  });

  it("leaves nothing of a write that fails in its middle", async () => {
    coingecko.coins = [bitcoin()];
    await refresh();
    const tables = ["coin", "listing", "price_point", "coin_reference", "set_aside", "quarantine"];
    const counts = () => Promise.all(tables.map(count));
    const before = { counts: await counts(), state: await state(), listing: await stored("bitcoin") };
    desk.announced.length = 0;
    later(300);
    coingecko.coins = [
      bitcoin({ asOf: desk.now, priceUsd: "65000" }),
      ...many(50),
      listingDraft("bad", { priceUsd: "0" }),
    ];
    coingecko.setAside = [aside("broken")];
    await expect(refresh(200)).rejects.toThrow(/price_usd_check/);
    expect({ counts: await counts(), state: await state(), listing: await stored("bitcoin") }).toEqual(before);
    expect(desk.announced).toEqual([]);
  });

  it("refuses to mix the simulated market into a real one", async () => {
    coingecko.coins = [bitcoin()];
    await refresh();
    const sandbox = createFakeProvider({ id: "sandbox", simulated: true, coins: [bitcoin({ priceUsd: "1" })] });
    const mixed = { ...desk.market, providers: [sandbox], simulated: () => true };
    await expect(refreshListings(mixed, 10, quietRun)).rejects.toThrow(/holds the live market/);
    expect((await stored("bitcoin"))?.price_usd).toBe("64250.12");
  });
});

describe("what a refresh announces", () => {
  it("is readable by then: one version for the whole batch, after the commit", async () => {
    coingecko.coins = [bitcoin(), ether()];
    let readable: number | undefined;
    const announce = async () => {
      readable = await count("listing");
    };
    await refreshListings({ ...desk.market, announce }, 10, quietRun);
    expect(readable).toBe(2);
    expect(await state()).toMatchObject({ version: 1, lastRefreshAt: NOON, mode: "live" });
  });

  it("is exactly what changed since the version before", async () => {
    coingecko.coins = [bitcoin(), ether(), listingDraft("solana")];
    await refresh();
    later(300);
    coingecko.coins = [bitcoin(), ether({ asOf: desk.now, priceUsd: "3201" }), listingDraft("newcomer")];
    await refresh();
    expect(desk.announced).toEqual([1, 2]);
    const tick = await loadChangesSince(desk.market.db, 1, 2, () => desk.now);
    expect(tick.changes.map(({ id, priceUsd }) => [id, priceUsd]).sort()).toEqual([
      ["ethereum", "3201"],
      ["newcomer", "100"],
    ]);
    expect((await loadChangesSince(desk.market.db, 2, 2, () => desk.now)).changes).toEqual([]);
  });

  it("is nothing when nothing changed", async () => {
    coingecko.coins = [bitcoin()];
    await refresh();
    later(300);
    const result = await refresh();
    expect(result).toMatchObject({ written: 0, unchanged: 1 });
    expect(desk.announced).toEqual([1]);
    expect(await state()).toMatchObject({ version: 1, lastRefreshAt: desk.now });
  });

  it("does not pass for a refresh when every row was older than what is known", async () => {
    coingecko.coins = [bitcoin()];
    await refresh();
    later(300);
    coingecko.failure = new Error("breaker is open");
    coinmarketcap.coins = [
      bitcoin({ externalId: "1", name: "BITCOIN", categories: ["mineable"], asOf: secondsBefore(86_400) }),
    ];
    const result = await refresh();
    expect(result).toMatchObject({ written: 0, newCoins: 0, setAside: { stale: 1 } });
    expect(desk.announced).toEqual([1]);
    expect(await state()).toMatchObject({ version: 1, lastRefreshAt: NOON });
  });
});

function many(coins: number): ListingDraft[] {
  return Array.from({ length: coins }, (_, index) => listingDraft(`filler-${index}`));
}
