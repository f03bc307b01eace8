import { divideScaled, multiplyScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { isZero, sumOf } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { idOf, noteOf, tradeOfSide } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

/** How far amount and price may be apart: the file rounds money to whole units. */
const TOLERANCE = toScaled("0.01");

export const bisq: FormatDefinition = {
  format: "bisq",
  name: "Bisq: trade history",
  detail:
    "In Bisq under Portfolio, History, Export to CSV. Times are those of the computer's clock: name its time zone.",
  headers: [
    [
      "trade id",
      "date/time",
      "market",
      "price",
      "amount in btc",
      "amount",
      "currency",
      "transaction fee",
      "offer type",
      "status",
    ],
  ],
  dates: ["date/time"],
  amounts: ["price", "amount in btc", "amount", "transaction fee", "trade fee btc", "trade fee bsq"],
  read: rowByRow((row) => {
    const status = row.text("status");
    if (/^cancell?ed$/i.test(status))
      ignore("The trade was cancelled: nothing was exchanged. Fees that it cost are not said to be paid.");
    const at = row.time("date/time");
    const [base, quote] = splitPair(row.text("market"));
    const bitcoin = { symbol: "BTC", quantity: row.amount("amount in btc") };
    const other = { symbol: row.symbol("currency"), quantity: row.amount("amount") };
    const [units, money] = base === "BTC" ? [bitcoin, other] : [other, bitcoin];
    if (units.symbol !== base || money.symbol !== quote)
      refuse(`The currency ${other.symbol} is not of the market ${row.text("market")}.`);
    mustFit(units, money, row.amount("price"));
    const extra = {
      fees: feesOf(row),
      id: idOf(row.text("trade id")),
      note: noteOf(row.text("offer type"), status),
      remark: /^completed$/i.test(status)
        ? null
        : `Its status is ${quoted(status)}: what was paid out in the end may differ from what was agreed.`,
    };
    return tradeOfSide(at, row.text("offer type"), units, money, extra);
  }),
};

function mustFit(units: SymbolAmount, money: SymbolAmount, price: string): void {
  const expected = multiplyScaled(toScaled(units.quantity), toScaled(price));
  const difference = toScaled(money.quantity) - expected;
  const share = expected === 0n ? 0n : divideScaled(difference < 0n ? -difference : difference, expected);
  if (share > TOLERANCE) {
    refuse(
      `The row contradicts itself: ${units.quantity} ${units.symbol} at ${price} is not ${money.quantity} ${money.symbol}.`,
    );
  }
}

function feesOf(row: FileRow): SymbolAmount[] {
  const bitcoin = sumOf([row.optional("transaction fee") ?? "0", row.optional("trade fee btc") ?? "0"]);
  const bsq = row.optional("trade fee bsq") ?? "0";
  return [
    { symbol: "BTC", quantity: bitcoin },
    { symbol: "BSQ", quantity: bsq },
  ].filter(({ quantity }) => !isZero(quantity));
}
