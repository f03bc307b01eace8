import { dayNumberOf, dayText } from "../calendar/utc-day.ts";
import { freezeScaled, type Json, thawScaled } from "../decimals/scaled-state.ts";
import { type AssetEvent, AssetEvents, type EventSink, inLedgerOrder, type LedgerEntry } from "./asset-events.ts";
import { AssetLedger, type AssetLedgerState } from "./asset-ledger.ts";
import { pairSides } from "./pair-sides.ts";
import { type LedgerSettings, type Transaction, TransactionError } from "./transaction.ts";

/** The ledger at the end of a day, as JSON from which a replay goes on. */
export interface LedgerState {
  /** `YYYY-MM-DD`; everything up to the end of it is in the state. */
  day: string;
  ledger: Json;
}

export interface ReplayOptions {
  settings: LedgerSettings;
  /** Last day that counts, `YYYY-MM-DD`. */
  until: string;
  /** Goes on from here; made with the same settings. */
  from?: LedgerState | null;
  /** Days at whose end a state is kept, for going on from later. */
  snapshotDays?: readonly string[];
}

/** Entries of one kind summed up: scaled. */
export interface EntrySum {
  /** Of the known ones. */
  value: bigint;
  unknown: number;
}

/** What a replay found. Lists hold what came after the state it went on from; sums and books hold everything. */
export interface Replay {
  settings: LedgerSettings;
  /** First day of the lists: the one after the state, or of the first event; null where nothing happened. */
  firstDay: number | null;
  lastDay: number;
  /** By id, in code unit order. */
  assets: readonly AssetLedger[];
  /** What was held of each asset before the first day: scaled. */
  openings: ReadonlyMap<string, bigint>;
  income: readonly LedgerEntry[];
  fees: readonly LedgerEntry[];
  incomeByAsset: ReadonlyMap<string, EntrySum>;
  /** Under the empty id those that belong to no asset. */
  feesByAsset: ReadonlyMap<string, EntrySum>;
  /** Base currency by day that belongs to no asset: scaled. */
  cash: ReadonlyMap<number, bigint>;
  snapshots: readonly LedgerState[];
  state: LedgerState;
}

interface FrozenLedger {
  assets: AssetLedgerState[];
  income: [string, EntrySum][];
  fees: [string, EntrySum][];
}

/**
 * Replays the ledger of a whole portfolio. Whatever the order of the transactions, and wherever a replay went on from,
 * the result is the same to the last decimal; a transaction added or changed on a day needs replaying only from the last
 * state before that day, or before the day of the transfer's other side.
 * @param transactions all of them, or all that count after the state together with the other sides of their transfers
 * @throws TransactionError for a transaction that contradicts itself or another
 */
export function replayLedger(transactions: readonly Transaction[], options: ReplayOptions): Replay {
  const replay = new LedgerReplay(options);
  replay.read(transactions);
  return replay.run();
}

class LedgerReplay implements EventSink {
  readonly #options: ReplayOptions;
  readonly #after: number;
  readonly #until: number;
  readonly #assets = new Map<string, AssetLedger>();
  readonly #events = new Map<string, AssetEvent[]>();
  readonly #openings = new Map<string, bigint>();
  readonly #income: LedgerEntry[] = [];
  readonly #fees: LedgerEntry[] = [];
  readonly #incomeByAsset: Map<string, EntrySum>;
  readonly #feesByAsset: Map<string, EntrySum>;
  readonly #cash = new Map<number, bigint>();

