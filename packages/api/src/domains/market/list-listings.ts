import type { ListingPage, ListingView, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import { preparedPage } from "../../platform/answers/prepared-page.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";

/**
 * One page of listings in a stable keyset order.
 * @throws DomainError INVALID_INPUT for a cursor of another list
 */
export async function listListings(ctx: ServiceContext, input: ListListingsInput): Promise<ListingPage> {
  const withSparkline = input.fields?.includes("sparkline7d") ?? false;
  const { list, nextCursor } = await new ListingRepository(ctx.db.replica).list(input, withSparkline);
  const page = preparedPage<ListingView>(list, nextCursor);
  return input.fields === undefined ? page : { items: page.items.map(fieldPicker(input.fields)), nextCursor };
}

function fieldPicker(fields: NonNullable<ListListingsInput["fields"]>): (listing: ListingView) => ListingView {
  const wanted = [...new Set(["id" as const, ...fields])];
  return (listing) => ({ id: listing.id, ...Object.fromEntries(wanted.map((field) => [field, listing[field]])) });
}
