/** A lot as it is worked on: amounts are scaled, see `toScaled`, and shrink as parts are taken. */
export interface Lot {
  id: string;
  origin: string;
  acquiredAt: string;
  acquiredMs: number;
  /** Days since 1970 of the acquisition. */
  dayNumber: number;
  /** Order of entry into this ledger. */
  sequence: number;
  quantity: bigint;
  /** Null where it is unknown. */
  cost: bigint | null;
  /** As acquired: they give the unit cost by which HIFO and LOFO choose, which parts taken must not move. */
  fullQuantity: bigint;
  fullCost: bigint | null;
}

/** Negative when the left lot is to be taken first. */
export type LotOrder = (left: Lot, right: Lot) => number;

/** Oldest first; of the same age, the one that came in first. */
export const oldestFirst: LotOrder = (left, right) =>
  left.acquiredMs - right.acquiredMs || left.sequence - right.sequence;

/** Youngest first; of the same age, the one that came in last. */
export const youngestFirst: LotOrder = (left, right) => oldestFirst(right, left);

/** Highest unit cost first, unknown ones last; of the same unit cost, the oldest. */
export const dearestFirst: LotOrder = (left, right) =>
  unknownLast(left, right) || -byUnitCost(left, right) || oldestFirst(left, right);

/** Lowest unit cost first, unknown ones last; of the same unit cost, the oldest. */
export const cheapestFirst: LotOrder = (left, right) =>
  unknownLast(left, right) || byUnitCost(left, right) || oldestFirst(left, right);

function unknownLast(left: Lot, right: Lot): number {
  return Number(left.fullCost === null) - Number(right.fullCost === null);
}

// Cross products instead of quotients: equal unit costs stay equal.
function byUnitCost(left: Lot, right: Lot): number {
  if (left.fullCost === null || right.fullCost === null) return 0;
  const difference = left.fullCost * right.fullQuantity - right.fullCost * left.fullQuantity;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** Open lots, the next one to be taken at hand: a binary heap, so that long ledgers stay near linear. */
export class LotQueue {
  readonly #heap: Lot[] = [];
  readonly #byId = new Map<string, Lot>();
  readonly #order: LotOrder;

  constructor(order: LotOrder) {
    this.#order = order;
  }

  add(lot: Lot): void {
    this.#byId.set(lot.id, lot);
    const heap = this.#heap;
    let at = heap.push(lot) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.#isBefore(at, above)) break;
      this.#swap(at, above);
      at = above;
    }
  }

  /** The next lot that has something left. */
  next(): Lot | undefined {
    while (this.#heap[0]?.quantity === 0n) this.#removeTop();
    return this.#heap[0];
  }

  /** A lot by its id, while something of it is left. */
  find(id: string): Lot | undefined {
    const lot = this.#byId.get(id);
    return lot === undefined || lot.quantity === 0n ? undefined : lot;
  }

  /** Every lot that has something left, oldest first. */
  open(): Lot[] {
    return this.#heap.filter((lot) => lot.quantity > 0n).sort(oldestFirst);
  }

  /** The queue made anew from its open lots, after something that may have moved their order. */
  reorder(): void {
    const lots = this.open();
    this.#heap.length = 0;
    this.#byId.clear();
    for (const lot of lots) this.add(lot);
  }

  #removeTop(): void {
    const top = this.#heap[0];
    const last = this.#heap.pop();
    if (top !== undefined) this.#byId.delete(top.id);
    if (last === undefined || this.#heap.length === 0) return;
    this.#heap[0] = last;
    let at = 0;
    for (;;) {
      let first = at;
      for (const below of [2 * at + 1, 2 * at + 2]) if (this.#isBefore(below, first)) first = below;
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  #isBefore(at: number, other: number): boolean {
    const [left, right] = [this.#heap[at], this.#heap[other]];
    return left !== undefined && right !== undefined && this.#order(left, right) < 0;
  }

  #swap(at: number, other: number): void {
    const [left, right] = [this.#heap[at], this.#heap[other]];
    if (left === undefined || right === undefined) return;
    this.#heap[at] = right;
    this.#heap[other] = left;
  }
}
