import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { ComparePortfoliosInput, PortfolioComparison } from "@cryptodesk/shared/portfolio/performance.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { CalculationRepository } from "../calculation/calculation.repository.ts";
import { portfolioComparison } from "../figures/portfolio-comparison.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { askLedger } from "./ask-ledger.ts";

/**
 * Portfolios side by side, each in its own currency.
 * @throws DomainError NOT_FOUND for one that is not there or of somebody else
 */
export async function comparePortfolios(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  { portfolioIds, period }: ComparePortfoliosInput,
): Promise<PortfolioComparison> {
  const ids = [...new Set(portfolioIds)];
  const found = await new CalculationRepository(ctx.db, accountIdOf(ctx.actor)).figured(ids);
  const names = new Map(found.filter(({ isDeleted }) => !isDeleted).map(({ id, name }) => [id, name]));
  const missing = ids.find((id) => !names.has(id));
  if (missing !== undefined) throw notFound("portfolio", missing);
  const parts = await Promise.all(
    ids.map((portfolioId) => askLedger(ctx, runtime, { portfolioId }, "compared", { period })),
  );
  return portfolioComparison(parts, names);
}
