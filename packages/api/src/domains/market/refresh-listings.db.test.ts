import { ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft, secondsBefore } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../test/support/migrated-postgres.ts";
import { testDatabaseUrl } from "../../../test/support/shared-servers.ts";
import { listListings } from "./list-listings.ts";
import { ListingRepository } from "./listing.repository.ts";
import { loadChangesSince } from "./market-feed.ts";
import { MarketStateRepository } from "./market-state.repository.ts";
import { createProviderLedger } from "./provider-ledger.ts";
import { refreshListings } from "./refresh-listings.ts";

describe.skipIf(testDatabaseUrl === null)("two workers on one Postgres", () => {
  let place: MigratedPostgres;
  let one: MarketDesk;
  let two: MarketDesk;
  const first = createFakeProvider({ pageSize: 1_000 });
  const second = createFakeProvider({ pageSize: 1_000 });

  beforeAll(async () => {
    place = await createMigratedPostgres();
    one = await openMarketDesk({ database: await place.open(), providers: [first] });
    two = await openMarketDesk({ database: await place.open(), providers: [second] });
  });
  beforeEach(async () => {
    await one.reset();
    await two.reset();
  });
  afterAll(async () => {
    await one?.close();
    await two?.close();
    await place?.drop();
  });

  it("refresh one after the other: every change gets its version, none is lost, the newest price stays", async () => {
    const coins = Array.from({ length: 300 }, (_, index) => `coin-${index}`);
    first.coins = coins.map((id) => listingDraft(id, { priceUsd: "100", asOf: secondsBefore(60) }));
    second.coins = coins.map((id) => listingDraft(id, { priceUsd: "101", asOf: secondsBefore(30) }));
    const results = await Promise.all([
      refreshListings(one.market, 1_000, quietRun),
      refreshListings(two.market, 1_000, quietRun),
    ]);
    expect(results.reduce((sum, { newCoins }) => sum + newCoins, 0)).toBe(300);
    const { rows } = await sql<{ prices: string[]; coins: number }>`
      SELECT array_agg(DISTINCT price_usd::text) AS prices, count(*)::int AS coins FROM listing`.execute(
      one.market.db.primary,
    );
    expect(rows).toEqual([{ prices: ["101"], coins: 300 }]);

    const { version } = await new MarketStateRepository(one.market.db.primary).read();
    const wrote = results.filter(({ written }) => written > 0).length;
    expect(version).toBe(wrote);
    expect((await loadChangesSince(one.market.db, 0, version, one.market.clock)).changes).toHaveLength(300);
    expect((await loadChangesSince(one.market.db, version, version, one.market.clock)).changes).toEqual([]);
  });

  it("see the other's coins at once, and announce what they wrote", async () => {
    first.coins = [listingDraft("bitcoin")];
    await refreshListings(one.market, 10, quietRun);
    expect(await new ListingRepository(two.market.db.primary).findById("bitcoin")).not.toBeNull();
    expect(one.announced).toEqual([1]);
  });

  it("are never granted more calls together than a provider's budget, and all of them", async () => {
    const ledgers = [createProviderLedger(one.market.db), createProviderLedger(two.market.db)];
    const nowMs = Date.parse("2026-03-02T12:00:30Z");
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => ledgers[index % 2]?.budget.take("coingecko", 25, nowMs)),
    );
    expect(answers.filter((answer) => answer?.granted)).toHaveLength(25);
    expect(await ledgers[0]?.budget.look("coingecko", 25, nowMs)).toMatchObject({
      left: 0,
      resetsAt: new Date("2026-03-02T12:01:00Z"),
    });
    const nextMinute = nowMs + 30_000;
    const next = await Promise.all(
      Array.from({ length: 40 }, (_, index) => ledgers[index % 2]?.budget.take("coingecko", 25, nextMinute)),
    );
    expect(next.filter((answer) => answer?.granted)).toHaveLength(25);
    expect(await ledgers[1]?.budget.take("coinmarketcap", 25, nextMinute)).toMatchObject({ granted: true, left: 24 });
  });

  it.each(["Æternity", "æternity", "ÆTERNITY"])(
    "find %s whatever its case, also where the database sorts by bytes",
    async (search) => {
      first.coins = [listingDraft("aeternity", { symbol: "AE", name: "Æternity" }), listingDraft("bitcoin")];
      await refreshListings(one.market, 10, quietRun);
      const { items } = await listListings(one.ctx, ListListingsInput.parse({ search }));
      expect(items.map(({ id }) => id)).toEqual(["aeternity"]);
    },
  );

  it.each(["name", "age", "change24h", "rank"] as const)("page by %s as on the embedded database", async (sort) => {
    first.coins = Array.from({ length: 30 }, (_, index) =>
      listingDraft(`coin-${index}`, {
        name: `${index % 2 ? "é" : "Z"}${index % 4}`,
        change24hPct: index % 3 === 0 ? null : 1e-7 * index,
        rank: index % 5 === 0 ? null : index,
        listedAt: new Date(1_700_000_000_123 + (index % 7)),
      }),
    );
    await refreshListings(one.market, 100, quietRun);
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listListings(one.ctx, ListListingsInput.parse({ sort, limit: 4, cursor }));
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(new Set(seen).size).toBe(30);
    expect(seen).toHaveLength(30);
  });
});
