import type { Db } from "../../platform/database/database.ts";
import { MarketStateRepository } from "./market-state.repository.ts";

/** How many coins are listed and when they were last refreshed. */
export async function readMarketSummary(db: Db): Promise<{ coins: number; lastRefreshAt: Date | null }> {
  const repository = new MarketStateRepository(db);
  const [coins, { lastRefreshAt }] = await Promise.all([repository.countCoins(), repository.read()]);
  return { coins, lastRefreshAt };
}
