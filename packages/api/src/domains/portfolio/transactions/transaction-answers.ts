import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { Db } from "../../../platform/database/database.ts";
import { AssetNames } from "../portfolios/asset-names.ts";
import { type StoredDraft, saidValue } from "./stored-draft.ts";
import type { TransactionRow } from "./transaction.repository.ts";

/** Rows → contract; the names of all their assets are read in one statement. */
export async function toTransactions(db: Db, rows: readonly TransactionRow[]): Promise<Transaction[]> {
  const names = await AssetNames.read(
    db,
    rows.flatMap(({ asset_id, to_asset_id, fee_asset_id }) => [asset_id, to_asset_id, fee_asset_id]),
  );
  return rows.map((row) => toTransaction(row, names));
}

function toTransaction(row: TransactionRow, names: AssetNames): Transaction {
  const refOf = (assetId: string | null) => (assetId === null ? null : names.ref(assetId));
  return {
    id: row.id,
    portfolioId: row.portfolio_id,
    walletId: row.wallet_id,
    type: row.type,
    date: row.at.toISOString(),
    asset: refOf(row.asset_id),
    quantity: row.quantity,
    price: row.price,
    value: saidValue(row),
    currency: row.currency,
    fees: row.fees,
    feeAsset: refOf(row.fee_asset_id),
    toAsset: refOf(row.to_asset_id),
    toQuantity: row.to_quantity,
    cost: row.cost,
    acquiredAt: row.acquired_at?.toISOString() ?? null,
    splitFrom: row.split_from,
    splitTo: row.split_to,
    lots: row.lots,
    linked: linkedOf(row),
    tags: row.tags,
    note: row.note,
    importId: row.import_id,
    importRow: row.import_row,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}

function linkedOf({ linked_id, linked_portfolio_id, linked_wallet_id }: TransactionRow): Transaction["linked"] {
  if (linked_id === null || linked_portfolio_id === null || linked_wallet_id === null) return null;
  return { transactionId: linked_id, portfolioId: linked_portfolio_id, walletId: linked_wallet_id };
}

/** What a row says, as a draft that can be written again. */
export function draftOfRow(row: TransactionRow): StoredDraft {
  return {
    type: row.type,
    at: row.at,
    walletId: row.wallet_id,
    assetId: row.asset_id,
    quantity: row.quantity,
    price: row.price,
    value: row.value,
    currency: row.currency,
    fees: row.fees,
    feeAssetId: row.fee_asset_id,
    toAssetId: row.to_asset_id,
    toQuantity: row.to_quantity,
    cost: row.cost,
    acquiredAt: row.acquired_at,
    splitFrom: row.split_from,
    splitTo: row.split_to,
    lots: row.lots,
    tags: row.tags,
    note: row.note,
  };
}
