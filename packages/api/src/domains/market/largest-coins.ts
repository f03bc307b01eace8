import type { ServiceContext } from "../../platform/service-context.ts";
import { ListingRepository } from "./listing.repository.ts";

/** Ids of the coins with the largest market cap, largest first. */
export async function largestCoins(ctx: Pick<ServiceContext, "db">, limit: number): Promise<string[]> {
  return (await new ListingRepository(ctx.db.replica).largest(limit)).map(({ id }) => id);
}
