import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";
import { describe, expect, it } from "vitest";
import { advancePrice, mergeListing } from "./merge-listing.ts";

const change = (priceUsd: string, asOf = "2026-01-01T00:00:10.000Z"): ListingChange => ({
  id: "bitcoin",
  symbol: "BTC",
  rank: 1,
  priceUsd,
  marketCapUsd: "2000",
  volume24hUsd: null,
  change1hPct: 0.1,
  change24hPct: 1,
  change7dPct: null,
  source: "sandbox",
  asOf,
  quarantined: false,
});

describe("advancePrice", () => {
  it("knows no direction from the first price alone", () => {
    expect(advancePrice(undefined, change("100"))).toMatchObject({ direction: null, moves: 0 });
  });

  it("counts every move, so that two rises in a row are two moves", () => {
    const once = advancePrice(advancePrice(undefined, change("100")), change("101"));
    expect(once).toMatchObject({ direction: "up", moves: 1 });
    expect(advancePrice(once, change("102"))).toMatchObject({ direction: "up", moves: 2 });
  });

  it("turns down when the price falls", () => {
    expect(advancePrice(advancePrice(undefined, change("0.0000000002")), change("0.0000000001")).direction).toBe(
      "down",
    );
  });

  it("ignores a change that is older than the one known", () => {
    const known = advancePrice(undefined, change("100"));
    expect(advancePrice(known, change("50", "2026-01-01T00:00:09.000Z"))).toBe(known);
  });
});

describe("mergeListing", () => {
  const fetched = { id: "bitcoin", name: "Bitcoin", priceUsd: "99", asOf: "2026-01-01T00:00:00.000Z" };

  it("lays newer live figures over the fetched ones and keeps the rest", () => {
    expect(mergeListing(fetched, change("100"))).toMatchObject({
      name: "Bitcoin",
      priceUsd: "100",
      marketCapUsd: "2000",
    });
  });

  it("keeps a fetched listing that is newer than the stream's word", () => {
    const newer = { ...fetched, asOf: "2026-01-01T00:01:00.000Z" };
    expect(mergeListing(newer, change("100"))).toBe(newer);
  });

  it("returns the very same object when nothing is known live, so that rows are not drawn again", () => {
    expect(mergeListing(fetched, undefined)).toBe(fetched);
    expect(mergeListing({ id: "other" }, change("1"))).toEqual({ id: "other" });
  });

  it("turns a live unknown into null, never into the stale figure", () => {
    expect(mergeListing({ ...fetched, volume24hUsd: "5" }, change("100")).volume24hUsd).toBeNull();
  });
});
