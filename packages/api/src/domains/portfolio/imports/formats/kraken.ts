import { isNegative, isZero, sumOf } from "../reading/decimal-text.ts";
import { ignore, quoted, refuse } from "../reading/row-problem.ts";
import { idOf, isShortened, type KindOrReason, kindOf, movement, noteOf, trade, tradeOfSide } from "./events.ts";
import type { FileRow } from "./file-row.ts";
import type { EventKind, ImportEvent, Outcome, SymbolAmount } from "./import-event.ts";
import { type FormatDefinition, ignored, outcomeOf, refused, rowByRow } from "./import-format.ts";
import { splitPair } from "./pairs.ts";

/** Codes of Kraken that are not the asset's symbol. */
const CODES: Readonly<Record<string, string>> = {
  XXBT: "BTC",
  XBT: "BTC",
  XETH: "ETH",
  XETC: "ETC",
  XXRP: "XRP",
  XLTC: "LTC",
  XXDG: "DOGE",
  XDG: "DOGE",
  XXLM: "XLM",
  XXMR: "XMR",
  XZEC: "ZEC",
  XREP: "REP",
  XMLN: "MLN",
  XICN: "ICN",
  XNMC: "NMC",
  XXVN: "VEN",
  XDAO: "DAO",
  ETH2: "ETH",
  ZEUR: "EUR",
  ZUSD: "USD",
  ZGBP: "GBP",
  ZCAD: "CAD",
  ZJPY: "JPY",
  ZAUD: "AUD",
  ZKRW: "KRW",
  ZCHF: "CHF",
};

/** The symbol behind a code: `XXBT`, `ZEUR`, and with a suffix for what is staked or held, `DOT.S`, `XBT.M`. */
export function krakenSymbol(code: string): string {
  const plain = code
    .toUpperCase()
    .replace(/\.(?:S|M|F|P|B|T|HOLD)$/, "")
    .replace(/(?<=[A-Z])\d{2}$/, "");
  return CODES[plain] ?? plain;
}

const SINGLE: Readonly<Record<string, KindOrReason>> = {
  deposit: "deposit",
  withdrawal: "withdrawal",
  staking: "staking-reward",
  dividend: "interest",
  credit: "airdrop",
  "invite bonus": "airdrop",
  adjustment: "airdrop",
  reward: "staking-reward",
  rollover: "fee",
  margin: "fee",
  settled: "fee",
  "nft rebate": "airdrop",
};
const MOVED = "Moved between spot, staking and other accounts at Kraken: the holding stays the same.";

/** Rows of one refid are one event; a deposit is listed a first time without a txid before it is booked. */
export const krakenLedgers: FormatDefinition = {
  format: "kraken-ledgers",
  name: "Kraken: ledgers",
  detail: "At Kraken under Documents, New export, Ledgers. Holds everything: trades, deposits, withdrawals, staking.",
  headers: [["txid", "refid", "time", "type", "asset", "amount", "fee", "balance"]],
  dates: ["time"],
  amounts: ["amount", "fee", "balance"],
  clock: "utc",
  spare: ["balance", "amountusd", "feeusd", "balanceusd", "feecurrency"],
  group: (row) => row.text("refid") || null,
  read(rows) {
    const pending = rows.filter((row) => row.text("txid") === "");
    const booked = rows.filter((row) => row.text("txid") !== "");
    const outcomes: Outcome[] = [];
    if (pending.length > 0) {
      const [first] = booked;
      outcomes.push(
        first
          ? ignored(pending, `Pending at first; the booked row is line ${first.line}.`)
          : refused(pending, "Still pending when the file was made: it has no txid and no balance yet."),
      );
    }
    if (rows.some((row) => isShortened(row.text("refid")))) {
      return [refused(rows, "The refid was shortened by a spreadsheet: which rows belong together is lost.")];
    }
    return booked.length === 0 ? outcomes : [...outcomes, ...readBooked(booked)];
  },
};

interface Entry extends SymbolAmount {
  fee: SymbolAmount[];
}

function entryOf(row: FileRow): Entry {
  const symbol = krakenSymbol(row.symbol("asset"));
  const fee = row.optional("fee");
  return {
    symbol,
    quantity: row.amount("amount"),
    fee: fee === null || isZero(fee) ? [] : [{ symbol, quantity: fee }],
  };
}

function isTrade(row: FileRow): boolean {
  return /^(?:trade|spend|receive|sale|conversion)$/i.test(row.text("type"));
}

function readBooked(rows: readonly FileRow[]): Outcome[] {
  if (rows.every(isTrade)) return [outcomeOf(rows, () => exchanged(rows))];
  const reversal = reversed(rows);
  if (reversal) return [reversal];
  return rows.map((row) => outcomeOf([row], () => single(row)));
}

function exchanged(rows: readonly FileRow[]): ImportEvent {
  const [first] = rows;
  if (!first) refuse("There is no row.");
  const entries = rows.map(entryOf).filter(({ quantity, fee }) => !isZero(quantity) || fee.length > 0);
  const side = (negative: boolean) => {
    const of = entries.filter(({ quantity }) => isNegative(quantity) === negative && !isZero(quantity));
    const symbols = new Set(of.map(({ symbol }) => symbol));
    if (symbols.size > 1) refuse(`The refid joins several assets on one side: ${[...symbols].join(", ")}.`);
    const [one] = of;
    return one && { symbol: one.symbol, quantity: sumOf(of.map(({ quantity }) => quantity)) };
  };
  return trade(first.time("time"), side(false), side(true), {
    fees: entries.flatMap(({ fee }) => fee),
    id: idOf(first.text("refid")),
  });
}

