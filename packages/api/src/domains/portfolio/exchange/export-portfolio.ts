import type { PortfolioDocument } from "@cryptodesk/shared/portfolio/export.contract";
import type { PortfolioRef } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { preparedAnswer } from "../../../platform/answers/prepared-page.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio, lockPortfolio } from "../portfolios/find-portfolio.ts";
import { WalletRepository } from "../portfolios/wallet.repository.ts";
import { type DocumentPart, PortfolioDocumentRepository } from "./portfolio-document.repository.ts";

const PART = 2_000;

/** A portfolio whole, as a document that makes the same portfolio when it is read in. @throws DomainError NOT_FOUND */
export async function exportPortfolio(ctx: ServiceContext, { portfolioId }: PortfolioRef): Promise<PortfolioDocument> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, (db) => writeDocument(db, { accountId, portfolioId }, ctx.clock()));
}

async function writeDocument(
  db: Db,
  owned: { accountId: string; portfolioId: string },
  now: Date,
): Promise<PortfolioDocument> {
  const { accountId, portfolioId } = owned;
  // Nothing changes between the first part that is read and the last.
  await lockPortfolio(db, accountId, portfolioId);
  const portfolio = await findPortfolio(db, accountId, portfolioId, now);
  const wallets = await new WalletRepository(db).list(accountId, portfolioId);
  const head: Omit<PortfolioDocument, "transactions"> = {
    kind: "cryptodesk-portfolio",
    schema: 1,
    exportedAt: now.toISOString(),
    portfolio: {
      name: portfolio.name,
      description: portfolio.description,
      currency: portfolio.currency,
      rules: portfolio.rules,
      benchmark: portfolio.benchmark,
    },
    wallets: wallets.map(({ id, name, kind, note }) => ({ id, name, kind, note })),
  };
  return preparedAnswer<PortfolioDocument, "transactions">(head, "transactions", await transactionsOf(db, owned));
}

async function transactionsOf(db: Db, owned: { accountId: string; portfolioId: string }): Promise<string> {
  const documents = new PortfolioDocumentRepository(db);
  const lists: string[] = [];
  let part: DocumentPart = { list: "", count: PART, last: null };
  while (part.count === PART) {
    part = await documents.read(owned, part.last, PART);
    if (part.count > 0) lists.push(part.list);
  }
  return `[${lists.join(",")}]`;
}
