import type { ListingCount } from "@cryptodesk/shared/market/listing.contract";
import type { ListingFilter } from "@cryptodesk/shared/market/listing-filter.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";

/** How many coins match a filter, and of how many. Pages of the list do not say it: they would wait for the whole market. */
export function countListings(ctx: ServiceContext, filter: ListingFilter): Promise<ListingCount> {
  return new ListingRepository(ctx.db.replica).count(filter);
}
