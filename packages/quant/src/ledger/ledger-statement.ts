import { fromScaled } from "../decimals/scaled.ts";
import type { AssetBook } from "../lots/asset-book.ts";
import type { LotResult } from "../lots/lot-result.ts";
import { lotStatement, textOf } from "../lots/lot-statement.ts";
import { sumKnown } from "../lots/scaled-event.ts";
import type { LedgerEntry } from "./asset-events.ts";
import { type AssetLedger, WHOLE_PORTFOLIO } from "./asset-ledger.ts";
import type { EntrySum, Replay } from "./replay.ts";

/** The lots of one account, or of the whole portfolio. */
export interface BookResult {
  /** Null where all accounts are one holding. */
  accountId: string | null;
  /** Its lists hold what came after the state that the replay went on from, its open lots and totals everything. */
  lots: LotResult;
}

/** Everything known of one asset, as decimal text in the base currency. */
export interface AssetHolding {
  assetId: string;
  /** Units held, less those sold short. */
  quantity: string;
  /** Cost of the open lots; null where that of any is unknown. */
  costBasis: string | null;
  /** Cost of the open lots whose cost is known, and the units of the others. */
  knownCostBasis: string;
  quantityWithoutCost: string;
  /** Sum of the known gains. */
  realisedGain: string;
  /** Units disposed of whose gain is unknown. */
  quantityWithoutGain: string;
  income: KnownSum;
  fees: KnownSum;
  /** Units by account as booked; below 0 where more left an account than came. */
  accounts: { accountId: string; quantity: string }[];
  books: BookResult[];
}

/** A sum of what is known, and how many parts of it are not. */
export interface KnownSum {
  value: string;
  unknown: number;
}

export interface LedgerStatement {
  holdings: AssetHolding[];
  totals: {
    costBasis: string | null;
    realisedGain: string;
    income: KnownSum;
    fees: KnownSum;
  };
  /** Since the state that the replay went on from, by day. */
  income: StatementEntry[];
  fees: StatementEntry[];
}

export type StatementEntry = Omit<LedgerEntry, "value" | "dayNumber"> & { value: string | null };

/**
 * What a replay found, as decimal text. Disposals that wait for later days under Section 104 are settled as if nothing
 * were acquired any more.
 */
export function ledgerStatement(replay: Replay): LedgerStatement {
  const settled = replay.assets.map((ledger) => holdingOf(replay, ledger));
  return {
    holdings: settled.map(({ holding }) => holding),
    totals: {
      costBasis: textOf(settled.reduce<bigint | null>((sum, { cost }) => sumKnown(sum, cost), 0n)),
      realisedGain: fromScaled(settled.reduce((sum, { gain }) => sum + gain, 0n)),
      income: sumText(replay.incomeByAsset),
      fees: sumText(replay.feesByAsset),
    },
    income: replay.income.map(entryText),
    fees: replay.fees.map(entryText),
  };
}

function holdingOf(replay: Replay, ledger: AssetLedger) {
  const { assetId } = ledger;
  const books = [...ledger.books].map(([accountId, book]) => ({ accountId, ...settle(book) }));
  books.sort((left, right) => (left.accountId < right.accountId ? -1 : 1));
  const open = books.flatMap((each) => each.open);
  const costed = open.filter(({ cost }) => cost !== null);
  const knownCost = costed.reduce((sum, lot) => sum + (lot.cost ?? 0n), 0n);
  const cost = costed.length === open.length ? knownCost : null;
  const units = (lots: typeof open) => lots.reduce((sum, lot) => sum + lot.quantity, 0n);
  const gain = books.reduce((sum, { totals }) => sum + totals.proceeds - totals.cost, 0n);
  const holding: AssetHolding = {
    assetId,
    quantity: fromScaled(ledger.quantity),
    costBasis: textOf(cost),
    knownCostBasis: fromScaled(knownCost),
    quantityWithoutCost: fromScaled(units(open) - units(costed)),
    realisedGain: fromScaled(gain),
    quantityWithoutGain: fromScaled(books.reduce((sum, { totals }) => sum + totals.withoutGain.quantity, 0n)),
    income: sumText(replay.incomeByAsset, assetId),
    fees: sumText(replay.feesByAsset, assetId),
    accounts: ledger.accounts().map((each) => ({ ...each, quantity: fromScaled(each.quantity) })),
    books: books.map(({ accountId, lots }) => ({ accountId: accountId === WHOLE_PORTFOLIO ? null : accountId, lots })),
  };
  return { holding, cost, gain };
}

function settle(book: AssetBook) {
  const settled = settledBook(book);
  const { method, log } = settled;
  const open = settled.open();
  return { open, totals: log.totals, lots: lotStatement(method, log, open) };
}

/**
 * The book as it stands: disposals that wait for later days under Section 104 are settled in a copy, for settling is not
 * part of the ledger: an acquisition of tomorrow may still be matched.
 */
export function settledBook(book: AssetBook): AssetBook {
  if (book.method !== "section-104") return book;
  const fork = book.fork();
  fork.finish();
  const { log } = fork;
  log.realised.unshift(...book.log.realised);
  log.transfers.unshift(...book.log.transfers);
  log.missing.unshift(...book.log.missing);
  log.unheld.unshift(...book.log.unheld);
  return fork;
}

function sumText(sums: ReadonlyMap<string, EntrySum>, assetId?: string): KnownSum {
  let value = 0n;
  let unknown = 0;
  for (const [of, sum] of sums) {
    if (assetId !== undefined && of !== assetId) continue;
    value += sum.value;
    unknown += sum.unknown;
  }
  return { value: fromScaled(value), unknown };
}

function entryText({ dayNumber: _, value, ...entry }: LedgerEntry): StatementEntry {
  return { ...entry, value: textOf(value) };
}
