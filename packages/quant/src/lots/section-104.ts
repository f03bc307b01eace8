import { lesser } from "../decimals/scaled.ts";
import { CostPool, type PoolAmounts } from "./cost-pool.ts";
import { LotBook, type LotBookState, type NewLot, type Taken } from "./lot-book.ts";
import { type LotLog, type ScaledMatch, shareKnown, unpaidMatch } from "./lot-log.ts";
import type { Lot } from "./lot-queue.ts";
import {
  type ScaledAcquisition,
  type ScaledDisposal,
  type ScaledEvent,
  type ScaledRedenomination,
  type ScaledTransferIn,
  type ScaledTransferOut,
  sumKnown,
} from "./scaled-event.ts";

/** Everything acquired on one day, which counts as one acquisition: scaled, shrinking as it is matched. */
interface DayOfAcquisitions {
  ids: string[];
  lot: NewLot;
}

/** Units on their way out: `rest` were held and are still to be matched. */
type Outgoing =
  | { event: ScaledDisposal; rest: bigint; matches: ScaledMatch[] }
  | { event: ScaledTransferOut; rest: bigint; missing: bigint };

/** Everything from which a Section 104 holding goes on. */
export interface Section104State {
  method: "section-104";
  /** The day that is not over yet. */
  day: number;
  held: bigint;
  pool: PoolAmounts;
  ages: LotBookState;
  acquired: DayOfAcquisitions | null;
  transferredIn: NewLot[];
  joining: { dayNumber: number; lots: NewLot[] }[];
  outgoing: Outgoing[];
}

const THIRTY_DAYS = 30;
const UNDATED = { acquiredAt: null, acquiredDay: null };

/**
 * Share matching of the United Kingdom, applied to cryptoassets (TCGA 1992, sections 104, 105 and 106A; HMRC
 * Cryptoassets Manual, CRYPTO22200 and following): a disposal is matched with acquisitions of the same day, then with
 * those of the 30 days after it, earliest first, earlier disposals before later ones, then with the pool at its mean
 * cost. Acquisitions of one day count as one. Only units held at the time are matched: an uncovered sale stays missing
 * even when units are bought within 30 days. Transfers between own ledgers move pooled cost and meet no day rule.
 *
 * Works day by day: when a day is over its acquisitions serve its own disposals, then those of the 30 days before, and
 * what is left joins the pool. A disposal takes from the pool when no later day can serve it any more, in its turn.
 * A redenomination settles everything before it: the 30 days do not reach across.
 */
export class Section104Book {
  readonly #pool: CostPool;
  readonly #ages: LotBook;
  readonly #log: LotLog;
  #state: Omit<Section104State, "pool" | "ages" | "method">;

  constructor(log: LotLog, state: Section104State | null = null) {
    this.#log = log;
    this.#pool = new CostPool(state?.pool);
    // The pool's units keep their age, the oldest leaving first, so that a transfer can carry it.
    this.#ages = state === null ? new LotBook("fifo") : LotBook.restore(state.ages);
    const nothing = { day: Number.MIN_SAFE_INTEGER, held: 0n, acquired: null };
    this.#state = state ?? { ...nothing, transferredIn: [], joining: [], outgoing: [] };
  }

  state(): Section104State {
    return { ...this.#state, method: "section-104", pool: this.#pool.amounts(), ages: this.#ages.state() };
  }

  apply(event: ScaledEvent): void {
    this.advance(event.dayNumber);
    if (event.kind === "transfer-in") this.#transferIn(event);
    else if (event.kind === "acquisition") this.#acquire(event);
    else if (event.kind === "redenomination") this.#redenominate(event);
    else this.#send(event);
  }

  /** Ends all days before this one. */
  advance(dayNumber: number): void {
    if (dayNumber <= this.#state.day) return;
    this.#endDay();
    this.#state.day = dayNumber;
    this.#settle(dayNumber - 1);
  }

  /** Puts lots into the pool that were held before it began. */
  carry(lots: readonly NewLot[]): void {
    for (const lot of lots) {
      this.#state.held += lot.quantity;
      this.#pool.add(lot.quantity, lot.cost);
      this.#ages.add(lot);
    }
  }

  /** Settles everything, as if nothing were acquired any more. */
  finish(): void {
    this.#endDay();
    this.#settle(Number.POSITIVE_INFINITY);
  }

  /** What is left of a finished holding, oldest first, with the pool's cost shared among lots by quantity. */
  open(): Lot[] {
    return this.#pool.spread(this.#ages.open());
  }

  #transferIn(event: ScaledTransferIn): void {
    this.#state.transferredIn.push(...event.lots);
    for (const lot of event.lots) this.#state.held += lot.quantity;
  }

  #acquire({ id, at, milliseconds, dayNumber, quantity, cost, acquired }: ScaledAcquisition): void {
    this.#state.held += quantity;
    const day = this.#state.acquired;
    if (day === null) {
      const place = acquired ?? { acquiredAt: at, acquiredMs: milliseconds, dayNumber };
      this.#state.acquired = { ids: [id], lot: { id, origin: id, ...place, quantity, cost } };
      return;
    }
    day.ids.push(id);
    day.lot.id = day.ids.join("+");
    day.lot.origin = day.lot.id;
    day.lot.quantity += quantity;
    day.lot.cost = sumKnown(day.lot.cost, cost);
  }

