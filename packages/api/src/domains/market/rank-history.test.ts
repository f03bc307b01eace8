import { DAY_MS } from "@cryptodesk/quant/calendar/utc-day";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openMigratedPglite } from "../../../test/support/migrated-pglite.ts";
import type { EmbeddedDatabase } from "../../platform/database/embedded-database.ts";
import { ensurePricePartitions } from "./partition.repository.ts";
import { readRankHistory } from "./rank-history.ts";

const FIRST = Date.UTC(2026, 0, 1);
const DAYS = 100;
/** The months that begin inside the stored days. */
const REBALANCES = [1, 2, 3].map((month) => Date.UTC(2026, month, 1));

let database: EmbeddedDatabase;

beforeAll(async () => {
  database = await openMigratedPglite();
  await ensurePricePartitions(database.primary, new Date(FIRST), new Date(FIRST + DAYS * DAY_MS));
  await store("steady", { cap: () => 100, price: () => 40 });
  await store("rising", { cap: (day) => (day < 80 ? 50 : 500), price: () => 7 });
  await store("pegged", { cap: () => 9_000, price: (day) => 1 + (day % 3) / 1_000 });
  // At one dollar on every day on which is decided, and elsewhere between.
  await store("passing", { cap: () => 20, price: (day) => (REBALANCES.includes(dayAt(day + 1)) ? 1 : 3) });
  await store("fresh", { cap: () => 10, price: () => 1, from: DAYS - 20 });
});
afterAll(() => database.close());

describe("the largest coins through time", () => {
  it("are those of the day before each day, in order of market cap", async () => {
    const ranked = await readRankHistory(database.primary, REBALANCES, { count: 2, withStablecoins: false });
    expect(ranked.map(({ atMs }) => atMs)).toEqual(REBALANCES);
    expect(ranked.map(({ coins }) => coins)).toEqual([
      ["steady", "rising"],
      ["steady", "rising"],
      ["rising", "steady"],
    ]);
  });

  it("leave out what never left one dollar for a month, and nothing else", async () => {
    const [, , last] = await readRankHistory(database.primary, REBALANCES, { count: 9, withStablecoins: false });
    expect(last).toMatchObject({ coins: ["rising", "steady", "passing", "fresh"], known: 4 });
  });

  it("hold every coin where stablecoins are asked for", async () => {
    const [first] = await readRankHistory(database.primary, REBALANCES, { count: 1, withStablecoins: true });
    expect(first).toMatchObject({ coins: ["pegged"], known: 4 });
  });

  it("are none on days of which nothing is stored, and none for no days", async () => {
    const before = Date.UTC(2025, 5, 1);
    const ranked = await readRankHistory(database.primary, [before, ...REBALANCES.slice(0, 1)], {
      count: 1,
      withStablecoins: false,
    });
    expect(ranked.map(({ coins, known }) => [coins, known])).toEqual([
      [[], 0],
      [["steady"], 3],
    ]);
    expect(await readRankHistory(database.primary, [], { count: 1, withStablecoins: false })).toEqual([]);
  });
});

function dayAt(day: number): number {
  return FIRST + day * DAY_MS;
}

async function store(
  id: string,
  { cap, price, from = 0 }: { cap: (day: number) => number; price: (day: number) => number; from?: number },
): Promise<void> {
  const { rows } = await sql<{ no: number }>`INSERT INTO coin (id, symbol, name, listed_at)
    VALUES (${id}, ${id}, ${id}, ${new Date(FIRST)}) RETURNING no`.execute(database.primary);
  const points = Array.from({ length: DAYS - from }, (_, index) => from + index).map(
    (day) => sql`(${rows[0]?.no}::int, 1440, ${new Date(dayAt(day))}, ${price(day)}, ${cap(day)}, 'coingecko')`,
  );
  await sql`INSERT INTO price_point (coin_no, step, at, price_usd, market_cap_usd, source)
    VALUES ${sql.join(points)}`.execute(database.primary);
}
