import { dayNumberOf } from "../calendar/utc-day.ts";
import { fromScaled } from "../decimals/scaled.ts";
import { copyScaled } from "../decimals/scaled-state.ts";
import type { Taken } from "../lots/lot-book.ts";
import type { CarriedTransfer } from "../lots/lot-result.ts";
import { leavingLots } from "../lots/lot-statement.ts";
import { type AssetEvent, AssetEvents, inLedgerOrder, type LedgerEntry } from "./asset-events.ts";
import { AssetLedger, type AssetLedgerState } from "./asset-ledger.ts";
import { type AssetHolding, settledBook } from "./ledger-statement.ts";
import { pairSides } from "./pair-sides.ts";
import type { EntrySum } from "./replay.ts";
import { type LedgerSettings, type Transaction, TransactionError } from "./transaction.ts";

/** The id under which fees stand that belong to no asset. */
export const NO_ASSET = "";

/** One asset of a ledger at the end of a day, from which its replay goes on. It is kept in memory and never changed. */
export interface AssetState {
  dayNumber: number;
  ledger: AssetLedgerState | null;
  income: EntrySum;
  fees: EntrySum;
  /** Entries of what is missing, as far as they are settled. */
  missing: number;
}

export interface AssetReplayOptions {
  settings: LedgerSettings;
  /** Last day that counts, in days since 1970. */
  until: number;
  /** Goes on from here; made with the same settings. */
  from?: AssetState | null;
  /** Days at whose end a state is kept, ascending. */
  keep?: readonly number[];
}

/** Where one asset stands, without the lists of everything that was realised. */
export type AssetStanding = Omit<AssetHolding, "books"> & {
  /** Entries of what is missing. */
  missing: number;
};

/** What a replay of one asset found. */
export interface AssetReplay {
  standing: AssetStanding;
  states: AssetState[];
  /** What left by transfer after the state that the replay went on from. */
  transfers: CarriedTransfer[];
}

/**
 * Replays one asset of a ledger alone, to the same figures as a replay of everything: assets touch each other only in
 * the values that transactions say.
 * @param transactions at least all that touch the asset and count after the state, with the other sides of their transfers
 * @throws TransactionError for a transaction that contradicts itself or another
 */
export function replayAsset(
  transactions: readonly Transaction[],
  assetId: string,
  options: AssetReplayOptions,
): AssetReplay {
  const { settings, until, from = null, keep = [] } = options;
  const after = from?.dayNumber ?? Number.NEGATIVE_INFINITY;
  const { events, income, fees } = readAsset(transactions, assetId, { settings, after, until });
  const running = new RunningAsset(assetId, settings, from);
  const states: AssetState[] = [];
  let at = 0;
  const runTo = (day: number) => {
    for (let next = events[at]; next !== undefined && next.event.dayNumber <= day; next = events[at]) {
      running.apply(next);
      at += 1;
    }
    running.ledger?.advance(day + 1);
  };
  for (const day of keep) {
    if (day <= after || day >= until) continue;
    runTo(day);
    states.push(running.state(day, sumUpTo(from?.income, income, day), sumUpTo(from?.fees, fees, day)));
  }
  runTo(until);
  return running.result(sumUpTo(from?.income, income, until), sumUpTo(from?.fees, fees, until), states);
}

class RunningAsset {
  ledger: AssetLedger | null;
  readonly #assetId: string;
  readonly #settings: LedgerSettings;
  readonly #missingBefore: number;

  constructor(assetId: string, settings: LedgerSettings, from: AssetState | null) {
    this.#assetId = assetId;
    this.#settings = settings;
    this.#missingBefore = from?.missing ?? 0;
    this.ledger = from === null || from.ledger === null ? null : this.#newLedger(copyOf(from.ledger));
  }

  apply(event: AssetEvent): void {
    this.ledger ??= this.#newLedger(null);
    try {
      this.ledger.apply(event);
    } catch (error) {
      if (!(error instanceof RangeError) || error instanceof TransactionError) throw error;
      throw new TransactionError(event.event.id, "event", error.message);
    }
  }

