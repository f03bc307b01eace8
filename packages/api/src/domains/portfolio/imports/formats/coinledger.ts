import { isNegative, magnitude } from "../reading/decimal-text.ts";
import { refuse } from "../reading/row-problem.ts";
import { idOf, isShortened, type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, outcomeOf, refused } from "./import-format.ts";

const KINDS: Readonly<Record<string, KindOrReason>> = {
  trade: "trade",
  buy: "trade",
  sell: "trade",
  deposit: "deposit",
  withdrawal: "withdrawal",
  "manual position": "opening-balance",
  airdrop: "airdrop",
  "hard fork": "airdrop",
  interest: "interest",
  "interest payment": "interest",
  mining: "mining",
  staking: "staking-reward",
  "gift received": "gift-in",
  "gift sent": "gift-out",
  "investment loss": "lost",
  "theft loss": "stolen",
  "merchant payment": "spend",
  "network fee": "fee",
  "margin gain": "airdrop",
};

/** Rows with the same internal id are one transaction: debit, credit and fee. */
export const coinledger: FormatDefinition = {
  format: "coinledger",
  name: "CoinLedger: transactions",
  detail: "At CoinLedger under Transactions, Export. The platform is the wallet.",
  headers: [["timestamp (utc)", "type", "internal id", "platform", "record type", "asset", "amount"]],
  dates: ["timestamp (utc)"],
  amounts: ["amount"],
  clock: "utc",
  spare: ["description"],
  group: (row) => row.text("internal id") || null,
  read(rows) {
    const [first] = rows;
    if (!first) return [];
    if (isShortened(first.text("internal id"))) {
      return [refused(rows, "The internal id was shortened by a spreadsheet: which rows belong together is lost.")];
    }
    return [outcomeOf(rows, () => joined(rows, first))];
  },
};

interface Side {
  record: string;
  units: SymbolAmount;
}

function joined(rows: readonly FileRow[], first: FileRow): ImportEvent {
  const at = first.time("timestamp (utc)");
  const type = first.text("type");
  const sides: Side[] = rows.map((row) => ({
    record: row.text("record type").toLowerCase(),
    units: { symbol: row.symbol("asset"), quantity: row.amount("amount") },
  }));
  const fees = sides
    .filter(({ record }) => /fee$/.test(record))
    .map(({ units }) => ({ symbol: units.symbol, quantity: magnitude(units.quantity) }));
  const moved = sides.filter(({ record }) => !/fee$/.test(record));
  const extra = {
    fees,
    id: idOf(first.text("internal id")),
    note: noteOf(type, first.text("description")),
    place: first.text("platform") || null,
  };
  const [only] = moved;
  if (/^transfer$/i.test(type)) {
    return movement(at, only && isNegative(only.units.quantity) ? "withdrawal" : "deposit", one(moved), extra);
  }
  const kind = kindOf(KINDS, type);
  if (kind === "trade") {
    const side = (record: string) => {
      const of = moved.filter((each) => each.record === record);
      return of.length > 1 ? refuse(`The transaction has ${of.length} rows of ${record}.`) : of[0]?.units;
    };
    return trade(at, side("credit"), side("debit"), extra);
  }
  if (kind === "airdrop" && only && isNegative(only.units.quantity)) return movement(at, "fee", one(moved), extra);
  return movement(at, kind, one(moved), extra);
}

function one(sides: readonly Side[]): SymbolAmount {
  const [first, ...others] = sides;
  if (!first || others.length > 0) refuse(`A row of this kind stands alone; here are ${sides.length}.`);
  return first.units;
}
