import { idOf, isShortened, type KindOrReason, kindOf, noteOf } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { twoSided } from "./two-sided.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  trade: "trade",
  deposit: "deposit",
  withdrawal: "withdrawal",
  nontaxablein: "deposit",
  nontaxableout: "withdrawal",
  "non-taxable in": "deposit",
  "non-taxable out": "withdrawal",
  staking: "staking-reward",
  masternode: "staking-reward",
  lending: "interest",
  interest: "interest",
  mining: "mining",
  airdrop: "airdrop",
  bounties: "airdrop",
  income: "airdrop",
  hardfork: "airdrop",
  "hard fork": "airdrop",
  cashback: "airdrop",
  gift: "gift-out",
  "gift received": "gift-in",
  donation: "gift-out",
  payment: "spend",
  fee: "fee",
  lost: "lost",
  stolen: "stolen",
  derivativefee: "fee",
  margin_trading_profit: "airdrop",
  margin_trading_loss: "fee",
  margin_trading_fee: "fee",
};

export const blockpit: FormatDefinition = {
  format: "blockpit",
  name: "Blockpit: transactions",
  detail: "In Blockpit under Transactions, Export. Rows of all depots: the integration is the wallet.",
  headers: [
    [
      "blockpit id",
      "timestamp",
      "integration",
      "transaction type",
      "outgoing asset",
      "outgoing amount",
      "incoming asset",
      "incoming amount",
    ],
  ],
  dates: ["timestamp"],
  amounts: ["outgoing amount", "incoming amount", "fee amount"],
  spare: ["transaction id", "note", "merge id"],
  read: rowByRow((row) => {
    const type = row.text("transaction type");
    const into = row.units("incoming amount", "incoming asset");
    const received = /^gift$/i.test(type) && into !== undefined;
    return twoSided(
      row.time("timestamp"),
      received ? "gift-in" : kindOf(KINDS, type),
      { into, out: row.units("outgoing amount", "outgoing asset") },
      {
        fees: row.fee("fee amount", "fee asset"),
        id: idOf(row.text("blockpit id")),
        note: noteOf(type, row.text("note")),
        place: row.text("integration") || null,
        remark: shortenedId(row),
      },
    );
  }),
};

function shortenedId(row: FileRow): string | null {
  const id = row.text("blockpit id");
  if (!isShortened(id)) return null;
  return `The id ${id} was shortened by a spreadsheet, so the row is recognised by what it says instead. Amounts and time show no damage.`;
}
