import { GetSimilarInput } from "@cryptodesk/shared/market/similar.contract";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, NOON } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { findSimilar } from "./find-similar.ts";
import { ListingRepository } from "./listing.repository.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { refreshListings } from "./refresh-listings.ts";

const DAY_MS = 86_400_000;
const MIDNIGHT_MS = NOON.getTime() - (NOON.getTime() % DAY_MS);
const coingecko = createFakeProvider();
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(() => desk.reset());

const similar = (input: Partial<GetSimilarInput> = {}) =>
  findSimilar(desk.ctx, desk.market, GetSimilarInput.parse({ id: "subject", ...input }));

async function list(...ids: string[]): Promise<void> {
  coingecko.coins = ids.map((id, index) => listingDraft(id, { marketCapUsd: String(1_000 - index) }));
  await refreshListings(desk.market, 1_000, quietRun);
}

/** Stores closing prices, the last one yesterday's; null is a hole. */
async function store(id: string, prices: readonly (number | null)[]): Promise<void> {
  const row = await new ListingRepository(desk.market.db.primary).findById(id);
  const startMs = MIDNIGHT_MS - prices.length * DAY_MS;
  await ensurePricePartitions(desk.market.db.primary, new Date(startMs), NOON);
  const points = prices.flatMap((price, index) => {
    const at = new Date(startMs + index * DAY_MS);
    const unknown = { openUsd: null, highUsd: null, lowUsd: null, marketCapUsd: null, volume24hUsd: null };
    return price === null ? [] : [{ at, priceUsd: String(price), ...unknown }];
  });
  await new PricePointRepository(desk.market.db.primary).save(row?.no ?? 0, "1d", "coingecko", points);
}

const swing = (days: number, of: (day: number) => number) => Array.from({ length: days }, (_, day) => of(day));
const wave = (day: number) => Math.round(1_000 * (10 + Math.sin(day * 1.7))) / 1_000;

it("puts what moves alike first, or last, with the change over the window", async () => {
  await list("subject", "double", "mirror", "own-way");
  await store("subject", swing(60, wave));
  await store(
    "double",
    swing(60, (day) => 2 * wave(day)),
  );
  await store(
    "mirror",
    swing(60, (day) => Number((100 / wave(day)).toFixed(9))),
  );
  await store(
    "own-way",
    swing(60, (day) => 10 + (day % 5) + day),
  );
  const most = await similar();
  expect(most.items.map(({ coin }) => coin.id)).toEqual(["double", "own-way", "mirror"]);
  expect(most).toMatchObject({ id: "subject", window: "90d", order: "most", compared: 3, simulated: false });
  const [double, ownWay, mirror] = most.items;
  expect(double).toMatchObject({ observations: 59 });
  expect(double?.correlation).toBeCloseTo(1, 9);
  expect(mirror?.correlation).toBeCloseTo(-1, 6);
  expect(ownWay?.changePct).toBeCloseTo(100 * (73 / 10 - 1), 9);
  const least = await similar({ order: "least", limit: 1 });
  expect(least.items.map(({ coin }) => coin.id)).toEqual(["mirror"]);
  expect(least.compared).toBe(3);
});

it("leaves out a coin with fewer than 20 common returns, and one whose price stands still", async () => {
  await list("subject", "twenty", "nineteen", "pegged");
  await store("subject", swing(60, wave));
  await store("twenty", swing(21, wave));
  await store("nineteen", swing(20, wave));
  await store(
    "pegged",
    swing(60, () => 1),
  );
  const { items, compared } = await similar();
  expect(items.map(({ coin, observations }) => [coin.id, observations])).toEqual([["twenty", 20]]);
  expect(compared).toBe(1);
});

it("knows no return across a hole", async () => {
  await list("subject", "holed");
  await store("subject", swing(60, wave));
  await store(
    "holed",
    swing(60, wave).map((price, day) => (day === 30 ? null : price)),
  );
  expect((await similar()).items[0]).toMatchObject({ observations: 57 });
});

it("looks back no further than the window", async () => {
  await list("subject", "other");
  await store("subject", swing(200, wave));
  await store("other", swing(200, wave));
  expect((await similar({ window: "30d" })).items[0]?.observations).toBe(30);
  expect((await similar()).items[0]?.observations).toBe(90);
  expect((await similar({ window: "1y" })).items[0]?.observations).toBe(199);
});

it("compares with the 200 largest others, the subject never among them", async () => {
  const others = Array.from({ length: 202 }, (_, index) => `other-${index}`);
  await list(...others.slice(0, 100), "subject", ...others.slice(100));
  await store("subject", swing(30, wave));
  await store("other-199", swing(30, wave));
  await store("other-200", swing(30, wave));
  expect((await similar({ limit: 50 })).items.map(({ coin }) => coin.id)).toEqual(["other-199"]);
});

it("answers with nothing while no daily history is stored, and refuses an unknown coin", async () => {
  await list("subject", "other");
  expect(await similar()).toMatchObject({ items: [], compared: 0 });
  await expect(similar({ id: "nobody" })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
