import type { GetTopInput, TopList } from "@cryptodesk/shared/market/overview.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";
import { toListing } from "./listing-row.ts";
import { TopRepository } from "./top.repository.ts";

const WITH_WINDOW: ReadonlySet<GetTopInput["category"]> = new Set(["gainers", "losers", "volatile"]);

/** The first coins of a category; coins traded for less than the minimum volume are left out. */
export async function getTop(ctx: ServiceContext, input: GetTopInput): Promise<TopList> {
  const { category, window, minVolume24hUsd, limit } = input;
  const rows = await new TopRepository(ctx.db.replica).read(category, window, minVolume24hUsd, limit, ctx.clock());
  const listings = await new ListingRepository(ctx.db.replica).findByIds(rows.map(({ id }) => id));
  const byId = new Map(listings.map((row) => [row.id, toListing(row)]));
  return {
    category,
    window: WITH_WINDOW.has(category) ? window : null,
    minVolume24hUsd: category === "trending" ? null : minVolume24hUsd,
    items: rows.flatMap(({ id, metric }) => {
      const listing = byId.get(id);
      return listing ? [{ listing, metric }] : [];
    }),
  };
}
