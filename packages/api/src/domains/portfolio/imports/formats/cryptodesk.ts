import { AssetId } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import { isZero } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { idOf, noteOf } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, RecordedDraft } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const AMOUNTS = ["quantity", "price", "value", "fees", "toquantity", "cost", "splitfrom", "splitto"];

/** The desk's own CSV of transactions. Assets are ids; a transfer's sides are matched anew. */
export const cryptodesk: FormatDefinition = {
  format: "cryptodesk",
  name: "CryptoDesk: transactions",
  detail: "What CryptoDesk exports as CSV. Links between the sides of a transfer are found again by amount and time.",
  headers: [["id", "type", "date", "asset", "quantity", "currency", "fees", "toasset", "toquantity"]],
  dates: ["date", "acquiredat"],
  amounts: AMOUNTS,
  clock: "utc",
  spare: ["importid", "importrow", "version", "createdat", "updatedat", "deletedat", "linked", "tags", "note", "lots"],
  read: rowByRow((row) => {
    const at = row.time("date");
    if (!row.isEmpty("deletedat")) ignore("The transaction was deleted.");
    const type = TransactionType.safeParse(row.text("type"));
    if (!type.success) refuse(`${quoted(row.text("type"))} is not a type of transaction.`);
    const recorded: RecordedDraft = {
      type: type.data,
      date: at,
      ...assets(row),
      ...amounts(row),
      note: noteOf(guarded(row.text("note"))),
    };
    const currency = row.text("currency").toLowerCase();
    if (!/^[a-z]{3}$/.test(currency)) refuse(`${quoted(row.text("currency"))} is not a currency code.`);
    return { at, kind: "trade", recorded: { ...recorded, currency }, id: idOf(row.text("id")) } satisfies ImportEvent;
  }),
};

/** A cell that holds an asset: its id, or the asset as JSON. */
function assetOf(row: FileRow, column: string): string | undefined {
  const text = row.text(column);
  if (text === "") return undefined;
  const id = text.startsWith("{") ? /"id":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] : text;
  const read = AssetId.safeParse(id === undefined ? text : guarded(id));
  return read.success ? read.data : refuse(`${quoted(text)} is not an asset's id.`);
}

function assets(row: FileRow): Partial<RecordedDraft> {
  const assetId = assetOf(row, "asset");
  const toAssetId = assetOf(row, "toasset");
  const feeAssetId = assetOf(row, "feeasset");
  return { ...(assetId && { assetId }), ...(toAssetId && { toAssetId }), ...(feeAssetId && { feeAssetId }) };
}

function amounts(row: FileRow): Partial<RecordedDraft> {
  const said = (column: string) => row.optional(column);
  const [quantity, price, value, fees, toQuantity, cost, splitFrom, splitTo] = AMOUNTS.map(said);
  const acquiredAt = row.isEmpty("acquiredat") ? null : row.time("acquiredat");
  return {
    ...(quantity && !isZero(quantity) && { quantity }),
    // The value is kept where both are there: the price is only its quotient.
    ...(value ? { value } : price ? { price } : {}),
    ...(fees && { fees }),
    ...(toQuantity && { toQuantity }),
    ...(cost && { cost }),
    ...(splitFrom && { splitFrom }),
    ...(splitTo && { splitTo }),
    ...(acquiredAt && { acquiredAt }),
  };
}

/** Exports put an apostrophe before text that a spreadsheet would take for a formula. */
function guarded(text: string): string {
  return /^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
