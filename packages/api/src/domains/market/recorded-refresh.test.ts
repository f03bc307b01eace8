import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { hasRecordings, readRecording } from "../../../test/support/recorded-upstream.ts";
import { ListingRepository } from "./listing.repository.ts";
import { coinGeckoRows } from "./providers/coingecko/coingecko.normalise.ts";
import { readBatch } from "./providers/listing-batch.ts";
import type { MarketProvider } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";
import { SetAsideRepository } from "./set-aside.repository.ts";

/** CoinGecko as it answered on a day, oldest capture first. */
const CAPTURES = [
  ["2023-01-08T00:00:00Z", "2023-01-07_usd_250.json"],
  ["2024-01-03T00:00:00Z", "2024-01-02_usd_250.json"],
  ["2024-11-20T00:00:00Z", "2024-11-19_usd_250.json"],
] as const;
let body: unknown[] = [];
const recorded: MarketProvider = {
  id: "coingecko",
  name: "CoinGecko, recorded",
  simulated: false,
  access: "keyless",
  capabilities: new Set(["listings"] as const),
  pageSize: 250,
  historyReachDays: {},
  instantHistory: false,
  listings: async (_request, { now }) => readBatch(body, coinGeckoRows, now),
  ping: async () => {},
};

describe.skipIf(!hasRecordings)("a refresh from recorded pages", () => {
  let desk: MarketDesk;

  beforeAll(async () => {
    desk = await openMarketDesk({ providers: [recorded] });
  });
  afterAll(() => desk.close());

  it("accounts for every row of every page, keeps each coin's own time, and grows no doubles", async () => {
    const ids = new Set<string>();
    for (const [time, file] of CAPTURES) {
      desk.now = new Date(time);
      body = JSON.parse(readRecording(`upstream/coingecko/markets/${file}`)) as unknown[];
      const result = await refreshListings(desk.market, 250, quietRun);
      const aside = Object.values(result.setAside).reduce((sum, rows) => sum + rows, 0);
      expect([result.read, result.written + result.unchanged + result.heldBack + aside]).toEqual([
        body.length,
        body.length,
      ]);
      expect(result.written).toBeGreaterThan(200);
      for (const row of body as { id: string }[]) ids.add(row.id);
    }
    const repository = new ListingRepository(desk.market.db.primary);
    const stored = await repository.findByIds([...ids]);
    const aside = await new SetAsideRepository(desk.market.db.primary).list({ limit: 250 }, null);
    expect(stored.length + aside.length).toBeGreaterThanOrEqual(ids.size);
    expect(new Set(stored.map(({ id }) => id)).size).toBe(stored.length);
    expect(stored.every(({ as_of }) => as_of <= desk.now)).toBe(true);
  });

  it("keeps the digits that the page had", async () => {
    const page = body as {
      id: string;
      current_price: number;
      total_supply: number | null;
      total_volume: number | null;
    }[];
    const repository = new ListingRepository(desk.market.db.primary);
    const rows = await repository.findByIds(page.map(({ id }) => id));
    const published = rows.filter(({ quarantined, as_of }) => !quarantined && as_of.getUTCFullYear() === 2024);
    expect(published.length).toBeGreaterThan(150);
    for (const row of published) {
      const given = page.find(({ id }) => id === row.id);
      if (given === undefined || row.as_of < new Date("2024-11-01")) continue;
      expect([row.id, Number(row.price_usd)]).toEqual([row.id, given.current_price]);
      if (row.total_supply !== null) expect(Number(row.total_supply)).toBe(given.total_supply);
    }
  });

  it("takes the same page again as unchanged, announcing nothing", async () => {
    const announced = desk.announced.length;
    const result = await refreshListings(desk.market, 250, quietRun);
    expect(result).toMatchObject({ written: 0, newCoins: 0, heldBack: 0 });
    expect(desk.announced).toHaveLength(announced);
  });
});