  constructor(options: ReplayOptions) {
    const { from = null, until } = options;
    this.#options = options;
    this.#until = dayNumberOf(until);
    this.#after = from === null ? Number.NEGATIVE_INFINITY : dayNumberOf(from.day);
    if (this.#until < this.#after) throw new RangeError(`${until} is before the state of ${from?.day}`);
    const frozen = from === null ? { assets: [], income: [], fees: [] } : thawScaled<FrozenLedger>(from.ledger);
    for (const state of frozen.assets) {
      this.#assets.set(state.assetId, this.#newLedger(state.assetId, state));
      this.#openings.set(state.assetId, state.quantity);
    }
    this.#incomeByAsset = new Map(frozen.income);
    this.#feesByAsset = new Map(frozen.fees);
  }

  read(transactions: readonly Transaction[]): void {
    const events = new AssetEvents(this.#options.settings, this);
    const { moves, others } = pairSides(transactions);
    for (const each of others) if (this.#counts(each)) events.add(each);
    // A side of a move may have a fee on a day on which the move itself is over.
    for (const { out, into } of moves) if (this.#counts(out) || this.#counts(into)) events.addMove(out, into);
  }

  run(): Replay {
    for (const events of this.#events.values()) events.sort(inLedgerOrder);
    const snapshots: LedgerState[] = [];
    const positions = new Map<string, number>();
    const wanted = (this.#options.snapshotDays ?? []).map(dayNumberOf).sort((left, right) => left - right);
    for (const day of wanted) {
      if (day <= this.#after || day >= this.#until) continue;
      this.#runTo(day, positions);
      snapshots.push(this.#freeze(day));
    }
    this.#runTo(this.#until, positions);
    return this.#result(snapshots);
  }

  addEvent(assetId: string, event: AssetEvent): void {
    if (!this.#isNew(event.event.dayNumber)) return;
    const events = this.#events.get(assetId);
    if (events === undefined) this.#events.set(assetId, [event]);
    else events.push(event);
  }

  addIncome(entry: LedgerEntry): void {
    this.#addEntry(this.#income, entry);
  }

  addFee(entry: LedgerEntry): void {
    this.#addEntry(this.#fees, entry);
  }

  addCash(dayNumber: number, amount: bigint): void {
    if (this.#isNew(dayNumber)) this.#cash.set(dayNumber, (this.#cash.get(dayNumber) ?? 0n) + amount);
  }

  #addEntry(entries: LedgerEntry[], entry: LedgerEntry): void {
    if (this.#isNew(entry.dayNumber)) entries.push(entry);
  }

  #isNew(dayNumber: number): boolean {
    return dayNumber > this.#after && dayNumber <= this.#until;
  }

  /** Whether a transaction comes after the state that the replay goes on from. */
  #counts({ at, day = at.slice(0, 10) }: Transaction): boolean {
    return this.#options.from === undefined || this.#options.from === null || day > this.#options.from.day;
  }

  #runTo(day: number, positions: Map<string, number>): void {
    for (const [assetId, events] of this.#events) {
      let at = positions.get(assetId) ?? 0;
      let ledger = this.#assets.get(assetId);
      for (let next = events[at]; next !== undefined && next.event.dayNumber <= day; next = events[at]) {
        ledger ??= this.#newLedger(assetId, null);
        apply(ledger, next);
        at += 1;
      }
      if (ledger !== undefined) this.#assets.set(assetId, ledger);
      positions.set(assetId, at);
    }
    // The day is over: nothing of it can come any more.
    for (const ledger of this.#assets.values()) ledger.advance(day + 1);
  }

  #newLedger(assetId: string, state: AssetLedgerState | null): AssetLedger {
    const { settings } = this.#options;
    const isOnePool = settings.methods.some(({ method }) => method === "section-104");
    return new AssetLedger(assetId, settings, settings.lots === "account" && !isOnePool, state);
  }

  #freeze(day: number, income = this.#incomeUpTo(day), fees = this.#feesUpTo(day)): LedgerState {
    const assets = this.#sorted().map((ledger) => ledger.state());
    const frozen: FrozenLedger = { assets, income: sortedSums(income), fees: sortedSums(fees) };
    return { day: dayText(day), ledger: freezeScaled(frozen) };
  }

  #incomeUpTo(day: number): Map<string, EntrySum> {
    return sumUpTo(this.#incomeByAsset, this.#income, day);
  }

  #feesUpTo(day: number): Map<string, EntrySum> {
    return sumUpTo(this.#feesByAsset, this.#fees, day);
  }

  #sorted(): AssetLedger[] {
    return [...this.#assets.values()].sort((left, right) => (left.assetId < right.assetId ? -1 : 1));
  }

  #result(snapshots: readonly LedgerState[]): Replay {
    const { settings } = this.#options;
    const assets = this.#sorted();
    const [incomeByAsset, feesByAsset] = [this.#incomeUpTo(this.#until), this.#feesUpTo(this.#until)];
    const first = Math.min(
      ...assets.map(({ days }) => days[0]?.dayNumber ?? Number.POSITIVE_INFINITY),
      ...this.#cash.keys(),
    );
    const firstDay = Number.isFinite(this.#after) ? this.#after + 1 : Number.isFinite(first) ? first : null;
    const freeze = () => this.#freeze(this.#until, incomeByAsset, feesByAsset);
    let state: LedgerState | null = null;
    return {
      settings,
      firstDay,
      lastDay: this.#until,
      assets,
      openings: this.#openings,
      income: this.#income.sort(byDay),
      fees: this.#fees.sort(byDay),
      incomeByAsset,
      feesByAsset,
      cash: this.#cash,
      snapshots,
      // Text of all lots: most who replay never look at it.
      get state() {
        state ??= freeze();
        return state;
      },
    };
  }
}

function apply(ledger: AssetLedger, event: AssetEvent): void {
  try {
    ledger.apply(event);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TransactionError(event.event.id, "event", error.message);
  }
}

function sumUpTo(before: ReadonlyMap<string, EntrySum>, entries: readonly LedgerEntry[], day: number) {
  const sums = new Map([...before].map(([assetId, sum]) => [assetId, { ...sum }]));
  for (const { assetId, value, dayNumber } of entries) {
    if (dayNumber > day) continue;
    const sum = sums.get(assetId ?? "") ?? { value: 0n, unknown: 0 };
    sums.set(assetId ?? "", sum);
    if (value === null) sum.unknown += 1;
    else sum.value += value;
  }
  return sums;
}

function sortedSums(sums: ReadonlyMap<string, EntrySum>): [string, EntrySum][] {
  return [...sums].sort(([left], [right]) => (left < right ? -1 : 1));
}

function byDay(left: LedgerEntry, right: LedgerEntry): number {
  return left.dayNumber - right.dayNumber || (left.transactionId < right.transactionId ? -1 : 1);
}
