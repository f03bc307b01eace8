// biome-ignore-all lint/suspicious/noThenProperty: a parameter of the list; a list of keys is not callable
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { withPageTexts } from "../../catalogue/catalogue.ts";
import { parseSearch, stringifySearch } from "../../lib/search-text.ts";
import {
  addSort,
  filterChips,
  parseMarketSearch,
  sortKeys,
  toggleSort,
  withoutFilters,
  withoutKeys,
} from "./market-search.ts";

// They come with the page, not with the first download.
beforeAll(withPageTexts(async () => undefined));

describe("parseMarketSearch", () => {
  it("reads amounts as exact text and ranks and changes as numbers", () => {
    expect(parseMarketSearch({ minMarketCapUsd: "1000000", minChange24hPct: "-2.5", maxRank: "100" })).toEqual({
      minMarketCapUsd: "1000000",
      minChange24hPct: -2.5,
      maxRank: 100,
    });
  });

  it("drops what the contract refuses and keeps the rest", () => {
    const raw = {
      minPriceUsd: "1e5",
      maxPriceUsd: "-1",
      minRank: "0",
      sort: "bogus",
      direction: "up",
      search: "  btc ",
    };
    expect(parseMarketSearch(raw)).toEqual({ search: "btc" });
  });

  it("reads further keys in their order, at most two, none twice", () => {
    expect(parseMarketSearch({ then: "volume:desc,marketCap:asc,bogus:asc,volume:asc,name:asc,rank:asc" })).toEqual({
      then: ["volume:desc", "name:asc"],
    });
    expect(parseMarketSearch({ sort: "volume", then: "volume:asc" })).toEqual({ sort: "volume" });
    expect(parseMarketSearch({ quarantined: "maybe", then: "" })).toEqual({});
  });

  it("leaves the default order out of the address", () => {
    expect(parseMarketSearch({ sort: "marketCap" })).toEqual({});
  });

  it("ignores parameters it does not know", () => {
    expect(parseMarketSearch({ utm_source: "x", limit: "9", cursor: "abc" })).toEqual({});
  });

  it("comes back the same through an address", () => {
    const amount = fc.bigInt({ min: 0n, max: 10n ** 30n }).map(String);
    const search = fc.record(
      {
        search: fc
          .string({ minLength: 1, maxLength: 40 })
          .map((text) => text.trim())
          .filter((text) => text !== ""),
        category: fc.constantFrom("DeFi", "Layer 1 & 2", "100%", "a=b"),
        minMarketCapUsd: amount,
        maxVolume24hUsd: amount,
        minChange24hPct: fc.integer({ min: -100, max: 1000 }).map((n) => n / 4),
        minRank: fc.integer({ min: 1, max: 20_000 }),
        minChange7dPct: fc.integer({ min: -100, max: 1000 }),
        maxAthChangePct: fc.integer({ min: -100, max: 0 }),
        quarantined: fc.boolean(),
        sort: fc.constantFrom("volume", "price", "change24h", "name", "rank", "age"),
        then: fc.constantFrom(["change7d:asc"], ["circulatingSupply:desc", "athChange:asc"]),
        direction: fc.constantFrom("asc", "desc"),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(search, (value) => {
        expect(parseMarketSearch(parseSearch(stringifySearch(value)))).toEqual(value);
      }),
    );
  });
});

describe("toggleSort", () => {
  it("starts a column in its natural direction, then turns it, then goes back", () => {
    const first = toggleSort({ search: "a" }, "change24h");
    expect(first).toEqual({ search: "a", sort: "change24h" });
    const second = toggleSort(first, "change24h");
    expect(second).toEqual({ search: "a", sort: "change24h", direction: "asc" });
    expect(toggleSort(second, "change24h")).toEqual(first);
  });

  it("turns names from ascending to descending", () => {
    expect(toggleSort({ sort: "name" }, "name")).toEqual({ sort: "name", direction: "desc" });
  });

  it("turns the default order, which is not in the address, as well", () => {
    expect(toggleSort({}, "marketCap")).toEqual({ direction: "asc" });
  });
});

describe("addSort", () => {
  it("adds a second and a third key, and lets a fourth take the place of the third", () => {
    const two = addSort({ sort: "rank" }, "volume");
    expect(two).toEqual({ sort: "rank", then: ["volume:desc"] });
    const three = addSort(two, "name");
    expect(three).toEqual({ sort: "rank", then: ["volume:desc", "name:asc"] });
    expect(addSort(three, "price")).toEqual({ sort: "rank", then: ["volume:desc", "price:desc"] });
  });

  it("turns a further key, then takes it out", () => {
    const turned = addSort({ then: ["volume:desc", "name:asc"] }, "volume");
    expect(turned).toEqual({ then: ["volume:asc", "name:asc"] });
    expect(addSort(turned, "volume")).toEqual({ then: ["name:asc"] });
    expect(addSort({ then: ["volume:asc"] }, "volume")).toEqual({});
  });

  it("only turns the first key and keeps the others", () => {
    expect(addSort({ then: ["volume:desc"] }, "marketCap")).toEqual({ direction: "asc", then: ["volume:desc"] });
  });

  it("is undone by a plain click, which orders by that column alone", () => {
    expect(toggleSort({ sort: "rank", then: ["volume:desc"] }, "volume")).toEqual({ sort: "volume" });
  });

  it("tells the keys with their directions", () => {
    expect(sortKeys({ sort: "name", then: ["volume:asc"] })).toEqual([
      { sort: "name", direction: "asc" },
      { sort: "volume", direction: "asc" },
    ]);
  });
});

describe("filterChips", () => {
  const plain = (value: string | number) => String(value);

  it("names both bounds of a range in one chip that removes both", () => {
    const [chip] = filterChips({ minPriceUsd: "1", maxPriceUsd: "2" }, plain);
    expect(chip).toEqual({ label: "Price 1 to 2", keys: ["minPriceUsd", "maxPriceUsd"] });
  });

  it("says which side an open range is bound on", () => {
    const labels = filterChips({ category: "DeFi", minRank: 5, maxChange24hPct: 0 }, plain).map(({ label }) => label);
    expect(labels).toEqual(["Category: DeFi", "Change (24 h) ≤ 0", "Rank ≥ 5"]);
  });

  it("says whether coins with a price held back are looked for", () => {
    expect(filterChips({ quarantined: false }, plain)).toEqual([
      { label: "Only without a price held back", keys: ["quarantined"] },
    ]);
  });

  it("removes only its own keys", () => {
    expect(withoutKeys({ minRank: 5, search: "a" }, ["minRank", "maxRank"])).toEqual({ search: "a" });
    expect(withoutFilters({ minRank: 5, search: "a", quarantined: true, sort: "name", then: ["rank:asc"] })).toEqual({
      sort: "name",
      then: ["rank:asc"],
    });
  });
});
