import type { Transaction, TransactionDraft, TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";
import { LedgerDecimal } from "@cryptodesk/shared/portfolio/transaction.contract";

/** A field of the entry form. */
export type EntryField = Exclude<keyof EntryDraft, "type" | "lots">;

/** What is typed into the entry form, all of it text; an empty text is nothing said. */
export interface EntryDraft {
  type: TransactionType;
  /** Minute of UTC, as the browser's field has it: `2026-01-31T12:00`. */
  date: string;
  walletId: string;
  assetId: string;
  quantity: string;
  price: string;
  value: string;
  currency: string;
  fees: string;
  feeAssetId: string;
  toAssetId: string;
  toQuantity: string;
  toWalletId: string;
  cost: string;
  acquiredAt: string;
  splitFrom: string;
  splitTo: string;
  tags: string;
  note: string;
  /** Lots that a sale names, units by lot. */
  lots: Readonly<Record<string, string>>;
}

const WITH_VALUE = ["assetId", "quantity", "price", "value"] as const;

/** The fields that a type needs or can use, beyond date, wallet, currency, fees, tags and note. */
export const FIELDS_OF: Record<TransactionType, readonly EntryField[]> = {
  buy: WITH_VALUE,
  sell: WITH_VALUE,
  swap: ["assetId", "quantity", "toAssetId", "toQuantity", "value"],
  deposit: [...WITH_VALUE, "cost", "acquiredAt"],
  withdrawal: WITH_VALUE,
  "transfer-out": ["assetId", "quantity", "toWalletId"],
  "transfer-in": ["assetId", "quantity", "value"],
  fee: [],
  "staking-reward": WITH_VALUE,
  interest: WITH_VALUE,
  airdrop: WITH_VALUE,
  mining: WITH_VALUE,
  "gift-in": WITH_VALUE,
  "gift-out": WITH_VALUE,
  lost: ["assetId", "quantity"],
  stolen: ["assetId", "quantity"],
  split: ["assetId", "splitFrom", "splitTo"],
  "opening-balance": ["assetId", "quantity", "cost", "acquiredAt"],
};

const NEEDED: Partial<Record<TransactionType, readonly EntryField[]>> = {
  split: ["assetId", "splitFrom", "splitTo"],
  fee: ["fees"],
  swap: ["assetId", "quantity", "toAssetId", "toQuantity"],
};
const NEEDED_ELSE: readonly EntryField[] = ["assetId", "quantity"];
const AMOUNTS: readonly EntryField[] = [
  "quantity",
  "price",
  "value",
  "fees",
  "toQuantity",
  "cost",
  "splitFrom",
  "splitTo",
];
const ABOVE_ZERO: readonly EntryField[] = ["quantity", "toQuantity", "splitFrom", "splitTo"];
const MOST_TAGS = 20;

/** Types by which units go out, so that a sale can name its lots. */
export const TAKES_LOTS: readonly TransactionType[] = [
  "sell",
  "swap",
  "withdrawal",
  "transfer-out",
  "gift-out",
  "lost",
  "stolen",
];

/** Whether a type has no fee of its own to pay beside it. */
export const hasFees = (type: TransactionType): boolean => type !== "split";

/** Why a field cannot be taken as it is; the words are in the catalogue. */
export type FieldFault = "needed" | "number" | "aboveZero" | "tooLong" | "notNegative";

export function emptyEntry(type: TransactionType, date: string, currency: string): EntryDraft {
  const nothing = { assetId: "", quantity: "", price: "", value: "", fees: "", feeAssetId: "", toAssetId: "" };
  const more = { toQuantity: "", toWalletId: "", cost: "", acquiredAt: "", splitFrom: "", splitTo: "" };
  return { type, date, walletId: "", currency, ...nothing, ...more, tags: "", note: "", lots: {} };
}

/**
 * A typed amount as plain decimal text. A single comma stands for the point where it cannot be one between thousands.
 * @returns null for what is not clearly a number
 */
export function readAmount(text: string): string | null {
  const tight = text.replace(/[\s\u00a0\u202f'_]/g, "");
  const pointed =
    /^[-+]?\d+,\d+$/.test(tight) && !/^[-+]?[1-9]\d{0,2},\d{3}$/.test(tight) ? tight.replace(",", ".") : tight;
  const match = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(pointed);
  if (!match || !/\d/.test(pointed)) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const plain = fraction === "" ? digits : `${digits}.${fraction}`;
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

/** What is wrong with what was typed, by field. Empty: it can be sent. */
export function entryFaults(entry: EntryDraft): Partial<Record<EntryField, FieldFault>> {
  const faults: Partial<Record<EntryField, FieldFault>> = {};
  if (entry.date === "") faults.date = "needed";
  for (const field of usedFields(entry)) {
    const text = entry[field].trim();
    if (text === "") continue;
    const fault = AMOUNTS.includes(field) ? amountFault(field, text) : null;
    if (fault) faults[field] = fault;
  }
  for (const field of NEEDED[entry.type] ?? NEEDED_ELSE) if (entry[field].trim() === "") faults[field] = "needed";
  if (entry.feeAssetId !== "" && entry.fees.trim() === "") faults.fees = "needed";
  return faults;
}

function amountFault(field: EntryField, text: string): FieldFault | null {
  const amount = readAmount(text);
  if (amount === null) return "number";
  if (!LedgerDecimal.safeParse(amount).success) return "tooLong";
  if (ABOVE_ZERO.includes(field) && (amount.startsWith("-") || !/[1-9]/.test(amount))) return "aboveZero";
  return field !== "fees" && amount.startsWith("-") ? "notNegative" : null;
}

/** Fields that count for the entry's type. */
function usedFields({ type }: Pick<EntryDraft, "type">): EntryField[] {
  return [...FIELDS_OF[type], ...(hasFees(type) ? (["fees", "feeAssetId"] as const) : [])];
}

/**
 * The entry as the API takes it; what its type has no use for is left out, and the value where there is a price.
 * @returns null while something needed is missing or cannot be read
 */
export function entryInput(entry: EntryDraft): TransactionDraft | null {
  if (Object.keys(entryFaults(entry)).length > 0) return null;
  const used = usedFields(entry);
  const said = (field: EntryField) => (used.includes(field) ? entry[field].trim() : "");
  const text = <Key extends EntryField>(field: Key) => (said(field) === "" ? {} : { [field]: said(field) });
  const amount = <Key extends EntryField>(field: Key) =>
    said(field) === "" ? {} : { [field]: readAmount(said(field)) ?? "" };
  const tags = tagsOf(entry.tags);
  const lots = Object.entries(entry.lots).flatMap(([lotId, units]) => {
    const quantity = readAmount(units);
    return quantity !== null && /[1-9]/.test(quantity) ? [{ lotId, quantity }] : [];
  });
  return {
    type: entry.type,
    date: instantOf(entry.date),
    ...(entry.walletId !== "" && { walletId: entry.walletId }),
    ...text("assetId"),
    ...amount("quantity"),
    ...(said("price") === "" ? amount("value") : amount("price")),
    ...(entry.currency !== "" && { currency: entry.currency }),
    ...amount("fees"),
    ...(said("fees") === "" ? {} : text("feeAssetId")),
    ...text("toAssetId"),
    ...amount("toQuantity"),
    ...text("toWalletId"),
    ...amount("cost"),
    ...(said("acquiredAt") !== "" && { acquiredAt: `${said("acquiredAt")}T00:00:00.000Z` }),
    ...amount("splitFrom"),
    ...amount("splitTo"),
    ...(TAKES_LOTS.includes(entry.type) && lots.length > 0 && { lots }),
    ...(tags.length > 0 && { tags }),
    ...(entry.note.trim() !== "" && { note: entry.note.trim() }),
  };
}

/** Tags between commas, each once. */
export function tagsOf(text: string): string[] {
  const tags = text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
  return [...new Set(tags)].slice(0, MOST_TAGS);
}

export const instantOf = (minute: string): string => new Date(`${minute}Z`).toISOString();
/** The minute of an instant, as the browser's field has it. Seconds are kept where there are any: they order the ledger. */
export const minuteOf = (iso: string): string => iso.replace(/(?::00)?(?:\.000)?Z$/, "").replace(/\.(\d+)Z$/, ".$1");

/** A recorded transaction as the form shows it. */
export function entryOf(transaction: Transaction): EntryDraft {
  const { type, date, walletId, asset, currency, feeAsset, toAsset, acquiredAt, tags, note, lots } = transaction;
  return {
    type,
    date: minuteOf(date),
    walletId,
    assetId: asset?.id ?? "",
    currency,
    feeAssetId: feeAsset?.id ?? "",
    toAssetId: toAsset?.id ?? "",
    toWalletId: "",
    acquiredAt: acquiredAt?.slice(0, 10) ?? "",
    quantity: transaction.quantity ?? "",
    price: transaction.price ?? "",
    value: transaction.price === null ? (transaction.value ?? "") : "",
    fees: transaction.fees ?? "",
    toQuantity: transaction.toQuantity ?? "",
    cost: transaction.cost ?? "",
    splitFrom: transaction.splitFrom ?? "",
    splitTo: transaction.splitTo ?? "",
    tags: tags.join(", "),
    note: note ?? "",
    lots: Object.fromEntries(lots.map(({ lotId, quantity }) => [lotId, quantity])),
  };
}
