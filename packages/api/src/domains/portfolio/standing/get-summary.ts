import type { GetSummaryInput, PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { NO_TOTALS, portfolioTotals, valueHoldings } from "../calculation/portfolio-totals.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { currentFigures } from "./current-figures.ts";

/**
 * Where a portfolio stands, at the prices of this moment.
 * @throws DomainError NOT_FOUND
 */
export async function getSummary(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  input: GetSummaryInput,
): Promise<PortfolioSummary> {
  const accountId = accountIdOf(ctx.actor);
  const { portfolio, figures, calculation } = await currentFigures(ctx, runtime, accountId, input);
  const stored = figures?.figures ?? null;
  const ids = stored?.holdings.filter(({ quantity }) => quantity !== "0").map(({ assetId }) => assetId) ?? [];
  const currency = stored?.currency ?? portfolio.currency;
  const prices = await runtime.pricing.of(ctx, accountId, currency, ids);
  return {
    portfolioId: portfolio.id,
    name: portfolio.name,
    currency,
    calculation,
    pricedAt: ctx.clock().toISOString(),
    totals: stored === null ? NO_TOTALS : portfolioTotals(stored, valueHoldings(stored.holdings, prices)),
    transactionCount: stored?.transactionCount ?? 0,
    firstDay: stored?.firstDay ?? null,
    simulated: runtime.market.simulated(),
  };
}
