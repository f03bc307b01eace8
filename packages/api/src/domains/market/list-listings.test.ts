// biome-ignore-all lint/suspicious/noThenProperty: a parameter of the list; a list of keys is not callable
import { ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { ListingFilter, ListingSort } from "@cryptodesk/shared/market/listing-filter.contract";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { generatedMarket } from "../../../test/support/generated-market.ts";
import { listingDraft } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { countListings } from "./count-listings.ts";
import { listListings } from "./list-listings.ts";
import { encodeCursor, orderOf } from "./list-order.ts";
import type { ListingDraft } from "./providers/market-provider.ts";
import { refreshListings } from "./refresh-listings.ts";

const COINS = generatedMarket(130);
const NAMED: ListingDraft[] = [
  listingDraft("pct", { symbol: "100%", name: "Hundred % gain", marketCapUsd: "5" }),
  listingDraft("under_score", { symbol: "U_S", name: "Under_score", marketCapUsd: "4" }),
  listingDraft("back", { symbol: "B\\S", name: "Back\\slash", marketCapUsd: "3" }),
  listingDraft("bitcoin", { symbol: "BTC", name: "Bitcoin", marketCapUsd: "9000000000000" }),
  listingDraft("bitcoin-cash", { symbol: "BCH", name: "Bitcoin Cash", marketCapUsd: "8000000000" }),
  listingDraft("wrapped-bitcoin", { symbol: "WBTC", name: "Wrapped Bitcoin", marketCapUsd: "7000000000" }),
  listingDraft("btc-clone", { symbol: "BTC", name: "Clone of something", marketCapUsd: null }),
  listingDraft("aeternity", { symbol: "AE", name: "Æternity", marketCapUsd: "2" }),
  ...Array.from({ length: 12 }, (_, index) =>
    listingDraft(`quixotic-${index}`, { symbol: "QX", name: `Quixotic ${index}` }),
  ),
];
const ALL = [...COINS, ...NAMED];
let desk: MarketDesk;

beforeAll(async () => {
  desk = await openMarketDesk({ providers: [createFakeProvider({ coins: ALL, pageSize: 1_000 })] });
  await refreshListings(desk.market, 1_000, quietRun);
}, 60_000);
afterAll(() => desk.close());

const list = (input: Partial<ListListingsInput> = {}) => listListings(desk.ctx, ListListingsInput.parse(input));
const ids = async (input: Partial<ListListingsInput>) =>
  (await list({ limit: 250, ...input })).items.map(({ id }) => id);

const count = (filter: ListingFilter) => countListings(desk.ctx, ListingFilter.parse(filter));

/** Pages to the end and returns every id, in order. */
async function walk(input: Partial<ListListingsInput>, onPage?: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ ...input, ...(cursor === undefined ? {} : { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    if (seen.length > 2 * ALL.length) throw new Error("paging does not end");
    await onPage?.();
  } while (cursor !== undefined);
  return seen;
}

const FIGURE = {
  marketCap: ({ marketCapUsd }: ListingDraft) => marketCapUsd,
  volume: ({ volume24hUsd }: ListingDraft) => volume24hUsd,
  price: ({ priceUsd }: ListingDraft) => priceUsd,
  change1h: ({ change1hPct }: ListingDraft) => change1hPct,
  change24h: ({ change24hPct }: ListingDraft) => change24hPct,
  change7d: ({ change7dPct }: ListingDraft) => change7dPct,
  athChange: ({ athChangePct }: ListingDraft) => athChangePct,
  circulatingSupply: ({ circulatingSupply }: ListingDraft) => circulatingSupply,
  rank: ({ rank }: ListingDraft) => rank,
  age: ({ listedAt }: ListingDraft) => (listedAt ?? desk.now).getTime(),
  name: ({ name }: ListingDraft) => name.toLowerCase(),
} satisfies Record<ListingSort, (draft: ListingDraft) => string | number | null>;

describe("paging", () => {
  const orders = ListingSort.options.flatMap((sort) =>
    (["asc", "desc"] as const).map((direction) => ({ sort, direction })),
  );

  it.each(orders)("by $sort $direction reaches every coin once, unknown figures last", async ({ sort, direction }) => {
    const whole = await walk({ sort, direction, limit: 250 });
    expect([...whole].sort()).toEqual(ALL.map(({ externalId }) => externalId).sort());

    const figures = whole.map((id) =>
      FIGURE[sort](ALL.find(({ externalId }) => externalId === id) ?? listingDraft("?")),
    );
    const known = figures.filter((figure) => figure !== null);
    expect(figures.slice(known.length).every((figure) => figure === null)).toBe(true);
    expect(known).toEqual([...known].sort((a, b) => compare(sort, a, b) * (direction === "asc" ? 1 : -1)));

    expect(await walk({ sort, direction, limit: 11 })).toEqual(whole);
  });

  it("by up to three keys in any directions is what sorting in memory gives, whatever the page size", async () => {
    const orders = fc
      .uniqueArray(
        fc.record({ sort: fc.constantFrom(...ListingSort.options), direction: fc.constantFrom("asc", "desc") }),
        {
          minLength: 2,
          maxLength: 3,
          selector: ({ sort }) => sort,
        },
      )
      .map(([first, ...further]) => ({ first, further }));
    await fc.assert(
      fc.asyncProperty(orders, fc.integer({ min: 7, max: 60 }), async ({ first, further }, limit) => {
        const then = further.map(({ sort, direction }) => `${sort}:${direction}` as const);
        const whole = await walk({ ...first, then, limit: 250 });
        expect(new Set(whole).size).toBe(ALL.length);
        const keys = [...(first ? [first] : []), ...further];
        const tuples = whole.map((id) => keys.map(({ sort }) => figureOf(sort, id)));
        expect(tuples).toEqual(tuples.toSorted((a, b) => compareTuples(keys, a, b)));
        expect(await walk({ ...first, then, limit })).toEqual(whole);
      }),
      { numRuns: 40 },
    );
  });

  it("orders what is equally relevant by the further keys", async () => {
    expect(await ids({ search: "quixotic", then: ["name:desc"], limit: 2 })).toEqual(["quixotic-9", "quixotic-8"]);
    expect(await walk({ search: "quixotic", then: ["name:desc"], limit: 5 })).toEqual(
      await ids({ search: "quixotic", then: ["name:desc"] }),
    );
  });

  it.each([
    [{ sort: "volume", then: ["volume:asc"] }, "/then/0"],
    [{ then: ["marketCap:asc"] }, "/then/0"],
    [{ sort: "volume", then: ["name:asc", "name:desc"] }, "/then/1"],
    [{ search: "a", then: ["name:asc", "name:desc"] }, "/then/1"],
  ] as const)("refuses a key given twice: %j", async (input, pointer) => {
    const question = ListListingsInput.parse(input);
    await expect(listListings(desk.ctx, question)).rejects.toMatchObject({
      code: "INVALID_INPUT",
      errors: [{ pointer }],
    });
  });

  it("gives one coin a page the same order as one page of all", async () => {
    const input = { minRank: 1, maxRank: 12, sort: "marketCap" as const };
    expect(await walk({ ...input, limit: 1 })).toEqual(await walk({ ...input, limit: 250 }));
  });

  it("uses the usual direction of each order when none is given", async () => {
    for (const [sort, usual] of [
      ["marketCap", "desc"],
      ["name", "asc"],
      ["rank", "asc"],
      ["age", "desc"],
    ] as const) {
      expect(await ids({ sort, limit: 20 })).toEqual(await ids({ sort, direction: usual, limit: 20 }));
    }
    expect(await ids({ limit: 20 })).toEqual(await ids({ sort: "marketCap", limit: 20 }));
  });

  it("shows no coin twice and misses none whose place did not change, while others move", async () => {
    const moving = ["coin-001", "coin-050", "coin-100"];
    let turn = 0;
    const seen = await walk({ sort: "price", direction: "desc", limit: 20 }, async () => {
      turn += 1;
      const price = turn % 2 ? "0.001" : "60";
      await sql`UPDATE listing SET price_usd = ${price}::numeric FROM coin
        WHERE coin.no = listing.coin_no AND coin.id = ANY(${sql.val(moving)}::text[])`.execute(desk.market.db.primary);
    });
    const still = ALL.map(({ externalId }) => externalId).filter((id) => !moving.includes(id));
    const found = seen.filter((id) => !moving.includes(id));
    expect(found).toHaveLength(still.length);
    expect(new Set(found)).toEqual(new Set(still));
    for (const id of moving) {
      const { priceUsd } = ALL.find(({ externalId }) => externalId === id) ?? listingDraft(id);
      await sql`UPDATE listing SET price_usd = ${priceUsd}::numeric FROM coin
        WHERE coin.no = listing.coin_no AND coin.id = ${id}`.execute(desk.market.db.primary);
    }
  });

  it("pages through similar spellings to the end", async () => {
    const whole = await ids({ search: "quixotik" });
    expect(whole.length).toBeGreaterThanOrEqual(12);
    expect(await walk({ search: "quixotik", limit: 5 })).toEqual(whole);
    expect(await walk({ search: "quixotik", sort: "name", limit: 5 })).toEqual(
      await ids({ search: "quixotik", sort: "name" }),
    );
  });
});

describe("filters", () => {
  const expected = (keep: (draft: ListingDraft) => boolean) =>
    ALL.filter(keep)
      .map(({ externalId }) => externalId)
      .sort();
  const atLeast = (figure: string | number | null, bound: number) => figure !== null && Number(figure) >= bound;
  const atMost = (figure: string | number | null, bound: number) => figure !== null && Number(figure) <= bound;
  const cases: [Partial<ListListingsInput>, (draft: ListingDraft) => boolean][] = [
    [{ minMarketCapUsd: "30000" }, (d) => atLeast(d.marketCapUsd, 30_000)],
    [{ maxMarketCapUsd: "30000" }, (d) => atMost(d.marketCapUsd, 30_000)],
    [{ minMarketCapUsd: "0" }, (d) => d.marketCapUsd !== null],
    [{ minPriceUsd: "20.5", maxPriceUsd: "30.5" }, (d) => atLeast(d.priceUsd, 20.5) && atMost(d.priceUsd, 30.5)],
    [{ maxPriceUsd: "0.000000000056366" }, (d) => d.priceUsd === "0.000000000056366"],
    [{ minVolume24hUsd: "1000" }, (d) => atLeast(d.volume24hUsd, 1_000)],
    [{ maxVolume24hUsd: "0" }, (d) => d.volume24hUsd === "0"],
    [{ minChange24hPct: 0 }, (d) => atLeast(d.change24hPct, 0)],
    [{ maxChange24hPct: -5.3 }, (d) => atMost(d.change24hPct, -5.3)],
    [{ minChange1hPct: -1, maxChange1hPct: 2.5 }, (d) => atLeast(d.change1hPct, -1) && atMost(d.change1hPct, 2.5)],
    [{ minChange7dPct: 3, maxChange7dPct: 9 }, (d) => atLeast(d.change7dPct, 3) && atMost(d.change7dPct, 9)],
    [{ minAthChangePct: -4 }, (d) => atLeast(d.athChangePct, -4)],
    [{ maxAthChangePct: -12.125 }, (d) => atMost(d.athChangePct, -12.125)],
    [{ minRank: 3, maxRank: 9 }, (d) => atLeast(d.rank, 3) && atMost(d.rank, 9)],
    [{ category: "layer 1" }, (d) => d.categories?.includes("layer 1") ?? false],
    [{ symbols: ["weth", "bTc"] }, (d) => ["WETH", "BTC"].includes(d.symbol)],
    [{ ids: ["bitcoin", "coin-007", "nobody"] }, (d) => ["bitcoin", "coin-007"].includes(d.externalId)],
    [
      { category: "defi", minRank: 10, symbols: ["WETH"] },
      (d) => (d.categories?.includes("defi") ?? false) && atLeast(d.rank, 10) && d.symbol === "WETH",
    ],
    [{ category: "no such category" }, () => false],
  ];

  it.each(cases)("%j", async (input, keep) => {
    expect((await ids(input)).sort()).toEqual(expected(keep));
  });

  it.each(cases.map(([input]) => input))("counts what %j lists", async (input) => {
    expect(await count(input)).toEqual({ matching: (await walk(input)).length, coins: ALL.length });
  });

  it.each([
    { minRank: Number.MAX_SAFE_INTEGER },
    { maxRank: Number.MAX_SAFE_INTEGER },
    { minChange24hPct: Number.MAX_VALUE },
    { minPriceUsd: "9".repeat(140) },
    { search: "a\u0000b" },
    { symbols: ["a\u0000b"] },
    { category: "a\u0000b" },
    { search: "\ud800" },
    { category: "'; DROP TABLE coin; --" },
    { symbols: ["{}", '","', "\\"] },
    { ids: ["a,b", 'x"y', "{c}"] },
  ])("answers the unusual %j, or refuses it as input", async (input) => {
    const parsed = ListListingsInput.safeParse(input);
    if (!parsed.success) return;
    expect(await listListings(desk.ctx, parsed.data)).toHaveProperty("items");
  });

  it("tells coins with a price held back from the others", async () => {
    await sql`UPDATE listing SET quarantined = true FROM coin WHERE coin.no = listing.coin_no AND coin.id = 'pct'`.execute(
      desk.market.db.primary,
    );
    expect(await ids({ quarantined: true })).toEqual(["pct"]);
    expect(await ids({ quarantined: false })).toHaveLength(ALL.length - 1);
    await sql`UPDATE listing SET quarantined = false`.execute(desk.market.db.primary);
  });

  it("gives only the named fields, and the id", async () => {
    const { items } = await list({ ids: ["bitcoin"], fields: ["symbol", "sparkline7d"] });
    expect(items).toEqual([{ id: "bitcoin", symbol: "BTC", sparkline7d: null }]);
    expect((await list({ ids: ["bitcoin"] })).items[0]).not.toHaveProperty("sparkline7d");
  });
});

describe("search", () => {
  it("puts exact matches first, then prefixes, then what contains the text; larger coins first in each", async () => {
    expect(await ids({ search: "bitcoin" })).toEqual(["bitcoin", "bitcoin-cash", "wrapped-bitcoin"]);
    expect(await ids({ search: "BTC" })).toEqual(["bitcoin", "btc-clone", "wrapped-bitcoin"]);
  });

  it.each(["bitcoin", "b", "bitcon", "xyzzyq", "%", "ÆTERNITY"])("counts what %s finds", async (search) => {
    expect((await count({ search })).matching).toBe((await walk({ search })).length);
  });

  it("pages in the order of relevance", async () => {
    expect(await walk({ search: "bt", limit: 1 })).toEqual(await ids({ search: "bt" }));
  });

  it("finds a misspelt name only when nothing contains the text", async () => {
    expect(await ids({ search: "bitcon" })).toContain("bitcoin");
    expect(await ids({ search: "xyzzyq" })).toEqual([]);
  });

  it.each([
    ["%", ["pct"]],
    ["100%", ["pct"]],
    ["\\", ["back"]],
    ["er_sc", ["under_score"]],
    ["d_r", []],
  ])("takes %s for itself, not for a wildcard", async (search, found) => {
    expect((await ids({ search })).filter((id) => NAMED.some(({ externalId }) => externalId === id))).toEqual(found);
  });

  it.each(["Æternity", "æternity", "ÆTERNITY"])("finds %s whatever its case", async (search) => {
    expect(await ids({ search })).toEqual(["aeternity"]);
  });

  it("keeps to an asked order", async () => {
    expect(await ids({ search: "bitcoin", sort: "name" })).toEqual(["bitcoin", "bitcoin-cash", "wrapped-bitcoin"]);
    expect(await ids({ search: "bitcoin", sort: "name", direction: "desc" })).toEqual([
      "wrapped-bitcoin",
      "bitcoin-cash",
      "bitcoin",
    ]);
  });
});

describe("a cursor that was not handed out", () => {
  const forged = (...parts: unknown[]) => Buffer.from(JSON.stringify(parts), "utf8").toString("base64url");
  const hostile: [string, Partial<ListListingsInput>][] = [
    ["is no base64", { cursor: "%%%" }],
    ["is empty", { cursor: "" }],
    ["is no JSON", { cursor: "bm8" }],
    ["is an object", { cursor: Buffer.from('{"length":3}').toString("base64url") }],
    ["belongs to another order", { sort: "price", cursor: forged("marketCap.desc", 1, "5") }],
    ["belongs to an order with further keys", { cursor: forged("marketCap.desc,name.asc", 1, "5", "a") }],
    ["lacks the value of a further key", { then: ["name:asc"], cursor: forged("marketCap.desc,name.asc", 1, "5") }],
    ["has other further keys", { then: ["name:asc"], cursor: forged("marketCap.desc,name.desc", 1, "5", "a") }],
    ["belongs to the other direction", { direction: "asc", cursor: forged("marketCap.desc", 1, "5") }],
    ["has a number beyond the database's", { cursor: forged("marketCap.desc", 2 ** 40, "5") }],
    ["has a broken number", { cursor: forged("marketCap.desc", 1.5, "5") }],
    ["has text for a figure", { cursor: forged("marketCap.desc", 1, "5; DROP TABLE coin") }],
    ["has NaN for a figure", { cursor: forged("marketCap.desc", 1, "NaN") }],
    ["has a figure that is no text", { cursor: forged("marketCap.desc", 1, 5) }],
    ["has a figure too many", { cursor: forged("marketCap.desc", 1, "5", "6") }],
    ["has a change beyond double precision", { sort: "change24h", cursor: forged("change24h.desc", 1, "1e999") }],
    ["has a change of too many digits", { sort: "change24h", cursor: forged("change24h.desc", 1, "9".repeat(140)) }],
    ["has a rank beyond the database's", { sort: "rank", cursor: forged("rank.asc", 1, "2147483648") }],
    ["has a date that only JavaScript reads", { sort: "age", cursor: forged("age.desc", 1, "Foo 1") }],
    ["has a date with a comment", { sort: "age", cursor: forged("age.desc", 1, "2026-01-01 (noon)") }],
    ["has a date that does not exist", { sort: "age", cursor: forged("age.desc", 1, "2026-02-31 00:00:00+00") }],
    ["has a date out of range", { sort: "age", cursor: forged("age.desc", 1, "+275760-09-13T00:00:00.000Z") }],
    ["has a change that vanishes", { sort: "change24h", cursor: forged("change24h.desc", 1, "1e-999") }],
    ["has a time zone of its own", { sort: "age", cursor: forged("age.desc", 1, "2026-01-01 00:00:00+99:99") }],
    ["has NUL in a name", { sort: "name", cursor: forged("name.asc", 1, "a\u0000") }],
    ["has half a character in a name", { sort: "name", cursor: forged("name.asc", 1, "\ud800") }],
    ["is the deepest JSON that fits", { cursor: Buffer.from("[".repeat(700)).toString("base64url") }],
  ];

  it.each(hostile)("%s: is refused as input, never a failure of ours", async (_, input) => {
    const outcome = await list(input).then(
      () => "answered",
      (error: { code?: unknown }) => error.code,
    );
    expect(["INVALID_INPUT", "answered"]).toContain(outcome);
  });

  it("is refused naming the field", async () => {
    await expect(list({ cursor: "bm8" })).rejects.toMatchObject({
      code: "INVALID_INPUT",
      errors: [{ pointer: "/cursor" }],
    });
  });

  it("goes on after a coin that is gone", async () => {
    const order = orderOf({ sort: "rank", direction: undefined, search: undefined });
    const cursor = encodeCursor(order, { no: 2_000_000, values: ["5"], similar: false });
    expect((await list({ sort: "rank", cursor, limit: 1 })).items[0]?.rank).toBe(6);
  });
});

const figureOf = (sort: ListingSort, id: string) =>
  FIGURE[sort](ALL.find(({ externalId }) => externalId === id) ?? listingDraft("?"));

type Figure = string | number | null;

function compareTuples(
  keys: readonly { sort: ListingSort; direction: string }[],
  a: readonly Figure[],
  b: readonly Figure[],
): number {
  for (const [index, { sort, direction }] of keys.entries()) {
    const [left = null, right = null] = [a[index], b[index]];
    if (left === null && right === null) continue;
    if (left === null || right === null) return left === null ? 1 : -1;
    const order = compare(sort, left, right) * (direction === "asc" ? 1 : -1);
    if (order !== 0) return order;
  }
  return 0;
}

function compare(sort: ListingSort, a: string | number, b: string | number): number {
  if (sort !== "name") return Number(a) - Number(b);
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
