import type { OwnRate } from "@cryptodesk/shared/portfolio/export.contract";
import type { Share } from "@cryptodesk/shared/portfolio/share.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { jsonOf } from "../../../platform/answers/prepared-page.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { PortfolioRepository } from "../portfolios/portfolio.repository.ts";
import { readOwnRates } from "../rates/day-rates.ts";
import { ShareRepository } from "../sharing/share.repository.ts";
import { toShare } from "../sharing/share-answers.ts";
import { exportPortfolio } from "./export-portfolio.ts";

/** What the asking account owns in this domain. */
export interface OwnedPortfolios {
  /** A JSON array of documents, in the order the portfolios were made; deleted ones are left out. */
  portfolios: string;
  ownRates: OwnRate[];
  portfolioLinks: Share[];
}

/** Everything that the asking account owns here, without what opens its links. */
export async function exportOwned(ctx: ServiceContext): Promise<OwnedPortfolios> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const { rows, shares } = await asOwner(ctx.db.primary, accountId, async (db) => ({
    rows: await new PortfolioRepository(db).list(accountId, false, now),
    shares: await new ShareRepository(db).listOwned(accountId),
  }));
  const documents: string[] = [];
  for (const { id } of rows) documents.push(jsonOf(await exportPortfolio(ctx, { portfolioId: id })));
  return {
    portfolios: `[${documents.join(",")}]`,
    ownRates: await readOwnRates(ctx),
    portfolioLinks: shares.map((row) => toShare(row, now)),
  };
}
