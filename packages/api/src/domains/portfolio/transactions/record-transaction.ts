import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { CreateTransactionInput, Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { v7 as uuidv7 } from "uuid";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { WalletRepository } from "../portfolios/wallet.repository.ts";
import { changeLedger, type LedgerChange, refuseOverselling, takingsOf } from "./ledger-change.ts";
import { requireKnownAssets } from "./require-known-assets.ts";
import { type StoredDraft, storedDraft } from "./stored-draft.ts";
import type { TransactionRow } from "./transaction.repository.ts";
import { toTransactions } from "./transaction-answers.ts";

/**
 * Records a transaction; a transfer to another wallet of the desk gets both its sides.
 * @throws DomainError NOT_FOUND, INVALID_INPUT, or CONFLICT where more would go out than is held or the id is taken
 */
export async function recordTransaction(ctx: ServiceContext, input: CreateTransactionInput): Promise<Transaction> {
  const { portfolioId, id: givenId, allowMissing, ...draft } = input;
  const receiving = draft.toWalletId === undefined ? null : await portfolioOfWallet(ctx, draft.toWalletId);
  const portfolioIds = [portfolioId, ...(receiving ? [receiving.portfolioId] : [])];
  return changeLedger(ctx, portfolioIds, async (change) => {
    const { currency } = change.portfolio(portfolioId);
    const walletId = await walletOf(change, portfolioId, draft.walletId);
    const stored = storedDraft(draft, { walletId, currency, now: change.now });
    if (receiving?.walletId === walletId) throw invalidInput("/toWalletId", "is the wallet that the units leave");
    const there = givenId === undefined ? null : await change.transactions.portfolioOf(change.accountId, givenId);
    if (givenId !== undefined && there !== null) return sameAgain(change, portfolioId, givenId, stored);
    await requireKnownAssets(change.db, stored);
    const id = givenId ?? uuidv7();
    const linkId = receiving ? uuidv7() : null;
    await insert(change, { id, portfolioId, linkId }, stored);
    if (receiving) {
      await insert(
        change,
        { id: uuidv7(), portfolioId: receiving.portfolioId, linkId },
        otherSide(stored, receiving.walletId),
      );
    }
    if (!allowMissing) await refuseOverselling(change, takingsOf(portfolioId, stored).out);
    return only(change, portfolioId, id);
  });
}

async function insert(
  change: LedgerChange,
  { id, portfolioId, linkId }: { id: string; portfolioId: string; linkId: string | null },
  stored: StoredDraft,
): Promise<void> {
  const revision = await change.revisionOf(portfolioId);
  const place = { id, accountId: change.accountId, portfolioId, linkId, revision };
  await change.transactions.insert(place, stored, change.now);
}

/** What arrives: the same units, at the same time unless that is changed later; the fee was paid by the one who sent. */
function otherSide(out: StoredDraft, walletId: string): StoredDraft {
  return { ...out, type: "transfer-in", walletId, fees: null, feeAssetId: null, lots: [] };
}

async function portfolioOfWallet(ctx: ServiceContext, walletId: string) {
  const accountId = accountIdOf(ctx.actor);
  const wallet = await asOwner(ctx.db.primary, accountId, (db) => new WalletRepository(db).find(accountId, walletId));
  if (!wallet) throw notFound("wallet", walletId);
  return { walletId, portfolioId: wallet.portfolio_id };
}

/** The wallet of a transaction: the portfolio's first one unless it is said. @throws DomainError NOT_FOUND */
export async function walletOf(change: LedgerChange, portfolioId: string, given: string | undefined): Promise<string> {
  const wallets = new WalletRepository(change.db);
  change.portfolio(portfolioId);
  if (given === undefined) {
    const first = await wallets.first(change.accountId, portfolioId);
    if (first === null) throw new DomainError("CONFLICT", "The portfolio has no wallet. Make one first.");
    return first;
  }
  const wallet = await wallets.find(change.accountId, given);
  if (wallet?.portfolio_id !== portfolioId) throw notFound("wallet", given);
  return given;
}

/** The same request again answers what the first one made. */
async function sameAgain(
  change: LedgerChange,
  portfolioId: string,
  id: string,
  stored: StoredDraft,
): Promise<Transaction> {
  const [row] = await change.transactions.find(change.accountId, portfolioId, [id]);
  const isSame =
    row !== undefined &&
    row.type === stored.type &&
    row.at.getTime() === stored.at.getTime() &&
    row.asset_id === stored.assetId &&
    sameAmount(row.quantity, stored.quantity) &&
    sameAmount(row.fees, stored.fees);
  if (!isSame) throw new DomainError("CONFLICT", `The id ${id} is that of another transaction.`);
  return only(change, portfolioId, id);
}

function sameAmount(left: string | null, right: string | null): boolean {
  return left === right || (left !== null && right !== null && Number(left) === Number(right));
}

/** A transaction as it is after the change. */
export async function only(change: LedgerChange, portfolioId: string, id: string): Promise<Transaction> {
  const rows: TransactionRow[] = await change.transactions.find(change.accountId, portfolioId, [id]);
  const [found] = await toTransactions(change.db, rows);
  if (!found) throw notFound("transaction", id);
  return found;
}
