import { ListQuarantineInput } from "@cryptodesk/shared/market/provider.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, NOON } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { listQuarantine } from "./list-quarantine.ts";
import { ListingRepository } from "./listing.repository.ts";
import { refreshListings } from "./refresh-listings.ts";
import { resolveQuarantine } from "./resolve-quarantine.ts";

const coingecko = createFakeProvider({ id: "coingecko" });
const coinmarketcap = createFakeProvider({ id: "coinmarketcap" });
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko, coinmarketcap] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  for (const provider of [coingecko, coinmarketcap]) Object.assign(provider, { coins: [], failure: null });
  await price("100");
});

/** A refresh, five minutes after the one before, in which CoinGecko says this price of the coin. */
async function price(priceUsd: string) {
  desk.now = new Date(desk.now.getTime() + 300_000);
  coingecko.coins = [listingDraft("coin", { symbol: "C", name: "Coin", priceUsd, asOf: desk.now })];
  return refreshListings(desk.market, 10, quietRun);
}

/** CoinMarketCap knows the coin and says this price of it when asked. */
async function secondSourceSays(priceUsd: string, asOf = NOON) {
  const draft = listingDraft("cmc-coin", { externalId: "77", symbol: "C", name: "Coin", priceUsd, asOf });
  coinmarketcap.coins = [draft];
  await desk.market.db.primary
    .insertInto("coin_reference")
    .values({
      provider: "coinmarketcap",
      external_id: "77",
      coin_id: "coin",
      matched_by: "symbol and name",
      created_at: NOON,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

const entries = async (state: "pending" | "resolved" | "all" = "all") =>
  (await listQuarantine(desk.ctx, ListQuarantineInput.parse({ state }))).items;
const listing = () => new ListingRepository(desk.market.db.primary).findById("coin");
const onlyEntry = async () => {
  const [entry] = await entries();
  if (!entry) throw new Error("nothing is quarantined");
  return entry;
};

describe("a price that jumps", () => {
  it("is held back: the last good price stays, marked, and the jump is listed", async () => {
    expect(await price("250")).toMatchObject({ written: 0, heldBack: 1 });
    expect(await listing()).toMatchObject({ price_usd: "100", quarantined: true });
    expect(await entries("pending")).toMatchObject([
      {
        coinId: "coin",
        symbol: "C",
        lastGoodUsd: "100",
        proposedUsd: "250",
        changePct: 150,
        source: "coingecko",
        proposedAsOf: desk.now.toISOString(),
        observations: 1,
        state: "pending",
        resolvedAt: null,
      },
    ]);
  });

  it("leaves no point in the price history while it is held back", async () => {
    await price("250");
    const points = await desk.market.db.primary.selectFrom("price_point").select("price_usd").execute();
    expect(points).toEqual([{ price_usd: "100" }]);
  });

  it("is announced once, so that clients see the mark", async () => {
    desk.announced.length = 0;
    await price("250");
    expect(desk.announced).toHaveLength(1);
  });

  it("is published as persisted after three refreshes at the new level", async () => {
    await price("250");
    await price("252");
    expect(await entries("pending")).toMatchObject([{ observations: 2, proposedUsd: "252", lastGoodUsd: "100" }]);
    expect(await price("251")).toMatchObject({ written: 1, heldBack: 0 });
    expect(await listing()).toMatchObject({ price_usd: "251", quarantined: false });
    expect(await entries()).toMatchObject([{ state: "persisted", resolvedAt: desk.now.toISOString() }]);
  });

  it("starts to be counted again when it jumps elsewhere", async () => {
    await price("250");
    await price("252");
    await price("600");
    expect(await entries("pending")).toMatchObject([{ observations: 1, proposedUsd: "600" }]);
  });

  it("is withdrawn when the source goes back", async () => {
    await price("250");
    await price("101");
    expect(await listing()).toMatchObject({ price_usd: "101", quarantined: false });
    expect(await entries()).toMatchObject([{ state: "withdrawn", note: "back at 101" }]);
  });

  it("is never held back when a second source agrees", async () => {
    await secondSourceSays("249");
    expect(await price("250")).toMatchObject({ written: 1, heldBack: 0 });
    expect(await entries()).toEqual([]);
  });

  it("is confirmed as soon as the second source agrees", async () => {
    await secondSourceSays("100");
    await price("250");
    await price("250");
    await price("250");
    expect(await entries("pending")).toMatchObject([{ observations: 3, note: "coinmarketcap says 100" }]);
    await secondSourceSays("250");
    await price("250");
    expect(await listing()).toMatchObject({ price_usd: "250", quarantined: false });
    expect(await entries()).toMatchObject([{ state: "confirmed", note: "coinmarketcap says 250" }]);
  });

  it("is judged without a second source whose price is of another time", async () => {
    const yesterday = new Date(NOON.getTime() - 86_400_000);
    await secondSourceSays("250", yesterday);
    expect(await price("250")).toMatchObject({ heldBack: 1 });
    await secondSourceSays("100", yesterday);
    await price("250");
    expect(await price("250")).toMatchObject({ written: 1, heldBack: 0 });
    expect(await entries()).toMatchObject([{ state: "persisted" }]);
  });

  it("is judged without the second source when that one fails", async () => {
    await secondSourceSays("250");
    coinmarketcap.failure = new Error("timeout");
    expect(await price("250")).toMatchObject({ heldBack: 1 });
  });
});

describe("settling a held-back price by hand", () => {
  it("publishes an accepted price with the time and source it came with", async () => {
    await price("250");
    const { id, proposedAsOf } = await onlyEntry();
    desk.announced.length = 0;
    expect(await resolveQuarantine(desk.ctx, desk.market, { id, action: "accept" })).toMatchObject({
      state: "accepted",
    });
    expect(await listing()).toMatchObject({ price_usd: "250", quarantined: false, as_of: new Date(proposedAsOf) });
    expect(desk.announced).toHaveLength(1);
    expect(await price("251")).toMatchObject({ written: 1, heldBack: 0 });
  });

  it("keeps the last good price when it is rejected", async () => {
    await price("250");
    const { id } = await onlyEntry();
    expect(await resolveQuarantine(desk.ctx, desk.market, { id, action: "reject" })).toMatchObject({
      state: "rejected",
    });
    expect(await listing()).toMatchObject({ price_usd: "100", quarantined: false });
    expect(await price("101")).toMatchObject({ written: 1 });
  });

  it("is refused for an entry that is settled already, and for one that does not exist", async () => {
    await price("250");
    const { id } = await onlyEntry();
    await resolveQuarantine(desk.ctx, desk.market, { id, action: "reject" });
    await expect(resolveQuarantine(desk.ctx, desk.market, { id, action: "accept" })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    expect(await listing()).toMatchObject({ price_usd: "100" });
    const unknown = "00000000-0000-7000-8000-000000000000";
    await expect(resolveQuarantine(desk.ctx, desk.market, { id: unknown, action: "accept" })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("pages newest first, and refuses cursors it did not make", async () => {
    for (const level of ["250", "101", "260", "102", "270"]) await price(level);
    const first = await listQuarantine(desk.ctx, ListQuarantineInput.parse({ state: "all", limit: 2 }));
    expect(first.items.map(({ proposedUsd }) => proposedUsd)).toEqual(["270", "260"]);
    const cursor = first.nextCursor ?? undefined;
    const second = await listQuarantine(desk.ctx, ListQuarantineInput.parse({ state: "all", limit: 2, cursor }));
    expect(second).toMatchObject({ items: [{ proposedUsd: "250" }], nextCursor: null });
    const forge = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts)).toString("base64url");
    for (const forged of [
      "x",
      forge(NOON.toISOString(), "no uuid"),
      forge("+275760-09-13T00:00:00.000Z", "00000000-0000-7000-8000-000000000000"),
      forge("0000-01-01T00:00:00.000Z", "00000000-0000-7000-8000-000000000000"),
      forge("Foo 1", "00000000-0000-7000-8000-000000000000"),
    ]) {
      await expect(listQuarantine(desk.ctx, ListQuarantineInput.parse({ cursor: forged }))).rejects.toMatchObject({
        code: "INVALID_INPUT",
        errors: [{ pointer: "/cursor" }],
      });
    }
  });
});
