import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { moneyOf, units } from "../../output/amounts.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { clockTime } from "../../output/times.ts";

type Figure = [name: string, value: string];

/** One transaction, with what was said of it; what its type has no use for is left out. */
export function drawTransaction(transaction: Transaction, out: Output, wallets: ReadonlyMap<string, string>): string {
  const { type, date, walletId, linked, tags, note, importRow, deletedAt, version, id } = transaction;
  const figures: Figure[] = [
    ["What", `${type} ${whatText(transaction)}`.trim()],
    ["When", `${clockTime(date)} UTC`],
    ["Wallet", safeText(wallets.get(walletId) ?? walletId)],
    ...valueFigures(transaction),
    ["Fees", feesText(transaction)],
    ...(linked === null ? [] : [["Other side", linked.transactionId] satisfies Figure]),
    ...(tags.length === 0 ? [] : [["Tags", safeText(tags.join(", "))] satisfies Figure]),
    ...(note === null ? [] : [["Note", safeText(note)] satisfies Figure]),
    ...(importRow === null ? [] : [["From", `line ${importRow} of an imported file`] satisfies Figure]),
    ...(deletedAt === null ? [] : [["Deleted", `${clockTime(deletedAt)} UTC`] satisfies Figure]),
    ["Version", String(version)],
    ["Id", id],
  ];
  return figureText([{ figures }], out);
}

function valueFigures({ type, price, value, cost, acquiredAt, currency }: Transaction): Figure[] {
  if (["fee", "split", "lost", "stolen"].includes(type)) return [];
  const dated = acquiredAt === null ? [] : [["Acquired", `${clockTime(acquiredAt)} UTC`] satisfies Figure];
  return [
    ...(price === null ? [] : [["Price", moneyOf(price, currency)] satisfies Figure]),
    ["Value", value === null && price === null ? "not said" : moneyOf(value, currency)],
    ...(cost === null ? [] : [["Cost", moneyOf(cost, currency)] satisfies Figure]),
    ...dated,
  ];
}

/** `0.5 BTC`, `1 ETH for 0.05 BTC`, `SHIB 1:1000`. */
export function whatText(transaction: Transaction): string {
  const { type, asset, quantity, toAsset, toQuantity, splitFrom, splitTo } = transaction;
  if (type === "split") return `${safeText(asset?.symbol ?? "")} ${units(splitFrom)}:${units(splitTo)}`;
  if (asset === null) return "";
  const out = `${units(quantity)} ${safeText(asset.symbol)}`;
  return toAsset === null ? out : `${out} for ${units(toQuantity)} ${safeText(toAsset.symbol)}`;
}

export function feesText({ fees, feeAsset, currency }: Transaction): string {
  if (fees === null) return "none";
  return feeAsset === null ? moneyOf(fees, currency) : `${units(fees)} ${safeText(feeAsset.symbol)}`;
}
