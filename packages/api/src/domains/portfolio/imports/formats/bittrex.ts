import { isNegative, isZero, negated, sumOf } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { idOf, movement, noteOf, tradeOfSide } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

/** Three generations; the two older ones have dates in American order. */
export const bittrexOrders: FormatDefinition = {
  format: "bittrex-orders",
  name: "Bittrex: order history",
  detail: "What Bittrex gave out as order history, in any of its three generations. Holds trades only.",
  headers: [
    [
      "txid",
      "time (utc)",
      "transaction",
      "market",
      "base",
      "quote",
      "quantity (base)",
      "fees (quote)",
      "total (quote)",
    ],
    ["orderuuid", "exchange", "type", "quantity", "commissionpaid", "price", "closed"],
    ["uuid", "quote", "market", "ordertype", "filled", "proceeds", "comissionpaid", "closed"],
  ],
  dates: ["time (utc)", "closed"],
  amounts: [
    "price",
    "quantity (base)",
    "fees (quote)",
    "total (quote)",
    "quantity",
    "commissionpaid",
    "filled",
    "proceeds",
    "comissionpaid",
  ],
  clock: "utc",
  order: "mdy",
  spare: [
    "time in force",
    "notes",
    "timeinforcetype",
    "isconditional",
    "condition",
    "conditiontarget",
    "immediateorcancel",
  ],
  read: rowByRow((row) => {
    if (row.has("total (quote)")) return recent(row);
    return row.has("orderuuid") ? older(row, "OrderUuid") : older(row, "UUID");
  }),
};

function recent(row: FileRow): ImportEvent {
  const side = row.text("transaction");
  const quote = row.symbol("quote");
  const fee = row.amount("fees (quote)");
  // The total is what the balance changed by: a purchase's holds the fee, a sale's is without it.
  const gross = sumOf([row.amount("total (quote)"), /^bought/i.test(side) ? negated(fee) : fee]);
  return tradeOfSide(
    row.time("time (utc)"),
    side,
    { symbol: row.symbol("base"), quantity: row.amount("quantity (base)") },
    { symbol: quote, quantity: gross },
    {
      fees: isZero(fee) ? [] : [{ symbol: quote, quantity: fee }],
      id: idOf(row.text("txid")),
      note: row.text("market"),
    },
  );
}

function older(row: FileRow, idColumn: "OrderUuid" | "UUID"): ImportEvent {
  const first = idColumn === "OrderUuid";
  // Written the other way round than anywhere else: USDT-BTC is BTC for USDT.
  const [quote, base] = first ? splitPair(row.text("exchange")) : [row.symbol("quote"), row.symbol("market")];
  const type = row.text(first ? "type" : "ordertype");
  const side = /(BUY|SELL)$/i.exec(type)?.[1] ?? refuse(`${quoted(type)} is neither a purchase nor a sale.`);
  const fee = row.amount(first ? "commissionpaid" : "comissionpaid");
  const id = row.text(idColumn.toLowerCase());
  return tradeOfSide(
    row.time("closed"),
    side,
    { symbol: base, quantity: row.amount(first ? "quantity" : "filled") },
    { symbol: quote, quantity: row.amount(first ? "price" : "proceeds") },
    { fees: isZero(fee) ? [] : [{ symbol: quote, quantity: fee }], id: idOf(id), note: noteOf(type) },
  );
}

const HISTORY = ["date", "currency", "type", "address", "memo/tag", "txid", "amount"];

export const bittrexTransfers: FormatDefinition = {
  format: "bittrex-transfers",
  name: "Bittrex: deposits and withdrawals",
  detail: "What Bittrex gave out as deposit, withdrawal or transaction history, in any of its generations.",
  headers: [
    HISTORY,
    ["id", "amount", "currency", "confirmations", "lastupdated", "txid", "cryptoaddress"],
    ["uuid", "amount", "currency", "cryptoaddress", "txid", "lastupdated", "confirmations", "source", "state"],
    ["paymentuuid", "currency", "amount", "address", "opened", "txcost", "txid", "canceled"],
    ["uuid", "amount", "currency", "address", "txid", "opened", "closed", "txcost", "state"],
  ],
  dates: ["date", "lastupdated", "opened", "closed"],
  amounts: ["amount", "txcost"],
  clock: "utc",
  order: "mdy",
  spare: ["invalidaddress"],
  read: rowByRow((row) => {
    if (row.has("memo/tag")) return transaction(row);
    return row.has("txcost") ? withdrawal(row) : deposit(row);
  }),
};

function transaction(row: FileRow): ImportEvent {
  const units = { symbol: row.symbol("currency"), quantity: row.amount("amount") };
  const type = row.text("type").toUpperCase();
  if (type !== "DEPOSIT" && type !== "WITHDRAWAL") refuse(`${quoted(type)} is neither a deposit nor a withdrawal.`);
  if (isNegative(units.quantity) !== (type === "WITHDRAWAL"))
    refuse("The sign of the amount contradicts the kind of row.");
  const kind = type === "DEPOSIT" ? "deposit" : "withdrawal";
  return movement(row.time("date"), kind, units, { id: transferId(row, "txid") });
}

function deposit(row: FileRow): ImportEvent {
  unlessDone(row, /^CONFIRMED$/i);
  const units = { symbol: row.symbol("currency"), quantity: row.amount("amount") };
  return movement(row.time("lastupdated"), "deposit", units, { id: transferId(row, row.has("id") ? "id" : "uuid") });
}

function withdrawal(row: FileRow): ImportEvent {
  unlessDone(row, /^(?:PAID|COMPLETED|AUTHORIZED)$/i);
  if (row.has("canceled") && /^true$/i.test(row.text("canceled")))
    ignore("The withdrawal was cancelled: nothing moved.");
  const units = { symbol: row.symbol("currency"), quantity: row.amount("amount") };
  const at = row.time(row.has("closed") && !row.isEmpty("closed") ? "closed" : "opened");
  const id = transferId(row, row.has("paymentuuid") ? "paymentuuid" : "uuid");
  return movement(at, "withdrawal", units, { id, fees: row.fee("txcost", "currency") });
}

function unlessDone(row: FileRow, done: RegExp): void {
  if (row.has("state") && !done.test(row.text("state")))
    ignore(`Its state is ${quoted(row.text("state"))}: nothing moved.`);
}

function transferId(row: FileRow, column: string): string | null {
  return idOf(row.text(column));
}