  state(dayNumber: number, income: EntrySum, fees: EntrySum): AssetState {
    const ledger = this.ledger === null ? null : copyOf(this.ledger.state());
    return { dayNumber, ledger, income, fees, missing: this.#missing() };
  }

  result(income: EntrySum, fees: EntrySum, states: AssetState[]): AssetReplay {
    const books = [...(this.ledger?.books.values() ?? [])].map(settledBook);
    const open = books.flatMap((book) => book.open());
    const [knownCost, costed] = sums(open.filter(({ cost }) => cost !== null));
    const [, units] = sums(open);
    const totals = books.map(({ log }) => log.totals);
    const gain = totals.reduce((sum, { proceeds, cost }) => sum + proceeds - cost, 0n);
    const standing: AssetStanding = {
      assetId: this.#assetId,
      quantity: fromScaled(this.ledger?.quantity ?? 0n),
      costBasis: open.every(({ cost }) => cost !== null) ? fromScaled(knownCost) : null,
      knownCostBasis: fromScaled(knownCost),
      quantityWithoutCost: fromScaled(units - costed),
      realisedGain: fromScaled(gain),
      quantityWithoutGain: fromScaled(totals.reduce((sum, each) => sum + each.withoutGain.quantity, 0n)),
      income: { value: fromScaled(income.value), unknown: income.unknown },
      fees: { value: fromScaled(fees.value), unknown: fees.unknown },
      accounts: (this.ledger?.accounts() ?? []).map((each) => ({ ...each, quantity: fromScaled(each.quantity) })),
      missing: this.#missingBefore + books.reduce((sum, { log }) => sum + log.missing.length, 0),
    };
    const transfers = books.flatMap(({ log }) => log.transfers.map(carried));
    return { standing, states, transfers };
  }

  #missing(): number {
    let missing = this.#missingBefore;
    for (const { log } of this.ledger?.books.values() ?? []) missing += log.missing.length;
    return missing;
  }

  #newLedger(state: AssetLedgerState | null): AssetLedger {
    const isOnePool = this.#settings.methods.some(({ method }) => method === "section-104");
    return new AssetLedger(this.#assetId, this.#settings, this.#settings.lots === "account" && !isOnePool, state);
  }
}

/** What of the transactions belongs to the asset, on days after one and up to another. */
function readAsset(
  transactions: readonly Transaction[],
  assetId: string,
  { settings, after, until }: { settings: LedgerSettings; after: number; until: number },
) {
  const events: AssetEvent[] = [];
  const income: LedgerEntry[] = [];
  const fees: LedgerEntry[] = [];
  const counts = (dayNumber: number) => dayNumber > after && dayNumber <= until;
  const isOurs = (entry: LedgerEntry) => (entry.assetId ?? NO_ASSET) === assetId && counts(entry.dayNumber);
  const reader = new AssetEvents(settings, {
    addEvent: (of, event) => void (of === assetId && counts(event.event.dayNumber) && events.push(event)),
    addIncome: (entry) => void (isOurs(entry) && income.push(entry)),
    addFee: (entry) => void (isOurs(entry) && fees.push(entry)),
    addCash: () => undefined,
  });
  const { moves, others } = pairSides(transactions);
  for (const each of others) if (counts(dayOf(each))) reader.add(each);
  // A side of a move may have a fee on a day on which the move itself is over.
  for (const { out, into } of moves) if (counts(dayOf(out)) || counts(dayOf(into))) reader.addMove(out, into);
  events.sort(inLedgerOrder);
  return { events, income, fees };
}

function dayOf({ at, day }: Transaction): number {
  return dayNumberOf(day ?? at.slice(0, 10));
}

/**
 * A copy of which a book may change everything. Lots are copied by the books themselves whenever a state is taken and gone
 * on from; under Section 104 more than they can change.
 */
function copyOf(state: AssetLedgerState): AssetLedgerState {
  const books = state.books.map(({ accountId, book }) => {
    if (book.book.method === "section-104") return { accountId, book: copyScaled(book) };
    const { totals, shorts } = book;
    const copied = { totals: { ...totals, withoutGain: { ...totals.withoutGain } }, shorts: shorts.map(copyShort) };
    return { accountId, book: { ...book, ...copied } };
  });
  return { ...state, books };
}

function copyShort<T extends object>(short: T): T {
  return { ...short };
}

function sumUpTo(before: EntrySum | undefined, entries: readonly LedgerEntry[], day: number): EntrySum {
  const sum = { value: before?.value ?? 0n, unknown: before?.unknown ?? 0 };
  for (const { value, dayNumber } of entries) {
    if (dayNumber > day) continue;
    if (value === null) sum.unknown += 1;
    else sum.value += value;
  }
  return sum;
}

function sums(lots: readonly { cost: bigint | null; quantity: bigint }[]): [cost: bigint, quantity: bigint] {
  let cost = 0n;
  let quantity = 0n;
  for (const lot of lots) {
    cost += lot.cost ?? 0n;
    quantity += lot.quantity;
  }
  return [cost, quantity];
}

function carried({ transferId, taken }: { transferId: string; taken: Taken }): CarriedTransfer {
  return { transferId, lots: leavingLots(taken) };
}
