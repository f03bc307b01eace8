import type { Db } from "../../platform/database/database.ts";
import { ListingRepository } from "./listing.repository.ts";

/** How a coin is called. */
export interface CoinName {
  id: string;
  symbol: string;
  name: string;
}

/** The names of the coins among `ids`, by id; one statement. Ids that no coin has are not in it. */
export async function readCoinNames(db: Db, ids: readonly string[]): Promise<Map<string, CoinName>> {
  if (ids.length === 0) return new Map();
  const rows = await new ListingRepository(db).names([...new Set(ids)]);
  return new Map(rows.map((row) => [row.id, row]));
}
