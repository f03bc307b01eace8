import type { CarriedLot } from "@cryptodesk/quant/lots/lot-event";
import type { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import type { TransactionRecord } from "./portfolio-ledger.ts";

type Text = string | null;

/** A stored transaction as Postgres writes it for a thread, in the order of `COLUMNS` in the repository. */
export type TransactionRow = [
  id: string,
  walletId: string,
  type: TransactionType,
  at: string,
  assetId: Text,
  quantity: Text,
  price: Text,
  value: Text,
  currency: string,
  fees: Text,
  feeAssetId: Text,
  toAssetId: Text,
  toQuantity: Text,
  cost: Text,
  acquiredAt: Text,
  splitFrom: Text,
  splitTo: Text,
  lots: { lotId: string; quantity: string }[],
  linkId: Text,
  carried: CarriedLot[] | null,
];

/** A transaction as a thread keeps it. */
export interface HeldRecord extends TransactionRecord {
  /** Cost and age of the units that a transfer from another portfolio brought, as far as that one was calculated. */
  carried: readonly CarriedLot[] | null;
}

/** What came of a row: a transaction, or the id of one that is gone. */
export function readRow(row: TransactionRow | [id: string]): HeldRecord | string {
  if (row.length === 1) return row[0];
  const [id, walletId, type, at, assetId, quantity, price, value, currency, fees, feeAssetId, ...rest] = row;
  const [toAssetId, toQuantity, cost, acquiredAt, splitFrom, splitTo, lots, linkId, carried] = rest;
  return {
    id,
    walletId,
    type,
    at,
    assetId,
    quantity,
    price,
    value,
    currency,
    fees,
    feeAssetId,
    toAssetId,
    toQuantity,
    cost,
    acquiredAt,
    splitFrom,
    splitTo,
    lots,
    linkId,
    carried,
  };
}
