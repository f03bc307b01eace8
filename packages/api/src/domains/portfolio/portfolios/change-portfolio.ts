import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  DeletePortfolioInput,
  Portfolio,
  PortfolioRef,
  UpdatePortfolioInput,
} from "@cryptodesk/shared/portfolio/portfolio.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { withDefaults } from "./create-portfolio.ts";
import { changedSince, findPortfolio } from "./find-portfolio.ts";
import { type PortfolioChange, PortfolioRepository } from "./portfolio.repository.ts";
import { toPortfolio } from "./portfolio-answers.ts";

/** @throws DomainError NOT_FOUND, or CHANGED_SINCE where its version is another one by now */
export async function updatePortfolio(ctx: ServiceContext, input: UpdatePortfolioInput): Promise<Portfolio> {
  const { portfolioId, version, rules, ...change } = input;
  return changePortfolio(ctx, { portfolioId, version }, (current) => ({
    ...withoutUndefined(change),
    ...(rules !== undefined && { rules: withDefaults(rules, current.rules) }),
  }));
}

/** Deletes it so that it can be restored. @throws DomainError NOT_FOUND or CHANGED_SINCE */
export async function deletePortfolio(ctx: ServiceContext, input: DeletePortfolioInput): Promise<Portfolio> {
  return changePortfolio(ctx, input, () => ({ deletedAt: ctx.clock() }));
}

/** Takes a deletion back. @throws DomainError NOT_FOUND, or CONFLICT where it is not deleted */
export async function restorePortfolio(ctx: ServiceContext, { portfolioId }: PortfolioRef): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await new PortfolioRepository(db).find(accountId, portfolioId, now);
    if (!row) throw notFound("portfolio", portfolioId);
    if (!row.deleted_at) throw new DomainError("CONFLICT", "The portfolio is not deleted.");
    const at = { accountId, id: portfolioId, version: row.version };
    if (!(await new PortfolioRepository(db).update(at, { deletedAt: null }, now))) {
      throw changedSince("portfolio", row.version + 1);
    }
    return toPortfolio(await findPortfolio(db, accountId, portfolioId, now));
  });
}

async function changePortfolio(
  ctx: ServiceContext,
  { portfolioId, version }: { portfolioId: string; version: number },
  changeOf: (current: Portfolio) => PortfolioChange,
): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const current = await findPortfolio(db, accountId, portfolioId, now);
    const at = { accountId, id: portfolioId, version };
    if (!(await new PortfolioRepository(db).update(at, changeOf(toPortfolio(current)), now))) {
      throw changedSince("portfolio", await versionOf(db, accountId, portfolioId, now));
    }
    const changed = await new PortfolioRepository(db).find(accountId, portfolioId, now);
    if (!changed) throw notFound("portfolio", portfolioId);
    return toPortfolio(changed);
  });
}

async function versionOf(db: Db, accountId: string, id: string, now: Date): Promise<number> {
  return (await findPortfolio(db, accountId, id, now)).version;
}

function withoutUndefined<T extends object>(change: T): PortfolioChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
