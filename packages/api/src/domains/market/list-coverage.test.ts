import { ListCoverageInput } from "@cryptodesk/shared/market/coverage.contract";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, NOON } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { CoverageRepository } from "./coverage.repository.ts";
import { listCoverage } from "./list-coverage.ts";
import { ListingRepository } from "./listing.repository.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { PricePointRepository } from "./price-point.repository.ts";
import { refreshListings } from "./refresh-listings.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TODAY_MS = NOON.getTime() - (NOON.getTime() % DAY_MS);
const coingecko = createFakeProvider();
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [coingecko] });
}, 60_000);
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.reset();
  coingecko.coins = ["first", "second", "third"].map((id, index) =>
    listingDraft(id, { rank: index + 1, marketCapUsd: String(1_000 - index) }),
  );
  await refreshListings(desk.market, 1_000, quietRun);
});

const coverage = (input: Partial<ListCoverageInput> = {}) =>
  listCoverage(desk.ctx, ListCoverageInput.parse({ days: 7, ...input }));

async function coinNo(id: string): Promise<number> {
  return (await new ListingRepository(desk.market.db.primary).findById(id))?.no ?? 0;
}

async function store(id: string, step: "1h" | "1d", timesMs: readonly number[]): Promise<void> {
  await ensurePricePartitions(desk.market.db.primary, new Date(TODAY_MS - 40 * DAY_MS), NOON);
  const unknown = { openUsd: null, highUsd: null, lowUsd: null, marketCapUsd: null, volume24hUsd: null };
  const points = timesMs.map((at) => ({ at: new Date(at), priceUsd: "1", ...unknown }));
  await new PricePointRepository(desk.market.db.primary).save(await coinNo(id), step, "coingecko", points);
}

const daysAgo = (...days: number[]) => days.map((day) => TODAY_MS - day * DAY_MS);

it("says for each day whether it is stored; before the first point and today nothing is due", async () => {
  await store("first", "1d", daysAgo(5, 4, 2, 1));
  const map = await coverage();
  expect(map).toMatchObject({ interval: "1d", bucketDays: 1, counts: { complete: 0, pending: 3, none: 0 } });
  expect(map.from).toBe(new Date(TODAY_MS - 6 * DAY_MS).toISOString());
  expect(map.to).toBe(new Date(TODAY_MS + DAY_MS).toISOString());
  const [first, second] = map.items;
  expect(first).toMatchObject({ coin: { id: "first", rank: 1 }, points: 4, missing: 1 });
  expect(first?.shares).toEqual([null, 1, 1, 0, 1, 1, null]);
  expect(second).toMatchObject({ points: 0, missing: null, firstAt: null, shares: Array(7).fill(null) });
});

it("counts hours within a day, and does not miss the hour that has just ended", async () => {
  const start = TODAY_MS - DAY_MS;
  const hours = Array.from({ length: 24 }, (_, hour) => start + hour * HOUR_MS).filter((_, hour) => hour % 4 !== 3);
  const today = Array.from({ length: 11 }, (_, hour) => TODAY_MS + hour * HOUR_MS);
  await store("first", "1h", [...hours, ...today]);
  const [first] = (await coverage({ interval: "1h" })).items;
  expect(first?.shares).toEqual([null, null, null, null, null, 0.75, 1]);
  expect(first?.missing).toBe(6);
});

it("makes buckets of several days where the span is long", async () => {
  const map = await coverage({ days: 365 });
  expect(map.bucketDays).toBe(7);
  expect(map.items[0]?.shares).toHaveLength(53);
});

it("pages by rank and keeps to one state", async () => {
  const now = desk.market.clock();
  const repository = new CoverageRepository(desk.market.db.primary);
  const failed = { reached: null, state: "none", attempts: 5, lastError: "not listed there" } as const;
  await repository.save(await coinNo("second"), "1d", failed, now);
  const page = await coverage({ limit: 2 });
  expect(page.items.map(({ coin }) => coin.id)).toEqual(["first", "second"]);
  const rest = await coverage({ limit: 2, cursor: page.nextCursor ?? "" });
  expect(rest.items.map(({ coin }) => coin.id)).toEqual(["third"]);
  expect(rest.nextCursor).toBeNull();
  const none = await coverage({ state: "none" });
  expect(none.items).toMatchObject([{ coin: { id: "second" }, state: "none", lastError: "not listed there" }]);
  expect(none.counts).toEqual({ complete: 0, pending: 2, none: 1 });
});

it("refuses a cursor of another list", async () => {
  await expect(coverage({ cursor: "bm9uc2Vuc2U" })).rejects.toMatchObject({ code: "INVALID_INPUT" });
});
