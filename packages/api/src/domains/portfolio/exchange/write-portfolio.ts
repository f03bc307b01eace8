import { setImmediate } from "node:timers/promises";
import type { Db } from "../../../platform/database/database.ts";
import { requireRoom } from "../portfolios/create-portfolio.ts";
import {
  PortfolioDocumentRepository,
  type WholePortfolio,
  type WholeTransaction,
} from "./portfolio-document.repository.ts";

const BATCH = 1_000;

/**
 * Writes a portfolio with everything in it within the running transaction; other requests have their turn in between.
 * @throws DomainError CONFLICT past 200 portfolios
 */
export async function writePortfolio(
  db: Db,
  whole: WholePortfolio,
  transactions: readonly WholeTransaction[],
  now: Date,
): Promise<void> {
  await requireRoom(db, whole.accountId);
  const documents = new PortfolioDocumentRepository(db);
  await documents.insertPortfolio(whole, now);
  for (let start = 0; start < transactions.length; start += BATCH) {
    await documents.insertTransactions(whole, transactions.slice(start, start + BATCH), now);
    await setImmediate();
  }
}
