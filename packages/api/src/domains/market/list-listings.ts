import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { ListingPage, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import type { ServiceContext } from "../../platform/service-context.ts";

export async function listListings(_ctx: ServiceContext, _i: ListListingsInput): Promise<ListingPage> {
  throw unavailable("not built yet");
}
