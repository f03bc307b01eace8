import { type KindOrReason, kindOf, noteOf } from "./events.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { twoSided } from "./two-sided.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  trade: "trade",
  "margin trade": { refused: "A trade on margin: what it brings is known when the position is closed." },
  deposit: "deposit",
  withdrawal: "withdrawal",
  "transfer (in)": "deposit",
  "transfer (out)": "withdrawal",
  income: "airdrop",
  "income (non taxable)": "airdrop",
  "reward / bonus": "airdrop",
  "gift/tip": "gift-in",
  gift: "gift-in",
  "gift/tip(in)": "gift-in",
  donation: "gift-out",
  "gift(out)": "gift-out",
  airdrop: "airdrop",
  "airdrop (non taxable)": "airdrop",
  "hard fork": "airdrop",
  staking: "staking-reward",
  masternode: "staking-reward",
  minting: "staking-reward",
  mining: "mining",
  "mining (commercial)": "mining",
  "interest income": "interest",
  "lending income": "interest",
  "dividends income": "interest",
  spend: "spend",
  lost: "lost",
  stolen: "stolen",
  "theft (capital loss)": "stolen",
  "other fee": "fee",
  "borrowing fee": "fee",
  "settlement fee": "fee",
  "margin profit": "airdrop",
  "derivatives / futures profit": "airdrop",
  "margin loss": "fee",
  "margin fee": "fee",
  "derivatives / futures loss": "fee",
};

/** Three columns bear the name Cur.; those after the first are told apart by their number. */
export const cointracking: FormatDefinition = {
  format: "cointracking",
  name: "CoinTracking: trade table",
  detail:
    "At CoinTracking under Enter Coins, Export, CSV. The exchange is the wallet; times are those of the account's zone.",
  headers: [["type", "buy", "cur.", "sell", "cur.#2", "fee", "cur.#3", "exchange", "date"]],
  dates: ["date"],
  amounts: ["buy", "sell", "fee"],
  spare: ["tx-id"],
  read: rowByRow((row) => {
    const type = row.text("type");
    return twoSided(
      row.time("date"),
      kindOf(KINDS, type),
      { into: row.units("buy", "cur."), out: row.units("sell", "cur.#2") },
      {
        fees: row.fee("fee", "cur.#3"),
        note: noteOf(type, row.text("group"), row.text("comment")),
        place: row.text("exchange") || null,
        id: row.text("tx-id") || null,
      },
    );
  }),
};
