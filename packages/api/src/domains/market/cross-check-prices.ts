import { type MarketRuntime, providersFor } from "./market-runtime.ts";
import { RefreshRepository } from "./refresh.repository.ts";
import { type RefreshRun, readPages, settleCoins } from "./refresh-listings.ts";
import { SecondQuoteRepository } from "./second-quote.repository.ts";

/**
 * Reads listings from the second provider in line: their prices are kept for comparison, and the cross-references that
 * are learned on the way are what a failover and the confirmation of jumps rely on.
 */
export async function crossCheckPrices(market: MarketRuntime, run: RefreshRun): Promise<Record<string, unknown>> {
  const [, second] = providersFor(market, "listings");
  if (!second) return { provider: null, compared: 0 };
  const batch = await readPages(market, second, market.config.REFRESH_WIDE_COINS, run);
  const matched = await settleCoins(market.db.primary, market, second, batch.rows);
  const now = market.clock();
  await market.db.primary.transaction().execute(async (trx) => {
    const repository = new RefreshRepository(trx);
    // Only what matches a coin of the desk: a second opinion adds no coins.
    const learned = matched.learned.filter(({ matchedBy }) => matchedBy === "symbol and name");
    await repository.saveReferences(second.id, learned, now);
    await repository.saveSetAside(second.id, [...batch.setAside, ...matched.setAside], now);
    const quotes = matched.resolved.map(({ coinId, draft }) => ({
      coinId,
      priceUsd: draft.priceUsd,
      asOf: draft.asOf,
    }));
    await new SecondQuoteRepository(trx).save(second.id, quotes);
  });
  return {
    provider: second.id,
    read: batch.read,
    compared: matched.resolved.length,
    setAside: batch.setAside.length + matched.setAside.length,
  };
}
