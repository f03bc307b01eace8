import { isNegative } from "../reading/decimal-text.ts";
import { ignore, quoted } from "../reading/row-problem.ts";
import { idOf, type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import { symbolOf } from "./file-row.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const LOCKED = { ignored: "Moved between wallets at Nexo: the holding stays the same." };

const KINDS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  topupcrypto: "deposit",
  "top up crypto": "deposit",
  exchangedepositedon: "deposit",
  withdrawal: "withdrawal",
  withdrawexchanged: "withdrawal",
  interest: "interest",
  fixedterminterest: "interest",
  "fixed term interest": "interest",
  dividend: "interest",
  bonus: "airdrop",
  cashback: "airdrop",
  "exchange cashback": "airdrop",
  referralbonus: "airdrop",
  "referral bonus": "airdrop",
  lockingtermdeposit: LOCKED,
  "locking term deposit": LOCKED,
  unlockingtermdeposit: LOCKED,
  "unlocking term deposit": LOCKED,
  transferin: LOCKED,
  transferout: LOCKED,
  "transfer in": LOCKED,
  "transfer out": LOCKED,
  deposittoexchange: { ignored: "Money on its way to an exchange at Nexo; the row that credits it counts." },
  exchangetowithdraw: {
    ignored: "The first half of a withdrawal in other money at Nexo; the row WithdrawExchanged counts.",
  },
};

export const nexo: FormatDefinition = {
  format: "nexo",
  name: "Nexo: transactions",
  detail: "At Nexo under Transactions, Export. Rows that are not approved are left out.",
  headers: [
    ["transaction", "type", "currency", "amount", "usd equivalent", "details", "date / time (utc)"],
    [
      "transaction",
      "type",
      "input currency",
      "input amount",
      "output currency",
      "output amount",
      "usd equivalent",
      "details",
    ],
  ],
  dates: ["date / time (utc)", "date / time"],
  amounts: ["amount", "input amount", "output amount"],
  clock: "utc",
  read: rowByRow((row) => {
    const paired = row.has("input currency");
    const symbol = known(row.symbol(paired ? "input currency" : "currency"));
    const units = { symbol, quantity: row.amount(paired ? "input amount" : "amount") };
    const at = row.time(row.has("date / time (utc)") ? "date / time (utc)" : "date / time");
    const details = row.text("details");
    if (!/^approved\b/i.test(details)) ignore(`Nexo did not carry it out: ${quoted(details)}.`);
    const type = row.text("type");
    const extra = { id: idOf(row.text("transaction")), note: noteOf(type, details.replace(/^approved \/ /i, "")) };
    if (paired && /^(?:exchange|exchange collateral|credit card status)$/i.test(type)) {
      const into = { symbol: known(row.symbol("output currency")), quantity: row.amount("output amount") };
      return trade(at, into, units, extra);
    }
    const kind = kindOf(KINDS, type);
    // Interest of a credit line is paid, not earned.
    return movement(at, kind === "interest" && isNegative(units.quantity) ? "fee" : kind, units, extra);
  }),
};

function known(symbol: string): string {
  return symbol === "NEXONEXO" || symbol === "NEXOBEP2" ? "NEXO" : symbolOf(symbol);
}
