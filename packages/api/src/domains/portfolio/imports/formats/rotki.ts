import { type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  withdrawal: "withdrawal",
  income: "airdrop",
  airdrop: "airdrop",
  staking: "staking-reward",
  interest: "interest",
  gift: "gift-in",
  donation: "gift-in",
  dividend: "interest",
  loss: "lost",
  fee: "fee",
  spend: "spend",
  gain: "airdrop",
  "margin position": "airdrop",
};

export const rotkiEvents: FormatDefinition = {
  format: "rotki-events",
  name: "rotki: generic events",
  detail: "rotki's form for events of any exchange. The location is the wallet.",
  headers: [["type", "location", "currency", "amount", "fee", "fee currency", "description", "timestamp"]],
  dates: ["timestamp"],
  amounts: ["amount", "fee"],
  clock: "utc",
  read: rowByRow((row) =>
    movement(
      row.time("timestamp"),
      kindOf(KINDS, row.text("type")),
      { symbol: row.symbol("currency"), quantity: row.amount("amount") },
      {
        fees: row.fee("fee", "fee currency"),
        note: noteOf(row.text("description")),
        place: row.text("location") || null,
      },
    ),
  ),
};

export const rotkiTrades: FormatDefinition = {
  format: "rotki-trades",
  name: "rotki: generic trades",
  detail: "rotki's form for trades of any exchange. The location is the wallet.",
  headers: [
    [
      "location",
      "spend currency",
      "receive currency",
      "receive amount",
      "spend amount",
      "fee",
      "fee currency",
      "timestamp",
    ],
  ],
  dates: ["timestamp"],
  amounts: ["receive amount", "spend amount", "fee"],
  clock: "utc",
  read: rowByRow((row) =>
    trade(
      row.time("timestamp"),
      { symbol: row.symbol("receive currency"), quantity: row.amount("receive amount") },
      { symbol: row.symbol("spend currency"), quantity: row.amount("spend amount") },
      {
        fees: row.fee("fee", "fee currency"),
        note: noteOf(row.text("description")),
        place: row.text("location") || null,
      },
    ),
  ),
};
