import { type DecimalMark, readAmount } from "../reading/read-amount.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { noteOf, trade, tradeOfSide } from "./events.ts";
import { type FileRow, symbolOf, unitsIn } from "./file-row.ts";
import type { SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

/** Units are glued to the numbers, and the pair has no separator. */
export const binanceTrades: FormatDefinition = {
  format: "binance-trades",
  name: "Binance: spot trade history",
  detail: "At Binance under Orders, Spot Order, Trade History, export. Holds trades only: no deposits and withdrawals.",
  headers: [
    ["date(utc)", "pair", "side", "price", "executed", "amount", "fee"],
    ["date(utc)", "market", "type", "price", "amount", "total", "fee", "fee coin"],
  ],
  dates: ["date(utc)"],
  amounts: [],
  clock: "utc",
  read: rowByRow((row) => {
    const at = row.time("date(utc)");
    if (row.has("fee coin")) {
      const [base, quote] = splitPair(row.text("market"));
      return tradeOfSide(
        at,
        row.text("type"),
        { symbol: base, quantity: row.amount("amount") },
        { symbol: quote, quantity: row.amount("total") },
        { fees: row.fee("fee", "fee coin"), note: row.text("market") },
      );
    }
    const { mark } = row.reading;
    const pair = row.text("pair").toUpperCase().replace(/[-/_]/g, "");
    const [base, quote] = gluedSides(row, pair, mark);
    const fee = row.isEmpty("fee") ? [] : [glued(row.text("fee"), [base.symbol, quote.symbol, "BNB"], mark)];
    return tradeOfSide(at, row.text("side"), base, quote, {
      fees: fee.filter(({ quantity }) => /[1-9]/.test(quantity)),
      note: row.text("pair"),
    });
  }),
};

/** Both units together are the pair: only so is 141INCH 14 units of 1INCH. */
function gluedSides(row: FileRow, pair: string, mark: DecimalMark): [SymbolAmount, SymbolAmount] {
  const executed = row.text("executed");
  const amount = row.text("amount");
  for (let at = 1; at < pair.length; at += 1) {
    const [base, quote] = [pair.slice(0, at), pair.slice(at)];
    if (!isNumberBefore(executed, base) || !isNumberBefore(amount, quote)) continue;
    return [glued(executed, [base], mark), glued(amount, [quote], mark)];
  }
  refuse(`The units of ${quoted(executed)} and ${quoted(amount)} are not those of the pair ${quoted(pair)}.`);
}

function isNumberBefore(text: string, unit: string): boolean {
  const upper = text.trim().toUpperCase();
  return upper.endsWith(unit) && /^[\d.,]+$/.test(upper.slice(0, -unit.length).trim());
}

function glued(text: string, units: readonly string[], mark: DecimalMark): SymbolAmount {
  const unit = units.find((each) => isNumberBefore(text, each)) ?? /^[\d.,]+\s*([A-Za-z]\w*)$/.exec(text.trim())?.[1];
  if (unit === undefined) refuse(`${quoted(text)} is not an amount with its unit, such as 0.001BTC.`);
  return { symbol: symbolOf(unit), quantity: readAmount(text.trim().slice(0, -unit.length), mark) };
}

/** Conversions and orders as the web pages list them. */
export const binanceOrders: FormatDefinition = {
  format: "binance-orders",
  name: "Binance: convert history",
  detail: "At Binance under Orders, Convert History, export. Holds conversions only; their cost is within the price.",
  headers: [["date", "wallet", "pair", "type", "sell", "buy", "status"]],
  dates: ["date", "date updated"],
  amounts: [],
  clock: "utc",
  read: rowByRow((row) => {
    const at = row.time("date");
    const status = row.text("status");
    if (!/^(?:successful|success|completed|filled)$/i.test(status))
      ignore(`The order is ${quoted(status)}: nothing was exchanged.`);
    const { mark } = row.reading;
    const note = noteOf(row.text("pair"), row.text("type"));
    return trade(at, unitsIn(row.text("buy"), mark), unitsIn(row.text("sell"), mark), { note });
  }),
};
