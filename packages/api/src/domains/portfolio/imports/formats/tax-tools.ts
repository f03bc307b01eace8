import { isZero, magnitude, negated, sumOf } from "../reading/decimal-text.ts";
import { ignore, quoted } from "../reading/row-problem.ts";
import { idOf, type KindOrReason, kindOf, movement, noteOf, trade, tradeOfSide } from "./events.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";
import { twoSided, valued } from "./two-sided.ts";

export const shapeshift: FormatDefinition = {
  format: "shapeshift",
  name: "ShapeShift: trade history",
  detail: "What ShapeShift gave out as trade history. Trades that were returned are left out.",
  headers: [
    ["id", "status", "timestamp", "rate", "minerfee", "inputamount", "inputcurrency", "outputamount", "outputcurrency"],
  ],
  dates: ["timestamp"],
  amounts: ["rate", "minerfee", "inputamount", "outputamount"],
  clock: "utc",
  spare: ["refundaddress", "refundcurrency", "refundtxid", "outputtxid", "outputaddress"],
  read: rowByRow((row) => {
    const status = row.text("status");
    if (!/^complete$/i.test(status)) ignore(`Its status is ${quoted(status)}: nothing was exchanged.`);
    return trade(
      row.time("timestamp"),
      row.units("outputamount", "outputcurrency"),
      row.units("inputamount", "inputcurrency"),
      {
        id: idOf(row.text("id")),
        // The miner's fee is taken before the output is counted: it is in the price already.
        note: noteOf(
          row.isEmpty("minerfee")
            ? ""
            : `Miner fee ${row.text("minerfee")} ${row.text("outputcurrency")}, within the price`,
        ),
      },
    );
  }),
};

const BITCOIN_TAX: Readonly<Record<string, KindOrReason>> = {
  spend: "spend",
  donation: "gift-out",
  gift: "gift-out",
  tip: "gift-out",
  income: "airdrop",
  giftincome: "gift-in",
  mining: "mining",
  fork: "airdrop",
  airdrop: "airdrop",
  staking: "staking-reward",
  interest: "interest",
  deposit: "deposit",
  withdrawal: "withdrawal",
  transfer: { refused: "Whether it came in or went out, the row does not say." },
  fee: "fee",
  lost: "lost",
  stolen: "stolen",
};

/** Trades, and in a file of its own what was spent or earned. */
export const bitcoinTax: FormatDefinition = {
  format: "bitcoin-tax",
  name: "bitcoin.tax: trades, spending and income",
  detail: "At bitcoin.tax under Reports or the tabs Trading, Spending, Income: download. The account is the wallet.",
  headers: [["date", "action", "symbol", "account", "volume", "price", "currency", "fee", "feecurrency", "total"]],
  dates: ["date"],
  amounts: ["volume", "price", "fee", "total", "cost/proceeds"],
  spare: [
    "subaccount",
    "memo",
    "symbolbalance",
    "currencybalance",
    "feebalance",
    "marginid",
    "txhash",
    "sender",
    "recipient",
    "margin",
  ],
  read: rowByRow((row) => {
    const at = row.time("date");
    const action = row.text("action");
    const units = { symbol: row.symbol("symbol"), quantity: row.amount("volume") };
    const extra = {
      fees: row.fee("fee", "feecurrency"),
      id: idOf(row.text("exchangeid") || row.text("ref")),
      note: noteOf(action, row.text("memo")),
      place: row.text("account") || null,
    };
    const currency = row.symbol("currency");
    if (/^(?:buy|sell|swap)$/i.test(action)) {
      // Total, cost and proceeds are after the fee: a purchase's hold it, a sale's are without it.
      const buys = !/^sell$/i.test(action);
      const total = magnitude(row.optional("total") ?? row.amount("cost/proceeds"));
      const beside = extra.fees.filter(({ symbol }) => symbol === currency).map(({ quantity }) => quantity);
      const gross = sumOf([total, ...beside.map((fee) => (buys ? negated(fee) : fee))]);
      return tradeOfSide(at, buys ? "buy" : "sell", units, { symbol: currency, quantity: gross }, extra);
    }
    const total = row.optional("total");
    return movement(at, kindOf(BITCOIN_TAX, action), units, { ...extra, ...valued(total, currency) });
  }),
};

const BITTYTAX: Readonly<Record<string, KindOrReason>> = {
  trade: "trade",
  deposit: "deposit",
  withdrawal: "withdrawal",
  mining: "mining",
  "mining-reward": "mining",
  staking: "staking-reward",
  "staking-reward": "staking-reward",
  interest: "interest",
  dividend: "interest",
  income: "airdrop",
  fork: "airdrop",
  airdrop: "airdrop",
  referral: "airdrop",
  cashback: "airdrop",
  "fee-rebate": "airdrop",
  "gift-received": "gift-in",
  "gift-spouse": "gift-out",
  "gift-sent": "gift-out",
  "charity-sent": "gift-out",
  spend: "spend",
  lost: "lost",
  "margin-gain": "airdrop",
  "margin-loss": "fee",
  "margin-fee": "fee",
};

/** The values of a row are in pounds; a fiat deposit and withdrawal are rows like any other. */
export const bittytax: FormatDefinition = {
  format: "bittytax",
  name: "BittyTax: transaction records",
  detail: "The records that BittyTax keeps, as CSV. The wallet of a row is its wallet.",
  headers: [
    [
      "type",
      "buy quantity",
      "buy asset",
      "sell quantity",
      "sell asset",
      "fee quantity",
      "fee asset",
      "wallet",
      "timestamp",
    ],
  ],
  dates: ["timestamp"],
  amounts: [
    "buy quantity",
    "sell quantity",
    "fee quantity",
    "buy value in gbp",
    "sell value in gbp",
    "fee value in gbp",
  ],
  spare: ["note", "tx raw"],
  read: rowByRow((row) => {
    const type = row.text("type");
    const worth = row.optional("buy value in gbp") ?? row.optional("sell value in gbp");
    return twoSided(
      row.time("timestamp"),
      kindOf(BITTYTAX, type),
      { into: row.units("buy quantity", "buy asset"), out: row.units("sell quantity", "sell asset") },
      {
        fees: row.fee("fee quantity", "fee asset").filter(({ quantity }) => !isZero(quantity)),
        note: noteOf(type, row.text("note")),
        place: row.text("wallet") || null,
        ...valued(worth === null ? null : magnitude(worth), "GBP"),
      },
    );
  }),
};
