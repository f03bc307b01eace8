import { isNegative, magnitude, sumOf } from "../reading/decimal-text.ts";
import { ignore } from "../reading/row-problem.ts";
import { type KindOrReason, kindOf, movement, noteOf, trade } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { ImportEvent, Outcome, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, ignored, outcomeOf } from "./import-format.ts";

const WITHIN = { ignored: "Moved between accounts at Binance: the holding stays the same." };
const LOCKED = { ignored: "Put into or taken out of an earning product at Binance: the holding stays the same." };

/** Operations of which each row is an event of its own. */
const OPERATIONS: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  "fiat deposit": "deposit",
  "buy crypto": "deposit",
  "asset recovery": "deposit",
  withdraw: "withdrawal",
  "fiat withdraw": "withdrawal",
  "fiat withdrawal": "withdrawal",
  distribution: "airdrop",
  "airdrop assets": "airdrop",
  "cash voucher distribution": "airdrop",
  "mission reward distribution": "airdrop",
  "commission history": "airdrop",
  "commission rebate": "airdrop",
  "commission fee shared with you": "airdrop",
  "referral kickback": "airdrop",
  "referral commission": "airdrop",
  "rewards distribution": "airdrop",
  "token swap - distribution": "airdrop",
  "launchpool interest": "staking-reward",
  "launchpool airdrop": "airdrop",
  "bnb vault rewards": "staking-reward",
  "staking rewards": "staking-reward",
  "eth 2.0 staking rewards": "staking-reward",
  "pos savings interest": "staking-reward",
  "simple earn locked rewards": "staking-reward",
  "simple earn flexible interest": "interest",
  "simple earn flexible airdrop": "airdrop",
  "savings interest": "interest",
  "flexible interest": "interest",
  "locked interest": "interest",
  "liquid swap rewards": "interest",
  "swap farming rewards": "interest",
  "super bnb mining": "mining",
  "pool distribution": "mining",
  "funding fee": "fee",
  "realized profit and loss": "fee",
  "insurance fund compensation": "airdrop",
  "card cashback": "airdrop",
  "crypto box": "gift-in",
  "pos savings purchase": LOCKED,
  "pos savings redemption": LOCKED,
  "staking purchase": LOCKED,
  "staking redemption": LOCKED,
  "savings purchase": LOCKED,
  "savings principal redemption": LOCKED,
  "simple earn flexible subscription": LOCKED,
  "simple earn flexible redemption": LOCKED,
  "simple earn locked subscription": LOCKED,
  "simple earn locked redemption": LOCKED,
  "launchpool subscription": LOCKED,
  "launchpool subscription/redemption": LOCKED,
  "bnb vault subscription": LOCKED,
  "liquid swap add": LOCKED,
  "liquid swap remove": LOCKED,
};

/** Operations whose rows of one second are sides and fees of trades. */
const TRADED = new Set([
  "buy",
  "sell",
  "fee",
  "transaction related",
  "transaction buy",
  "transaction sell",
  "transaction spend",
  "transaction sold",
  "transaction revenue",
  "transaction fee",
  "binance convert",
  "convert",
  "large otc trading",
  "small assets exchange bnb",
  "small assets exchange bnb (spot)",
  "eth 2.0 staking",
  "auto-invest transaction",
  "leveraged coin consolidation",
  "token swap - redenomination/rebranding",
  "stablecoins auto-conversion",
]);

/** One trade is two to four rows of the same second, and several of them may fall into it. */
export const binanceStatement: FormatDefinition = {
  format: "binance-statement",
  name: "Binance: transaction history (statement)",
  detail:
    "At Binance under Orders, Transaction History, export. Rows of one second are joined to trades. What was bought by card appears as a deposit, without its price.",
  headers: [["utc_time", "account", "operation", "coin", "change"]],
  dates: ["utc_time"],
  amounts: ["change"],
  clock: "utc",
  spare: ["remark"],
  group: (row) => (TRADED.has(operationOf(row)) ? `${row.text("utc_time")} ${accountOf(row)}` : null),
  read(rows) {
    const [first] = rows;
    if (first && rows.length === 1 && !TRADED.has(operationOf(first))) return [outcomeOf(rows, () => single(first))];
    return tradesOf(rows);
  },
};

