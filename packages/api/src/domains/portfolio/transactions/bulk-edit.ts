import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { BulkEditAnswer, BulkEditInput } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { mark, portfoliosOf, withOtherSides, write } from "./edit-transaction.ts";
import { changeLedger, heldBefore, type LedgerChange, refuseOverselling, takingsOf } from "./ledger-change.ts";
import { walletOf } from "./record-transaction.ts";
import type { StoredDraft } from "./stored-draft.ts";
import type { TransactionRow } from "./transaction.repository.ts";
import { draftOfRow } from "./transaction-answers.ts";

const MAX_TAGS = 20;

type Wish = BulkEditInput["change"];

/**
 * Changes many transactions at once: all of them or none.
 * @throws DomainError NOT_FOUND for the first that is not there, or CONFLICT where more would go out than is held
 */
export async function bulkEdit(ctx: ServiceContext, input: BulkEditInput): Promise<BulkEditAnswer> {
  const { portfolioId, change: wish, allowMissing } = input;
  const ids = [...new Set(input.transactionIds)];
  const portfolioIds = await portfoliosOf(ctx, portfolioId, ids);
  return changeLedger(ctx, portfolioIds, async (change) => {
    const rows = await change.transactions.find(change.accountId, portfolioId, ids);
    const missing = ids.find((id) => !rows.some((row) => row.id === id));
    if (missing !== undefined) throw notFound("transaction", missing);
    if (isEdit(wish)) await edit(change, rows, wish, allowMissing);
    if (wish.delete || wish.restore) {
      const deletedAt = wish.delete ? change.now : null;
      const affected = rows.filter((row) => (row.deleted_at === null) === (deletedAt !== null));
      await mark(change, await withOtherSides(change, affected), { deletedAt, allowMissing });
    }
    return { changed: rows.length, revision: await change.revisionOf(portfolioId) };
  });
}

function isEdit({ walletId, addTags, removeTags, note }: Wish): boolean {
  return [walletId, addTags, removeTags, note].some((each) => each !== undefined);
}

async function edit(
  change: LedgerChange,
  rows: readonly TransactionRow[],
  wish: Wish,
  allowMissing: boolean,
): Promise<void> {
  const edits = rows.map((row) => ({ row, next: edited(draftOfRow(row), wish) }));
  // Only another wallet takes something away from where it was.
  const isMove = wish.walletId !== undefined;
  if (isMove) await walletOf(change, rows[0]?.portfolio_id ?? "", wish.walletId);
  const takings = edits.flatMap(({ row, next }) => [
    ...takingsOf(row.portfolio_id, draftOfRow(row)).into,
    ...takingsOf(row.portfolio_id, next).out,
  ]);
  const before = isMove && !allowMissing ? await heldBefore(change, takings) : null;
  for (const { row, next } of edits) await write(change, row, next);
  if (before) await refuseOverselling(change, takings, before);
}

function edited(draft: StoredDraft, { walletId, addTags, removeTags, note }: Wish): StoredDraft {
  const tags = new Set([...draft.tags, ...(addTags ?? [])]);
  for (const tag of removeTags ?? []) tags.delete(tag);
  return {
    ...draft,
    walletId: walletId ?? draft.walletId,
    tags: [...tags].slice(0, MAX_TAGS),
    note: note === undefined ? draft.note : note,
  };
}
