import type { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import type { Portfolio } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { toPortfolio } from "../portfolios/portfolio-answers.ts";
import { checkedDocument } from "./checked-document.ts";
import { writePortfolio } from "./write-portfolio.ts";

/**
 * Makes a portfolio out of a document, whole or not at all.
 * @throws DomainError INVALID_INPUT naming what does not fit together, CONFLICT past 200 portfolios
 */
export async function importDocument(ctx: ServiceContext, document: PortfolioDocument): Promise<Portfolio> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const { wallets, transactions } = await checkedDocument(document, now);
  const id = uuidv7();
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await writePortfolio(db, { ...document.portfolio, id, accountId, isDemo: false, wallets }, transactions, now);
    return toPortfolio(await findPortfolio(db, accountId, id, now));
  });
}
