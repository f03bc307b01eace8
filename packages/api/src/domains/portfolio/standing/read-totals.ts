import type { PortfolioListItem } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { CalculationRepository } from "../calculation/calculation.repository.ts";
import { portfolioTotals, valueHoldings } from "../calculation/portfolio-totals.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { bringCurrent } from "./current-figures.ts";

/** Sums of a portfolio with how old they are; null: it was never calculated. */
export type TotalsOfPortfolio = Pick<PortfolioListItem, "totals" | "calculation">;

/**
 * Sums of portfolios by id, at the prices of this moment. Calculations that are behind are started and not waited for;
 * portfolios that one does not have are left out.
 */
export async function readTotals(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  portfolioIds: readonly string[],
): Promise<Map<string, TotalsOfPortfolio>> {
  const accountId = accountIdOf(ctx.actor);
  const portfolios = await new CalculationRepository(ctx.db, accountId).figured(portfolioIds);
  const found = new Map<string, TotalsOfPortfolio>();
  for (const portfolio of portfolios) {
    const { figures, calculation } = await bringCurrent(ctx, runtime, accountId, { portfolio, waitMs: 0 });
    if (figures === null) {
      found.set(portfolio.id, { totals: null, calculation });
      continue;
    }
    const { holdings, currency } = figures.figures;
    const ids = holdings.filter(({ quantity }) => quantity !== "0").map(({ assetId }) => assetId);
    const prices = await runtime.pricing.of(ctx, accountId, currency, ids);
    found.set(portfolio.id, { totals: portfolioTotals(figures.figures, valueHoldings(holdings, prices)), calculation });
  }
  return found;
}
