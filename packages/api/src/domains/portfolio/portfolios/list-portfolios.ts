import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ListPortfoliosInput,
  Portfolio,
  PortfolioList,
  PortfolioRef,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { PortfolioRuntime } from "../portfolio-runtime.ts";
import { readTotals } from "../standing/read-totals.ts";
import { PortfolioRepository } from "./portfolio.repository.ts";
import { toPortfolio } from "./portfolio-answers.ts";

const NEVER = { state: "recomputing", revision: null, calculatedAt: null, progress: null, problem: null } as const;

/** The asking account's portfolios in the order they were made, with what they are worth now. */
export async function listPortfolios(
  ctx: ServiceContext,
  runtime: PortfolioRuntime,
  { deleted }: ListPortfoliosInput,
): Promise<PortfolioList> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new PortfolioRepository(db).list(accountId, deleted, now),
  );
  // What is deleted is not calculated any more.
  const ids = deleted ? [] : rows.map(({ id }) => id);
  const totals = await readTotals(ctx, runtime, ids);
  const items = rows.map((row) => ({
    portfolio: toPortfolio(row),
    ...(totals.get(row.id) ?? { totals: null, calculation: NEVER }),
  }));
  return { items, nextCursor: null };
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
