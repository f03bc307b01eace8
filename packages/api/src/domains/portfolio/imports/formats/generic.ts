import { fromScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { ColumnMapping } from "@cryptodesk/shared/portfolio/import.contract";
import { isNegative, isZero, magnitude } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { idOf, noteOf } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { EventKind, ImportEvent, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { kindOfSides, twoSided } from "./two-sided.ts";

/** What the words of a type column mean where the mapping says nothing of them. */
const WORDS: Readonly<Record<string, EventKind | "buy" | "sell">> = {
  buy: "buy",
  bought: "buy",
  purchase: "buy",
  kauf: "buy",
  sell: "sell",
  sold: "sell",
  sale: "sell",
  verkauf: "sell",
  trade: "trade",
  swap: "trade",
  exchange: "trade",
  convert: "trade",
  tausch: "trade",
  deposit: "deposit",
  receive: "deposit",
  received: "deposit",
  einzahlung: "deposit",
  withdrawal: "withdrawal",
  withdraw: "withdrawal",
  send: "withdrawal",
  sent: "withdrawal",
  auszahlung: "withdrawal",
  "transfer-in": "deposit",
  "transfer-out": "withdrawal",
  staking: "staking-reward",
  "staking-reward": "staking-reward",
  reward: "staking-reward",
  interest: "interest",
  airdrop: "airdrop",
  mining: "mining",
  "gift-in": "gift-in",
  "gift-out": "gift-out",
  fee: "fee",
  lost: "lost",
  stolen: "stolen",
  spend: "spend",
  "opening-balance": "opening-balance",
};

/** A file of unknown make, by the columns that its owner names. */
export function genericFormat(mapping: ColumnMapping): FormatDefinition {
  const column = (name: string | undefined) => name?.trim().toLowerCase();
  const used = [
    mapping.date,
    mapping.type,
    mapping.inAsset,
    mapping.inQuantity,
    mapping.outAsset,
    mapping.outQuantity,
    mapping.asset,
    mapping.quantity,
    mapping.price,
    mapping.value,
    mapping.currency,
    mapping.fee,
    mapping.feeAsset,
  ];
  const amounts = [
    mapping.inQuantity,
    mapping.outQuantity,
    mapping.quantity,
    mapping.price,
    mapping.value,
    mapping.fee,
  ];
  return {
    format: "generic",
    name: "Columns of one's own choice",
    detail: "Any file with a row for each transaction: say which columns mean what, and keep that for the next file.",
    headers: [used.flatMap((name) => column(name) ?? [])],
    dates: [column(mapping.date) ?? ""],
    amounts: amounts.flatMap((name) => column(name) ?? []),
    read: rowByRow((row) => readMapped(row, mapping)),
  };
}

function readMapped(row: FileRow, mapping: ColumnMapping): ImportEvent {
  const name = (of: string | undefined) => of?.trim().toLowerCase() ?? "";
  const at = row.time(name(mapping.date));
  const type = mapping.type === undefined ? "" : row.text(name(mapping.type));
  const meant = meaningOf(type, mapping);
  const sides = mapping.asset === undefined ? twoColumns(row, mapping, name) : oneColumn(row, mapping, name, meant);
  const plain = kindOfSides(sides.into, sides.out);
  const kind = meant === "buy" || meant === "sell" ? "trade" : (meant ?? plain);
  const fee = mapping.fee === undefined ? null : row.optional(name(mapping.fee));
  const feeSymbol = () =>
    mapping.feeAsset && !row.isEmpty(name(mapping.feeAsset))
      ? row.symbol(name(mapping.feeAsset))
      : currencyOf(row, mapping, name);
  const fees = fee === null || isZero(fee) ? [] : [{ symbol: feeSymbol(), quantity: fee }];
  const value = mapping.value === undefined ? null : row.optional(name(mapping.value));
  return twoSided(at, kind, sides, {
    fees,
    id: mapping.id === undefined ? null : idOf(row.text(name(mapping.id))),
    note: noteOf(mapping.note === undefined ? "" : row.text(name(mapping.note))),
    ...(value !== null && !isZero(value) && kind !== "trade"
      ? { value: { amount: magnitude(value), currency: currencyOf(row, mapping, name) } }
      : {}),
  });
}

function meaningOf(type: string, { types }: ColumnMapping): EventKind | "buy" | "sell" | null {
  if (type === "") return null;
  const said = Object.entries(types ?? {}).find(([text]) => text.trim().toLowerCase() === type.toLowerCase())?.[1];
  if (said === "ignore") ignore(`Rows of the kind ${quoted(type)} are left out.`);
  if (said === "split") refuse("A split cannot be read from columns: enter it by hand.");
  const found = WORDS[said === "swap" ? "trade" : (said ?? type.toLowerCase())];
  return found ?? refuse(`${quoted(type)} is a kind of row that is not known: say what it means.`);
}

type NameOf = (of: string | undefined) => string;

interface Sides {
  into: SymbolAmount | undefined;
  out: SymbolAmount | undefined;
}

function twoColumns(row: FileRow, mapping: ColumnMapping, name: NameOf): Sides {
  const units = (quantity: string | undefined, asset: string | undefined) =>
    quantity === undefined ? undefined : row.units(name(quantity), name(asset));
  return { into: units(mapping.inQuantity, mapping.inAsset), out: units(mapping.outQuantity, mapping.outAsset) };
}

/** One amount, whose sign or kind says where it went; with a price or value it was paid for. */
function oneColumn(
  row: FileRow,
  mapping: ColumnMapping,
  name: NameOf,
  meant: EventKind | "buy" | "sell" | null,
): Sides {
  const quantity = row.amount(name(mapping.quantity));
  const units = { symbol: row.symbol(name(mapping.asset)), quantity: magnitude(quantity) };
  const outgoing = ["withdrawal", "gift-out", "lost", "stolen", "spend", "fee", "sell"].includes(meant ?? "");
  const goesOut = outgoing || (isNegative(quantity) && meant !== "buy");
  const money =
    meant === "buy" || meant === "sell" || meant === "trade" ? paidFor(row, mapping, name, quantity) : undefined;
  return goesOut ? { into: money, out: units } : { into: units, out: money };
}

function paidFor(row: FileRow, mapping: ColumnMapping, name: NameOf, quantity: string): SymbolAmount | undefined {
  const value = mapping.value === undefined ? null : row.optional(name(mapping.value));
  const price = mapping.price === undefined ? null : row.optional(name(mapping.price));
  const amount =
    value ?? (price === null ? null : fromScaled(multiplyScaled(toScaled(magnitude(quantity)), toScaled(price))));
  return amount === null ? undefined : { symbol: currencyOf(row, mapping, name), quantity: magnitude(amount) };
}

function currencyOf(row: FileRow, mapping: ColumnMapping, name: NameOf): string {
  if (mapping.currency !== undefined && !row.isEmpty(name(mapping.currency))) return row.symbol(name(mapping.currency));
  return row.currency();
}