  #send(event: ScaledDisposal | ScaledTransferOut): void {
    const rest = lesser(event.quantity, this.#state.held);
    this.#state.held -= rest;
    if (event.kind === "disposal") this.#state.outgoing.push({ event, rest, matches: [] });
    else this.#state.outgoing.push({ event, rest, missing: event.quantity - rest });
  }

  #redenominate({ from, to }: ScaledRedenomination): void {
    this.finish();
    this.#ages.redenominate(from, to);
    this.#state.held = this.#ages.open().reduce((sum, lot) => sum + lot.quantity, 0n);
    this.#pool.resize(this.#state.held);
  }

  #endDay(): void {
    const { acquired, transferredIn, outgoing, day, joining } = this.#state;
    if (acquired !== null) {
      for (const each of outgoing) if (each.event.dayNumber === day) matchDay(each, acquired, "same-day");
      for (const each of outgoing) {
        const after = day - each.event.dayNumber;
        if (after >= 1 && after <= THIRTY_DAYS) matchDay(each, acquired, "thirty-day");
      }
    }
    if (transferredIn.length > 0) joining.push({ dayNumber: day, lots: transferredIn });
    if (acquired !== null) joining.push({ dayNumber: day, lots: [acquired.lot] });
    this.#state.transferredIn = [];
    this.#state.acquired = null;
  }

  /** Takes from the pool, in turn, what no day after this one can serve. */
  #settle(dayNumber: number): void {
    const { outgoing } = this.#state;
    let settled = 0;
    for (const each of outgoing) {
      const isOpen = each.event.kind === "disposal" && each.rest > 0n;
      if (isOpen && each.event.dayNumber + THIRTY_DAYS > dayNumber) break;
      this.#join(each.event.dayNumber);
      this.#leave(each);
      settled += 1;
    }
    if (settled > 0) this.#state.outgoing = outgoing.slice(settled);
    this.#join(this.#state.outgoing[0]?.event.dayNumber ?? Number.POSITIVE_INFINITY);
  }

  #join(until: number): void {
    const { joining } = this.#state;
    let joined = 0;
    for (const { dayNumber, lots } of joining) {
      if (dayNumber > until) break;
      for (const lot of lots) {
        if (lot.quantity === 0n) continue;
        this.#pool.add(lot.quantity, lot.cost);
        this.#ages.add(lot);
      }
      joined += 1;
    }
    if (joined > 0) this.#state.joining = joining.slice(joined);
  }

  #leave(outgoing: Outgoing): void {
    const { rest: quantity } = outgoing;
    if (!("matches" in outgoing)) {
      this.#log.addTransfer(outgoing.event, this.#carry(quantity, outgoing.missing));
      return;
    }
    const { event, matches } = outgoing;
    if (quantity > 0n) {
      this.#ages.take(quantity);
      matches.push(unpaidMatch("pool", [], UNDATED, { quantity, ...this.#pool.take(quantity) }));
    }
    const exchange = { quantity: event.quantity, amount: event.proceeds, fee: event.fee };
    const uncovered = this.#log.addDisposal(event, exchange, matches);
    if (uncovered.quantity > 0n) {
      this.#log.addMissing(event, "disposal", "not-acquired", uncovered.quantity, uncovered.amount);
    }
  }

  #carry(quantity: bigint, missing: bigint): Taken {
    const { portions, unheld } = this.#ages.take(quantity);
    return {
      portions: portions.map((portion) => ({ ...portion, ...this.#pool.take(portion.quantity) })),
      missing,
      unheld,
    };
  }
}

function matchDay(outgoing: Outgoing, { lot, ids: lotIds }: DayOfAcquisitions, rule: "same-day" | "thirty-day"): void {
  if (!("matches" in outgoing) || lot.quantity === 0n || outgoing.rest === 0n) return;
  const { cost: costBefore, quantity: quantityBefore, acquiredAt } = lot;
  const quantity = lesser(outgoing.rest, quantityBefore);
  const cost = shareKnown(costBefore, quantity, quantityBefore);
  lot.cost = costBefore === null || cost === null ? null : costBefore - cost;
  lot.quantity -= quantity;
  outgoing.rest -= quantity;
  const taken = { quantity, cost, costBefore, quantityBefore };
  outgoing.matches.push(unpaidMatch(rule, lotIds, { acquiredAt, acquiredDay: null }, taken));
}
