import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  DeleteTransactionInput,
  Transaction,
  TransactionRef,
  UpdateTransactionInput,
} from "@cryptodesk/shared/portfolio/transaction.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { changedSince } from "../portfolios/find-portfolio.ts";
import {
  changeLedger,
  heldBefore,
  type LedgerChange,
  refuseOverselling,
  type Taking,
  takingsOf,
} from "./ledger-change.ts";
import { only, walletOf } from "./record-transaction.ts";
import { requireKnownAssets } from "./require-known-assets.ts";
import { mergedDraft, type StoredDraft, storedDraft } from "./stored-draft.ts";
import { TransactionRepository, type TransactionRow } from "./transaction.repository.ts";
import { draftOfRow } from "./transaction-answers.ts";

/**
 * Changes what is given; of a transfer asset and quantity change on both sides.
 * @throws DomainError NOT_FOUND, INVALID_INPUT, CHANGED_SINCE, or CONFLICT where more would go out than is held
 */
export async function updateTransaction(ctx: ServiceContext, input: UpdateTransactionInput): Promise<Transaction> {
  const { portfolioId, transactionId, version, allowMissing, ...fields } = input;
  const portfolioIds = await portfoliosOf(ctx, portfolioId, [transactionId]);
  return changeLedger(ctx, portfolioIds, async (change) => {
    const row = await current(change, portfolioId, transactionId, version);
    const walletId = await walletOf(change, portfolioId, fields.walletId ?? row.wallet_id);
    const { currency } = change.portfolio(portfolioId);
    const next = storedDraft(mergedDraft(draftOfRow(row), fields), { walletId, currency, now: change.now });
    if (row.link_id !== null && next.type !== row.type) {
      throw new DomainError("CONFLICT", "A side of a transfer stays one. Delete the transfer and record what it was.");
    }
    await requireKnownAssets(change.db, next);
    const edits = [{ row, next }, ...(await otherSides(change, row, next))];
    const takings = edits.flatMap((each) => [
      ...takingsOf(each.row.portfolio_id, draftOfRow(each.row)).into,
      ...takingsOf(each.row.portfolio_id, each.next).out,
      // What went out before goes out at another time now, or of another wallet.
      ...takingsOf(each.row.portfolio_id, draftOfRow(each.row)).out,
      ...takingsOf(each.row.portfolio_id, each.next).into,
    ]);
    const before = allowMissing ? null : await heldBefore(change, takings);
    for (const each of edits) await write(change, each.row, each.next);
    if (before) await refuseOverselling(change, takings, before);
    return only(change, portfolioId, transactionId);
  });
}

/** Deletes so that it can be restored; of a transfer both sides. @throws see `updateTransaction` */
export async function deleteTransaction(ctx: ServiceContext, input: DeleteTransactionInput): Promise<Transaction> {
  const { portfolioId, transactionId, version, allowMissing } = input;
  const portfolioIds = await portfoliosOf(ctx, portfolioId, [transactionId]);
  return changeLedger(ctx, portfolioIds, async (change) => {
    const row = await current(change, portfolioId, transactionId, version);
    await mark(change, await withOtherSides(change, [row]), { deletedAt: change.now, allowMissing });
    return only(change, portfolioId, transactionId);
  });
}

/** Takes a deletion back. @throws DomainError NOT_FOUND, or CONFLICT where it is not deleted or more would go out than is held */
export async function restoreTransaction(ctx: ServiceContext, ref: TransactionRef): Promise<Transaction> {
  const { portfolioId, transactionId } = ref;
  const portfolioIds = await portfoliosOf(ctx, portfolioId, [transactionId]);
  return changeLedger(ctx, portfolioIds, async (change) => {
    const [row] = await change.transactions.find(change.accountId, portfolioId, [transactionId]);
    if (!row) throw notFound("transaction", transactionId);
    if (!row.deleted_at) throw new DomainError("CONFLICT", "The transaction is not deleted.");
    await mark(change, await withOtherSides(change, [row]), { deletedAt: null, allowMissing: false });
    return only(change, portfolioId, transactionId);
  });
}

/** The portfolios that a change of transactions touches: their own, and those at the other ends of transfers. */
export async function portfoliosOf(
  ctx: ServiceContext,
  portfolioId: string,
  ids: readonly string[],
): Promise<string[]> {
  const accountId = accountIdOf(ctx.actor);
  const rows = await asOwner(ctx.db.primary, accountId, (db) =>
    new TransactionRepository(db).find(accountId, portfolioId, ids),
  );
  return [portfolioId, ...rows.flatMap(({ linked_portfolio_id }) => linked_portfolio_id ?? [])];
}

async function current(
  change: LedgerChange,
  portfolioId: string,
  transactionId: string,
  version: number,
): Promise<TransactionRow> {
  const [row] = await change.transactions.find(change.accountId, portfolioId, [transactionId]);
  if (!row || row.deleted_at) throw notFound("transaction", transactionId);
  if (row.version !== version) throw changedSince("transaction", row.version);
  return row;
}

/** Writes a transaction as it is to be. */
export async function write(change: LedgerChange, row: TransactionRow, next: StoredDraft): Promise<void> {
  const revision = await change.revisionOf(row.portfolio_id);
  const place = { id: row.id, accountId: change.accountId, portfolioId: row.portfolio_id, revision };
  await change.transactions.replace(place, next, change.now);
}

/** Asset and quantity of a transfer are the same on both sides. */
async function otherSides(change: LedgerChange, row: TransactionRow, next: StoredDraft) {
  if (row.link_id === null) return [];
  const rows = await change.transactions.ofLinks(change.accountId, [row.link_id]);
  return rows
    .filter(({ id }) => id !== row.id)
    .map((other) => ({
      row: other,
      next: {
        ...draftOfRow(other),
        assetId: next.assetId,
        quantity: next.quantity,
        price: next.price,
        value: next.value,
      },
    }));
}

/** Transactions with the other sides of those that are transfers, each once. */
export async function withOtherSides(change: LedgerChange, rows: readonly TransactionRow[]): Promise<TransactionRow[]> {
  const links = rows.flatMap(({ link_id }) => link_id ?? []);
  const all = [...rows, ...(await change.transactions.ofLinks(change.accountId, links))];
  return [...new Map(all.map((row) => [row.id, row])).values()];
}

/**
 * Deletes transactions so that they can be restored, or restores them.
 * @throws DomainError CONFLICT where more would go out than is held
 */
export async function mark(
  change: LedgerChange,
  rows: readonly TransactionRow[],
  { deletedAt, allowMissing }: { deletedAt: Date | null; allowMissing: boolean },
): Promise<void> {
  for (const portfolioId of new Set(rows.map((row) => row.portfolio_id))) {
    const ids = rows.filter((row) => row.portfolio_id === portfolioId).map(({ id }) => id);
    const place = { accountId: change.accountId, portfolioId, revision: await change.revisionOf(portfolioId) };
    await change.transactions.markDeleted(place, ids, { deletedAt, now: change.now });
  }
  if (allowMissing) return;
  const takings: Taking[] = rows.flatMap((row) => {
    const { out, into } = takingsOf(row.portfolio_id, draftOfRow(row));
    return deletedAt === null ? out : into;
  });
  await refuseOverselling(change, takings);
}
