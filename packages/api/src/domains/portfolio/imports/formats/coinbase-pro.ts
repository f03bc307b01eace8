import { isNegative, magnitude, sumOf } from "../reading/decimal-text.ts";
import { idOf, type KindOrReason, kindOf, movement, trade, tradeOfSide } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, outcomeOf } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  withdrawal: "withdrawal",
  fee: "fee",
  rebate: "airdrop",
  match: { refused: "A match without its other side: the file leaves it out." },
  conversion: { refused: "A conversion without its other side: the file leaves it out." },
};

/** Fills, and the account statement in which a fill is three rows with the same trade id. */
export const coinbasePro: FormatDefinition = {
  format: "coinbase-pro",
  name: "Coinbase Pro: fills or account statement",
  detail: "At Coinbase Pro under Statements, export. Fills hold trades only; the account statement everything.",
  headers: [
    ["portfolio", "type", "amount", "amount/balance unit", "transfer id", "trade id", "order id"],
    [
      "portfolio",
      "trade id",
      "product",
      "side",
      "created at",
      "size",
      "size unit",
      "price",
      "fee",
      "total",
      "price/fee/total unit",
    ],
  ],
  dates: ["timestamp", "time", "created at"],
  amounts: ["amount", "balance", "size", "price", "fee", "total"],
  clock: "utc",
  spare: ["transfer id", "trade id", "order id"],
  group: (row) =>
    row.has("side") || row.text("trade id") === "" ? null : `${row.text("portfolio")} ${row.text("trade id")}`,
  read(rows) {
    const [first] = rows;
    if (!first) return [];
    if (first.has("side")) return rows.map((row) => outcomeOf([row], () => fill(row)));
    if (rows.length === 1) return [outcomeOf(rows, () => entry(first))];
    return [outcomeOf(rows, () => match(rows, first))];
  },
};

function fill(row: FileRow): ImportEvent {
  const quote = row.symbol("price/fee/total unit");
  const fee = row.amount("fee");
  const total = row.amount("total");
  // The total is what the balance changed by: with the fee for a purchase, without it for a sale.
  const gross = sumOf([magnitude(total), isNegative(total) ? `-${fee}` : fee]);
  const [base] = splitPair(row.text("product"));
  return tradeOfSide(
    row.time("created at"),
    row.text("side"),
    { symbol: row.symbol("size unit") || base, quantity: row.amount("size") },
    { symbol: quote, quantity: gross },
    {
      fees: /[1-9]/.test(fee) ? [{ symbol: quote, quantity: fee }] : [],
      id: idOf(`${row.text("product")} ${row.text("trade id")}`),
    },
  );
}

function timeOf(row: FileRow): string {
  return row.time(row.has("time") ? "time" : "timestamp");
}

function unitsOf(row: FileRow): SymbolAmount {
  return { symbol: row.symbol("amount/balance unit"), quantity: row.amount("amount") };
}

function entry(row: FileRow): ImportEvent {
  return movement(timeOf(row), kindOf(KINDS, row.text("type")), unitsOf(row), { id: idOf(row.text("transfer id")) });
}

function match(rows: readonly FileRow[], first: FileRow): ImportEvent {
  const isFee = (row: FileRow) => row.text("type").toLowerCase() === "fee";
  const fees = rows.filter(isFee).map(unitsOf);
  const sides = rows.filter((row) => !isFee(row)).map(unitsOf);
  const total = (negative: boolean): SymbolAmount | undefined => {
    const of = sides.filter(({ quantity }) => isNegative(quantity) === negative);
    const [one] = of;
    return one && { symbol: one.symbol, quantity: sumOf(of.map(({ quantity }) => quantity)) };
  };
  const paid = fees.map(({ symbol, quantity }) => ({
    symbol,
    quantity: sumOf([isNegative(quantity) ? magnitude(quantity) : `-${quantity}`]),
  }));
  return trade(timeOf(first), total(false), total(true), {
    fees: paid.filter(({ quantity }) => /[1-9]/.test(quantity)),
    id: idOf(`${first.text("order id")} ${first.text("trade id")}`),
  });
}
