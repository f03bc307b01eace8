import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { isCoin } from "../calculation/named-assets.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { currentFigures } from "./current-figures.ts";

const WAIT_MS = 5_000;

/**
 * Ids of the market's coins that a portfolio holds now, the most valuable first; money and what the market does not list are
 * left out.
 * @throws DomainError NOT_FOUND
 */
export async function heldCoins(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  portfolioId: string,
): Promise<string[]> {
  const accountId = accountIdOf(ctx.actor);
  const { figures } = await currentFigures(ctx, runtime, accountId, { portfolioId, waitMs: WAIT_MS });
  const held = (figures?.figures.holdings ?? []).filter(
    ({ assetId, quantity }) => isCoin(assetId) && Number(quantity) > 0,
  );
  const prices = await runtime.livePrices.of(held.map(({ assetId }) => assetId));
  const valued = held.flatMap(({ assetId, quantity }) => {
    const price = prices.get(assetId);
    return price === undefined ? [] : [{ assetId, value: Number(quantity) * Number(price.priceUsd) }];
  });
  return valued.toSorted((left, right) => right.value - left.value).map(({ assetId }) => assetId);
}
