import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { HoldingList, PortfolioSummary } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Performance, PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { askLedger } from "../standing/ask-ledger.ts";
import { getSummary } from "../standing/get-summary.ts";
import { listHoldings } from "../standing/list-holdings.ts";

/** What a shared page is made of, as the owner sees it. */
export interface OwnersFigures {
  summary: PortfolioSummary;
  holdings: HoldingList;
  /** Null where transactions contradict each other, so that there is none. */
  performance: Performance | null;
}

// Whoever follows a link has no page of an earlier visit to look at while figures are calculated.
const WAIT_MS = 5_000;

/** The figures of a portfolio for whoever `ctx` acts as. @throws DomainError NOT_FOUND or UNAVAILABLE */
export async function readOwnersFigures(
  ctx: ServiceContext,
  portfolios: PortfolioRuntime,
  { portfolioId, period }: { portfolioId: string; period: PerformancePeriod },
): Promise<OwnersFigures> {
  const summary = await getSummary(ctx, portfolios, { portfolioId, waitMs: WAIT_MS });
  const holdings = await listHoldings(ctx, portfolios, { portfolioId, closed: false, waitMs: 0 });
  return { summary, holdings, performance: await performanceOf(ctx, portfolios, { portfolioId, period }) };
}

async function performanceOf(
  ctx: ServiceContext,
  portfolios: PortfolioRuntime,
  { portfolioId, period }: { portfolioId: string; period: PerformancePeriod },
): Promise<Performance | null> {
  try {
    return await askLedger(ctx, portfolios, { portfolioId }, "performance", { portfolioId, period });
  } catch (error) {
    if (error instanceof DomainError && error.code === "CONFLICT") return null;
    throw error;
  }
}
