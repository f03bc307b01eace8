import { dayNumberOf } from "../calendar/utc-day.ts";
import { lesser, shareOf, toScaled } from "../decimals/scaled.ts";
import { CostPool, type PoolAmounts } from "./cost-pool.ts";
import type { CarriedLot, LotChoice } from "./lot-event.ts";
import {
  cheapestFirst,
  dearestFirst,
  type Lot,
  type LotOrder,
  LotQueue,
  oldestFirst,
  youngestFirst,
} from "./lot-queue.ts";
import type { CostMethod } from "./lot-result.ts";

/** Units taken from a lot, with what the lot or pool had left before: scaled amounts. */
export interface Portion {
  lot: Lot;
  quantity: bigint;
  cost: bigint | null;
  costBefore: bigint | null;
  quantityBefore: bigint;
}

export interface Taken {
  portions: Portion[];
  /** Units that were wanted but not held. */
  missing: bigint;
  /** Parts of choices that their lots did not hold. */
  unheld: { lotId: string; quantity: bigint }[];
}

export type BookMethod = Exclude<CostMethod, "section-104">;

/** What a lot is made of. */
export type NewLot = Pick<Lot, "id" | "origin" | "acquiredAt" | "acquiredMs" | "dayNumber" | "quantity" | "cost"> &
  Partial<Pick<Lot, "fullQuantity" | "fullCost">>;

/** Everything from which a book goes on. */
export interface LotBookState {
  method: BookMethod;
  sequence: number;
  /** Oldest first. */
  lots: Lot[];
  pool: PoolAmounts | null;
}

const ORDERS: Record<BookMethod, LotOrder> = {
  fifo: oldestFirst,
  lifo: youngestFirst,
  hifo: dearestFirst,
  lofo: cheapestFirst,
  specific: oldestFirst,
  // The pool has one cost; its units still have an age, and the oldest are taken to leave first.
  average: oldestFirst,
};

/** The units of one asset in one ledger, in lots or as a pool of lots with one mean cost. */
export class LotBook {
  readonly #method: BookMethod;
  readonly #queue: LotQueue;
  /** Holds the cost where it is a mean; else each lot holds its own. */
  readonly #pool: CostPool | null;
  #sequence = 0;

  constructor(method: BookMethod) {
    this.#method = method;
    this.#queue = new LotQueue(ORDERS[method]);
    this.#pool = method === "average" ? new CostPool() : null;
  }

  /** A book that goes on from a state, of which it keeps nothing. */
  static restore(state: LotBookState): LotBook {
    const book = new LotBook(state.method);
    for (const lot of state.lots) book.#queue.add({ ...lot });
    book.#sequence = state.sequence;
    // A pool begins at nothing, so what it is given is what it has.
    if (state.pool !== null) book.#pool?.add(state.pool.quantity, state.pool.cost);
    return book;
  }

  state(): LotBookState {
    const lots = this.#queue.open().map((lot) => ({ ...lot }));
    return { method: this.#method, sequence: this.#sequence, lots, pool: this.#pool?.amounts() ?? null };
  }

  add(lot: NewLot): void {
    const { fullQuantity = lot.quantity, fullCost = lot.cost } = lot;
    this.#queue.add({ ...lot, sequence: this.#sequence, fullQuantity, fullCost });
    this.#sequence += 1;
    this.#pool?.add(lot.quantity, lot.cost);
  }

  /** Takes units out by the method; choices count for specific identification only. */
  take(quantity: bigint, choices: readonly LotChoice[] = []): Taken {
    const taken: Taken = { portions: [], missing: quantity, unheld: [] };
    if (this.#method === "specific") this.#takeChosen(taken, choices);
    while (taken.missing > 0n) {
      const lot = this.#queue.next();
      if (lot === undefined) break;
      this.#takeFrom(taken, lot, taken.missing);
    }
    return taken;
  }

  /**
   * Makes so many new units of so many old ones; all of them together are rounded half to even once, and each lot
   * shares in them by quantity.
   * @throws RangeError where nothing would be left of a lot
   */
  redenominate(from: bigint, to: bigint): void {
    const lots = this.#queue.open();
    let old = lots.reduce((sum, lot) => sum + lot.quantity, 0n);
    let rest = shareOf(old, to, from);
    this.#pool?.resize(rest);
    for (const lot of lots) {
      const quantity = shareOf(rest, lot.quantity, old);
      if (quantity === 0n) throw new RangeError(`a redenomination that leaves nothing of the lot ${lot.id}`);
      old -= lot.quantity;
      rest -= quantity;
      lot.quantity = quantity;
      lot.fullQuantity = shareOf(lot.fullQuantity, to, from);
    }
    this.#queue.reorder();
  }

  /** What is left, oldest first; a pool's cost is shared among its lots by quantity. */
  open(): Lot[] {
    const lots = this.#queue.open();
    return this.#pool === null ? lots : this.#pool.spread(lots);
  }

  #takeChosen(taken: Taken, choices: readonly LotChoice[]): void {
    for (const choice of choices) {
      const chosen = toScaled(choice.quantity);
      if (chosen <= 0n) throw new RangeError(`${choice.quantity} of the lot ${choice.lotId}`);
      if (chosen > taken.missing) throw new RangeError(`more chosen of the lot ${choice.lotId} than goes out`);
      const lot = this.#queue.find(choice.lotId);
      const held = lot === undefined ? 0n : this.#takeFrom(taken, lot, chosen);
      if (held < chosen) taken.unheld.push({ lotId: choice.lotId, quantity: chosen - held });
    }
  }

  #takeFrom(taken: Taken, lot: Lot, wanted: bigint): bigint {
    const quantity = lesser(wanted, lot.quantity);
    const shared = this.#pool === null ? takeOwnCost(lot, quantity) : this.#pool.take(quantity);
    lot.quantity -= quantity;
    taken.missing -= quantity;
    taken.portions.push({ lot, quantity, ...shared });
    return quantity;
  }
}

function takeOwnCost(lot: Lot, quantity: bigint) {
  const { cost: costBefore, quantity: quantityBefore } = lot;
  const cost = costBefore === null ? null : shareOf(costBefore, quantity, quantityBefore);
  lot.cost = costBefore === null || cost === null ? null : costBefore - cost;
  return { cost, costBefore, quantityBefore };
}

/**
 * A lot that came with its cost and age.
 * @throws RangeError for a quantity that is not above 0, or a cost below 0
 */
export function newLot(id: string, carried: CarriedLot, acquiredMs: number): NewLot {
  const quantity = toScaled(carried.quantity);
  const cost = carried.cost === null ? null : toScaled(carried.cost);
  if (quantity <= 0n) throw new RangeError(`a quantity of ${carried.quantity} in ${id}`);
  if (cost !== null && cost < 0n) throw new RangeError(`a cost of ${carried.cost} in ${id}`);
  const { origin, acquiredAt } = carried;
  return { id, origin, acquiredAt, acquiredMs, dayNumber: dayNumberOf(carried.acquiredDay), quantity, cost };
}
