import { Listing, ListingPage, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFakeProvider } from "../../../test/support/fake-provider.ts";
import { listingDraft } from "../../../test/support/listing-drafts.ts";
import { type MarketDesk, openMarketDesk, quietRun } from "../../../test/support/market-desk.ts";
import { getListing } from "./get-listing.ts";
import { listListings } from "./list-listings.ts";
import { refreshListings } from "./refresh-listings.ts";

let desk: MarketDesk;
beforeAll(async () => {
  const coins = [
    // Every figure different, so that no two can stand for each other.
    listingDraft("bitcoin", {
      rank: 1,
      priceUsd: "64250.12",
      marketCapUsd: "1262000000000",
      fullyDilutedValuationUsd: "1349000000000",
      volume24hUsd: "31000000000.5",
      high24hUsd: "65000",
      low24hUsd: "63000",
      change1hPct: 0.25,
      change24hPct: -1.5,
      change7dPct: 12.125,
      circulatingSupply: "19650000",
      totalSupply: "19650001",
      maxSupply: "21000000",
      athUsd: "69045",
      athAt: new Date("2021-11-10T14:24:11.849Z"),
      athChangePct: -6.94,
      atlUsd: "67.81",
      atlAt: new Date("2013-07-06T00:00:00.000Z"),
      atlChangePct: 94649.5,
      categories: ["Layer 1", 'with "quotes"'],
    }),
    listingDraft("dust", { priceUsd: "0.000000000056366", totalSupply: "657479138251227900000", rank: null }),
    listingDraft("bare", {
      rank: null,
      marketCapUsd: null,
      change24hPct: null,
      circulatingSupply: null,
      athUsd: null,
      athAt: null,
      athChangePct: null,
      name: '"　" ༼ つ ◕_◕ ༽つ',
    }),
  ];
  desk = await openMarketDesk({ providers: [createFakeProvider({ coins })] });
  await refreshListings(desk.market, coins.length, quietRun);
});
afterAll(() => desk.close());

describe("a listing", () => {
  it.each(["bitcoin", "dust", "bare"])("is the same in the list as on its own page: %s", async (id) => {
    const page = await listListings(desk.ctx, ListListingsInput.parse({ ids: [id] }));
    const { listing } = await getListing(desk.ctx, { id });
    const { sparkline7d, ...figures } = listing;
    expect(page.items).toEqual([figures]);
    expect(sparkline7d).toBeNull();
  });

  it("is in the contract's shape, which is not checked at run time", async () => {
    const page = await listListings(desk.ctx, ListListingsInput.parse({}));
    expect(ListingPage.parse(page)).toEqual({ items: page.items, nextCursor: null });
    const asked = ListListingsInput.parse({ fields: Object.keys(Listing.shape) });
    const whole = await listListings(desk.ctx, asked);
    for (const item of whole.items) expect(Listing.parse(item)).toEqual(item);
  });
});
