import type { Listing, ListingPage, ListingView, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";
import { toListing } from "./listing-row.ts";

/**
 * One page of listings in a stable keyset order.
 * @throws DomainError INVALID_INPUT for a cursor of another list
 */
export async function listListings(ctx: ServiceContext, input: ListListingsInput): Promise<ListingPage> {
  const withSparkline = input.fields?.includes("sparkline7d") ?? false;
  const { rows, nextCursor } = await new ListingRepository(ctx.db.replica).list(input, withSparkline);
  const pick = fieldPicker(input.fields);
  return { items: rows.map((row) => pick(toListing(row))), nextCursor };
}

function fieldPicker(fields: ListListingsInput["fields"]): (listing: Listing) => ListingView {
  if (fields === undefined) return ({ sparkline7d: _, ...listing }) => listing;
  const wanted = [...new Set(["id" as const, ...fields])];
  return (listing) => ({ id: listing.id, ...Object.fromEntries(wanted.map((field) => [field, listing[field]])) });
}