function operationOf(row: FileRow): string {
  return row.text("operation").toLowerCase();
}

function accountOf(row: FileRow): string {
  return row.text("account").toLowerCase();
}

function single(row: FileRow): ImportEvent {
  const at = row.time("utc_time");
  const units = { symbol: row.symbol("coin"), quantity: row.amount("change") };
  const operation = operationOf(row);
  if (operation.startsWith("transfer between") || operation.startsWith("main and funding")) ignore(WITHIN.ignored);
  const note = noteOf(row.text("operation"), row.text("remark"));
  const kind = kindOf(OPERATIONS, row.text("operation"));
  if (kind === "fee" && !isNegative(units.quantity)) return movement(at, "airdrop", units, { note });
  // Interest that was taken back, a deposit that was reversed.
  if (isNegative(units.quantity) && kind !== "withdrawal" && kind !== "fee") {
    return movement(at, "lost", units, { note: noteOf(note, "taken back") });
  }
  return movement(at, kind, units, { note });
}

interface Side {
  row: FileRow;
  units: SymbolAmount;
}

function tradesOf(rows: readonly FileRow[]): Outcome[] {
  const outcomes: Outcome[] = [];
  const sides: Side[] = [];
  for (const row of rows) {
    const read = outcomeOf([row], () => {
      row.time("utc_time");
      sides.push({ row, units: { symbol: row.symbol("coin"), quantity: row.amount("change") } });
      return { at: "", kind: "fee" };
    });
    if (read.state !== "event") outcomes.push(read);
  }
  return [...outcomes, ...matched(sides)];
}

function matched(sides: readonly Side[]): Outcome[] {
  const [first] = sides;
  if (!first) return [];
  const at = first.row.time("utc_time");
  const isFee = ({ row }: Side) => operationOf(row).endsWith("fee");
  const fees = totals(sides.filter(isFee));
  const moved = sides.filter((side) => !isFee(side));
  const ins = totals(moved.filter(({ units }) => !isNegative(units.quantity)));
  const outs = totals(moved.filter(({ units }) => isNegative(units.quantity)));
  const rows = sides.map(({ row }) => row);
  const note = noteOf(...new Set(moved.map(({ row }) => row.text("operation"))));
  const [into, out] = [ins[0], outs[0]];
  if (ins.length === 1 && outs.length === 1) return [outcomeOf(rows, () => trade(at, into, out, { fees, note }))];
  if (moved.length === 0) {
    return sides.map(({ row, units }) =>
      outcomeOf([row], () => movement(at, "fee", units, { note: row.text("operation") })),
    );
  }
  if (ins.length === 0 || outs.length === 0) {
    return [outcomeOf(rows, () => trade(at, into, out))];
  }
  return apart(at, sides, isFee);
}

/**
 * Several assets were paid or received in one second: which for which, the statement does not say. The units are
 * certain, so each is recorded without a value that nobody knows.
 */
function apart(at: string, sides: readonly Side[], isFee: (side: Side) => boolean): Outcome[] {
  const remark =
    "Several trades fell into this second, and the statement does not say what was paid for what. The units are exact; their value is left open.";
  return sides.map((side) => {
    const { row, units } = side;
    const note = noteOf(row.text("operation"), row.text("remark"));
    if (isFee(side)) return outcomeOf([row], () => movement(at, "fee", units, { note }));
    const amount = { symbol: units.symbol, quantity: magnitude(units.quantity) };
    if (amount.quantity === "0") return ignored([row], "The amount is 0: nothing moved.");
    const event: ImportEvent = isNegative(units.quantity)
      ? { at, kind: "trade", out: amount, note, remark }
      : { at, kind: "trade", in: amount, note, remark };
    return outcomeOf([row], () => event);
  });
}

function totals(sides: readonly Side[]): SymbolAmount[] {
  const bySymbol = Map.groupBy(sides, ({ units }) => units.symbol);
  return [...bySymbol].map(([symbol, of]) => ({
    symbol,
    quantity: magnitude(sumOf(of.map(({ units }) => units.quantity))),
  }));
}
