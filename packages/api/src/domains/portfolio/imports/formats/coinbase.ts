import { isNegative, isZero, magnitude, sumOf } from "../reading/decimal-text.ts";
import { readAmount } from "../reading/read-amount.ts";
import { refuse } from "../reading/row-problem.ts";
import { idOf, type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import { type FileRow, symbolOf } from "./file-row.ts";
import type { ImportEvent, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  send: "withdrawal",
  receive: "deposit",
  deposit: "deposit",
  withdrawal: "withdrawal",
  "pro deposit": "withdrawal",
  "pro withdrawal": "deposit",
  "exchange deposit": "withdrawal",
  "exchange withdrawal": "deposit",
  "prime deposit": "withdrawal",
  "prime withdrawal": "deposit",
  "vault withdrawal": { ignored: "Moved between accounts at Coinbase: the holding stays the same." },
  "vault deposit": { ignored: "Moved between accounts at Coinbase: the holding stays the same." },
  "staking transfer": { ignored: "Moved to or from staking at Coinbase: the holding stays the same." },
  "retail staking transfer": { ignored: "Moved to or from staking at Coinbase: the holding stays the same." },
  "retail unstaking transfer": { ignored: "Moved to or from staking at Coinbase: the holding stays the same." },
  "rewards income": "staking-reward",
  "staking income": "staking-reward",
  "inflation reward": "staking-reward",
  "reward income": "staking-reward",
  "interest payout": "interest",
  "coinbase earn": "airdrop",
  "learning reward": "airdrop",
  "incentives rewards payout": "airdrop",
  "card rebate": "airdrop",
  "card buy back": "airdrop",
  "card spend": "spend",
  "merchant payment": "spend",
  subscription: "fee",
};

const OLD = ["timestamp", "transaction type", "asset", "quantity transacted"];
const TOTALS = ["subtotal", "total (inclusive of fees and/or spread)", "fees and/or spread", "notes"];
const AMOUNTS = [
  "quantity transacted",
  "spot price at transaction",
  "price at transaction",
  "subtotal",
  "total (inclusive of fees and/or spread)",
  "total (inclusive of fees)",
  "fees and/or spread",
  "fees",
];
const DETAIL =
  "At Coinbase under Manage account, Statements, Generate a custom statement, CSV. Amounts keep their currency's sign; a send is a withdrawal.";

function generation(
  format: FormatDefinition["format"],
  name: string,
  header: readonly string[],
  more: Partial<FormatDefinition> = {},
): FormatDefinition {
  return {
    format,
    name: `Coinbase: transaction report (${name})`,
    detail: DETAIL,
    headers: [header],
    dates: ["timestamp"],
    amounts: AMOUNTS,
    clock: "utc",
    spare: ["notes", "sender address", "recipient address"],
    read: rowByRow(readRow),
    ...more,
  };
}

export const coinbase: readonly FormatDefinition[] = [
  generation("coinbase-v4", "2024 and later", ["id", ...OLD, "price currency", "price at transaction", ...TOTALS]),
  generation("coinbase-v3", "2022 to 2023", [...OLD, "spot price currency", "spot price at transaction", ...TOTALS]),
  generation("coinbase-v2", "2021", [
    ...OLD,
    "spot price currency",
    "spot price at transaction",
    "subtotal",
    "total (inclusive of fees)",
    "fees",
    "notes",
  ]),
  generation("coinbase-v1", "to 2021", [...OLD, "spot price at transaction", ...TOTALS], { asksCurrency: true }),
];

function readRow(row: FileRow): ImportEvent {
  const at = row.time("timestamp");
  const type = row.text("transaction type");
  const units = { symbol: row.symbol("asset"), quantity: row.amount("quantity transacted") };
  const id = idOf(row.text("id"));
  const note = noteOf(type, row.text("notes"));
  if (/^(?:advanced trade |advance trade )?(?:buy|sell)$/i.test(type)) return purchaseOrSale(row, at, type, units);
  if (/^convert$/i.test(type)) return conversion(row, at, units, { id, note });
  const kind = kindOf(KINDS, type);
  const wrongWay = kind === "deposit" && isNegative(units.quantity);
  return movement(at, wrongWay ? "withdrawal" : kind, units, { id, note, ...worthOf(row, units) });
}

function purchaseOrSale(row: FileRow, at: string, type: string, units: SymbolAmount): ImportEvent {
  const currency = currencyOf(row);
  const subtotal = row.optional("subtotal") ?? refuse('"subtotal" is empty: the file does not say for how much.');
  const money = { symbol: currency, quantity: subtotal };
  const fee = row.optional(row.has("fees") ? "fees" : "fees and/or spread");
  const extra = {
    id: idOf(row.text("id")),
    note: noteOf(type, row.text("notes")),
    fees: fee === null || isZero(fee) ? [] : [{ symbol: currency, quantity: fee }],
  };
  return /sell$/i.test(type) ? trade(at, money, units, extra) : trade(at, units, money, extra);
}

/** What a conversion brought is in its note only: `Converted 0.1 BTC to 1.5 ETH`. */
function conversion(
  row: FileRow,
  at: string,
  units: SymbolAmount,
  extra: { id: string | null; note: string | null },
): ImportEvent {
  const said = /converted\s+([\d.,]+)\s+(\S+)\s+to\s+([\d.,]+)\s+(\S+?)\.?$/i.exec(row.text("notes"));
  if (!said) refuse('The note does not say what was received: "Converted … to …" is missing.');
  const into = { symbol: symbolOf(said[4] ?? ""), quantity: readAmount(said[3] ?? "", row.reading.mark) };
  const fee = row.optional(row.has("fees") ? "fees" : "fees and/or spread");
  const fees = fee === null || isZero(fee) ? [] : [{ symbol: currencyOf(row), quantity: fee }];
  const out = { symbol: units.symbol, quantity: magnitude(units.quantity) };
  const subtotal = row.optional("subtotal");
  const value = subtotal === null ? undefined : { amount: magnitude(subtotal), currency: currencyOf(row) };
  return trade(at, into, out, { ...extra, fees, value });
}

function worthOf(row: FileRow, { quantity }: SymbolAmount): Pick<ImportEvent, "value"> {
  const subtotal = row.optional("subtotal");
  if (subtotal === null || isZero(subtotal) || isZero(quantity)) return {};
  if (!row.has("price currency") && !row.has("spot price currency") && row.reading.currency === null) return {};
  return { value: { amount: magnitude(sumOf([subtotal])), currency: currencyOf(row) } };
}

function currencyOf(row: FileRow): string {
  const column = ["price currency", "spot price currency"].find((each) => row.has(each));
  if (column !== undefined) return row.symbol(column);
  const said = /for\s+.*\b([A-Z]{3})\b\.?$/.exec(row.text("notes"));
  return said?.[1] ?? row.currency();
}
