import { idOf, noteOf, tradeOfSide } from "./events.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

/** Three generations: the order history to 2019, with cells in pairs; fills since; the export with zones in its headers. */
export const kucoin: FormatDefinition = {
  format: "kucoin",
  name: "KuCoin: filled orders",
  detail: "At KuCoin under Orders, Trade History, export. Holds trades only: no deposits, withdrawals and earnings.",
  headers: [
    ["tradecreatedat", "symbol", "side", "price", "size", "funds", "fee", "feecurrency"],
    ["time", "pair", "side", "filledprice", "amount", "amountcoin", "volume", "volumecoin", "fee", "feecoin"],
    ["order id", "symbol", "side", "filled amount", "filled volume", "fee", "fee currency", "filled time(utc)"],
  ],
  dates: ["tradecreatedat", "time", "filled time(utc)"],
  amounts: ["price", "size", "funds", "fee", "filledprice", "amount", "volume", "filled amount", "filled volume"],
  read: rowByRow((row) => {
    if (row.has("volumecoin")) {
      return tradeOfSide(
        row.time("time"),
        row.text("side"),
        row.units("amount", "amountcoin"),
        row.units("volume", "volumecoin"),
        {
          fees: row.fee("fee", "feecoin"),
          note: row.text("pair"),
        },
      );
    }
    const [base, quote] = splitPair(row.text("symbol"));
    const spot = row.has("funds");
    return tradeOfSide(
      spot ? row.time("tradecreatedat") : row.time("filled time(utc)", "UTC"),
      row.text("side"),
      { symbol: base, quantity: row.amount(spot ? "size" : "filled amount") },
      { symbol: quote, quantity: row.amount(spot ? "funds" : "filled volume") },
      {
        fees: row.fee("fee", spot ? "feecurrency" : "fee currency"),
        // An order may be filled in several rows, so its id alone does not tell them apart.
        id: null,
        note: noteOf(row.text("symbol"), row.has("order id") ? (idOf(row.text("order id")) ?? "") : ""),
      },
    );
  }),
};
