import type { Transaction, TransactionDraft } from "@cryptodesk/shared/portfolio/transaction.contract";
import { type EntryDraft, entryInput, entryOf } from "./entry-draft.ts";

type Said = { [Field in keyof TransactionDraft]?: TransactionDraft[Field] | undefined };

const CLEARED: readonly (keyof TransactionDraft)[] = [
  "price",
  "value",
  "fees",
  "feeAssetId",
  "cost",
  "acquiredAt",
  "note",
];

/**
 * What a form says otherwise than the recorded transaction; a field that was emptied becomes null.
 * @returns null while the form cannot be sent
 */
export function correctionOf(recorded: Transaction, entry: EntryDraft): Said | null {
  const before: Said = entryInput(entryOf(recorded)) ?? {};
  const after = entryInput(entry);
  if (after === null) return null;
  const said: Said = {};
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)] as (keyof TransactionDraft)[])) {
    if (JSON.stringify(before[field]) === JSON.stringify(after[field])) continue;
    const value = after[field] ?? emptied(field, after.type === before.type);
    if (value !== undefined) Object.assign(said, { [field]: value });
  }
  // Price and value exclude each other: the one that is said replaces the other by itself.
  if (said.price) delete said.value;
  if (said.value) delete said.price;
  return said;
}

/** What says that a field is empty now. What another type has no use for, the server drops by itself. */
function emptied(field: keyof TransactionDraft, sameType: boolean): null | [] | undefined {
  if (field === "tags" || field === "lots") return [];
  return CLEARED.includes(field) && sameType ? null : undefined;
}

/** How a row is shown while its correction is on the way. */
export function rowAhead(recorded: Transaction, said: Said): Partial<Transaction> {
  const { date, quantity, price, value, fees, toQuantity, walletId, tags, note } = said;
  return {
    ...(date !== undefined && { date }),
    ...(quantity !== undefined && { quantity }),
    ...(price !== undefined && { price, ...(price !== null && { value: null }) }),
    ...(value !== undefined && { value, ...(value !== null && { price: null }) }),
    ...(fees !== undefined && { fees }),
    ...(toQuantity !== undefined && { toQuantity }),
    ...(walletId !== undefined && { walletId }),
    ...(tags !== undefined && { tags }),
    ...(note !== undefined && { note }),
    version: recorded.version,
  };
}

/** A field of a transaction that somebody else changed meanwhile. */
export interface ChangedField {
  field: "type" | "date" | "wallet" | "asset" | "quantity" | "price" | "value" | "fees" | "tags" | "note" | "deleted";
  before: string | null;
  now: string | null;
}

/** What has changed between the version that was edited and the one that is recorded now. */
export function changedFields(before: Transaction, now: Transaction): ChangedField[] {
  const facts = (transaction: Transaction): Record<ChangedField["field"], string | null> => ({
    type: transaction.type,
    date: transaction.date,
    wallet: transaction.walletId,
    asset: transaction.asset?.symbol ?? null,
    quantity: transaction.quantity,
    price: transaction.price,
    value: transaction.value,
    fees: transaction.fees,
    tags: transaction.tags.join(", ") || null,
    note: transaction.note,
    deleted: transaction.deletedAt,
  });
  const [old, anew] = [facts(before), facts(now)];
  return (Object.keys(old) as ChangedField["field"][])
    .filter((field) => old[field] !== anew[field])
    .map((field) => ({ field, before: old[field], now: anew[field] }));
}