/** A withdrawal that failed stands there twice, the second time with the other sign. */
function reversed(rows: readonly FileRow[]): Outcome | null {
  const [first, second] = rows;
  if (rows.length !== 2 || !first || !second || first.text("asset") !== second.text("asset")) return null;
  const read = outcomeOf(rows, () => {
    const sums = ["amount", "fee"].map((column) =>
      sumOf([first.optional(column) ?? "0", second.optional(column) ?? "0"]),
    );
    if (sums.every(isZero) && !/^(?:transfer|earn)$/i.test(first.text("type")))
      ignore("Taken back by the row with the same refid: nothing moved.");
    return { at: "", kind: "fee" };
  });
  return read.state === "ignored" ? read : null;
}

function single(row: FileRow): ImportEvent {
  const at = row.time("time");
  const entry = entryOf(row);
  const type = row.text("type").toLowerCase();
  const subtype = row.text("subtype").toLowerCase();
  const extra = { id: idOf(row.text("txid")), note: noteOf(type, subtype), fees: entry.fee };
  if (type === "transfer") return transferred(at, subtype, entry, extra);
  if (type === "earn" && subtype !== "reward") {
    if (/allocation|migration|bonding/.test(subtype)) ignore(MOVED);
    refuse(`${quoted(subtype)} is a kind of earn row that is not known.`);
  }
  const kind = type === "earn" ? "staking-reward" : kindOf(SINGLE, type);
  if (isZero(entry.quantity) && entry.fee.length > 0) return { at, kind: "fee", ...extra };
  return movement(at, directed(kind, entry.quantity), entry, extra);
}

/** Futures and margin results have both signs. */
function directed(kind: EventKind, quantity: string): EventKind {
  if (kind === "fee") return isNegative(quantity) ? "fee" : "airdrop";
  if (kind === "deposit" && isNegative(quantity)) return "withdrawal";
  if (kind === "withdrawal" && !isNegative(quantity)) return "deposit";
  return isNegative(quantity) && kind !== "withdrawal" ? "lost" : kind;
}

function transferred(
  at: string,
  subtype: string,
  entry: Entry,
  extra: { id: string | null; note: string | null; fees: SymbolAmount[] },
): ImportEvent {
  if (/^(?:spot|staking|stakingfrom|stakingto)(?:to|from)?/.test(subtype) && subtype !== "") ignore(MOVED);
  // Without a subtype: forks and airdrops that Kraken credited.
  return movement(at, isNegative(entry.quantity) ? "withdrawal" : "airdrop", entry, extra);
}

export const krakenTrades: FormatDefinition = {
  format: "kraken-trades",
  name: "Kraken: trades",
  detail:
    "At Kraken under Documents, New export, Trades. Holds trades only; the ledgers hold them too, so import one of both.",
  headers: [["txid", "ordertxid", "pair", "time", "type", "price", "cost", "fee", "vol"]],
  dates: ["time"],
  amounts: ["price", "cost", "fee", "vol", "margin"],
  clock: "utc",
  spare: [
    "misc",
    "ledgers",
    "postertxid",
    "posstatuscode",
    "cprice",
    "ccost",
    "cfee",
    "cvol",
    "cmargin",
    "net",
    "trades",
  ],
  read: rowByRow((row) => {
    const [base, quote] = krakenPair(row.text("pair"));
    const margin = row.optional("margin");
    if (margin !== null && !isZero(margin)) {
      refuse("A trade on margin: what it brings is known when the position is closed; take it from the ledgers.");
    }
    const fee = row.optional("fee");
    return tradeOfSide(
      row.time("time"),
      row.text("type"),
      { symbol: base, quantity: row.amount("vol") },
      { symbol: quote, quantity: row.amount("cost") },
      {
        fees: fee === null || isZero(fee) ? [] : [{ symbol: quote, quantity: fee }],
        id: idOf(row.text("txid")),
        note: row.text("pair"),
      },
    );
  }),
};

function krakenPair(pair: string): [base: string, quote: string] {
  const long = /^([XZ][A-Z]{3})([XZ][A-Z]{3})$/.exec(pair.toUpperCase());
  if (long && CODES[long[1] ?? ""] && CODES[long[2] ?? ""]) {
    return [krakenSymbol(long[1] ?? ""), krakenSymbol(long[2] ?? "")];
  }
  const end = /^(.+)(Z(?:EUR|USD|GBP|CAD|JPY|AUD|CHF))$/.exec(pair.toUpperCase());
  // XTZEUR is XTZ for EUR: the Z belongs to the base where the rest is no code.
  if (end && CODES[end[1] ?? ""]) return [krakenSymbol(end[1] ?? ""), krakenSymbol(end[2] ?? "")];
  const [base, quote] = splitPair(pair);
  return [krakenSymbol(base), krakenSymbol(quote)];
}
