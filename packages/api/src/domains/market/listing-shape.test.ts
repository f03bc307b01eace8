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
    listingDraft("bitcoin", { athAt: new Date("2021-11-10T14:24:11.849Z"), categories: ["Layer 1", 'with "quotes"'] }),
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
