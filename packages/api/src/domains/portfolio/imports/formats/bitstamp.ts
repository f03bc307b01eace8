import { isZero } from "../reading/decimal-text.ts";
import { idOf, type KindOrReason, kindOf, movement, noteOf, tradeOfSide } from "./events.ts";
import { type FileRow, unitsIn } from "./file-row.ts";
import type { SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, rowByRow } from "./import-format.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  withdrawal: "withdrawal",
  "staking reward": "staking-reward",
  "eth2 staking reward": "staking-reward",
  "referral reward": "airdrop",
  "started generating rewards": { ignored: "Put into staking at Bitstamp: the holding stays the same." },
  "stopped generating rewards": { ignored: "Taken out of staking at Bitstamp: the holding stays the same." },
  "sub account transfer": { ignored: "Moved between accounts at Bitstamp: the holding stays the same." },
};

/** Amounts carry their unit, or have it in a column of its own since 2023. */
export const bitstamp: FormatDefinition = {
  format: "bitstamp",
  name: "Bitstamp: transactions",
  detail: "At Bitstamp under Transactions, Export, CSV.",
  headers: [
    ["type", "datetime", "account", "amount", "value", "rate", "fee", "sub type"],
    ["id", "account", "type", "subtype", "datetime", "amount", "amount currency", "value", "value currency", "fee"],
  ],
  dates: ["datetime"],
  amounts: [],
  clock: "utc",
  spare: ["sub type", "order id"],
  read: rowByRow((row) => {
    const at = row.time("datetime");
    const type = row.text("type");
    const units = withUnit(row, "amount");
    const fee = row.isEmpty("fee") ? [] : [withUnit(row, "fee")].filter(({ quantity }) => !isZero(quantity));
    const id = row.has("id") ? idOf(row.text("id")) : null;
    if (!/^(?:market|buy|sell|trade)$/i.test(type)) return movement(at, kindOf(KINDS, type), units, { fees: fee, id });
    const side = row.text(row.has("sub type") ? "sub type" : "subtype") || type;
    return tradeOfSide(at, side, units, withUnit(row, "value"), { fees: fee, id, note: noteOf(type, side) });
  }),
};

function withUnit(row: FileRow, column: string): SymbolAmount {
  const unit = `${column} currency`;
  if (row.has(unit)) return { quantity: row.amount(column), symbol: row.symbol(unit) };
  return unitsIn(row.text(column), row.reading.mark);
}
