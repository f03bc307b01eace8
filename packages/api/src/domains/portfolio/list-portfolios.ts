import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ListPortfoliosInput,
  Portfolio,
  PortfolioList,
  PortfolioRef,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { accountIdOf } from "../../platform/access/authorise.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { PortfolioRepository } from "./portfolio.repository.ts";
import { toPortfolio } from "./portfolio-answers.ts";

/** The asking account's portfolios in the order they were made. */
export async function listPortfolios(ctx: ServiceContext, { deleted }: ListPortfoliosInput): Promise<PortfolioList> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new PortfolioRepository(db).list(accountId, deleted, now),
  );
  const calculation = {
    state: "recomputing",
    revision: null,
    calculatedAt: null,
    progress: null,
    problem: null,
  } as const;
  return { items: rows.map((row) => ({ portfolio: toPortfolio(row), totals: null, calculation })), nextCursor: null };
}

/** One of them, deleted or not. @throws DomainError NOT_FOUND */
export async function getPortfolio(ctx: ServiceContext, { portfolioId }: PortfolioRef): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const row = await asOwner(ctx.db.primary, accountId, (db) =>
    new PortfolioRepository(db).find(accountId, portfolioId, ctx.clock()),
  );
  if (!row) throw notFound("portfolio", portfolioId);
  return toPortfolio(row);
}
