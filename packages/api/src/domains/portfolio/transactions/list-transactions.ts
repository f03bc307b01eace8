import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ListTransactionsInput,
  Transaction,
  TransactionPage,
  TransactionRef,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findPortfolio } from "../portfolios/find-portfolio.ts";
import { TransactionRepository } from "./transaction.repository.ts";
import { toTransactions } from "./transaction-answers.ts";

/** Transactions of a portfolio by time. @throws DomainError NOT_FOUND */
export async function listTransactions(ctx: ServiceContext, input: ListTransactionsInput): Promise<TransactionPage> {
  const accountId = accountIdOf(ctx.actor);
  const after = decodeTimeCursor(input.cursor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, input.portfolioId, ctx.clock());
    const transactions = new TransactionRepository(db);
    const rows = await transactions.list(accountId, input, after);
    const { items, nextCursor } = pageOf(rows, input.limit, ({ at, id }) => encodeTimeCursor(at.toISOString(), id));
    return {
      items: await toTransactions(db, items),
      nextCursor,
      total: await transactions.count(accountId, input),
    };
  });
}

/** One of them, deleted or not. @throws DomainError NOT_FOUND */
export async function getTransaction(
  ctx: ServiceContext,
  { portfolioId, transactionId }: TransactionRef,
): Promise<Transaction> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await findPortfolio(db, accountId, portfolioId, ctx.clock());
    const rows = await new TransactionRepository(db).find(accountId, portfolioId, [transactionId]);
    const [found] = await toTransactions(db, rows);
    if (!found) throw notFound("transaction", transactionId);
    return found;
  });
}
