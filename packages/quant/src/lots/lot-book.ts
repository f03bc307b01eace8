import { dayNumberOf, millisecondsOf } from "../calendar/utc-day.ts";
import { lesser, shareOf, toScaled } from "../decimals/scaled.ts";
import { CostPool } from "./cost-pool.ts";
import type { CarriedLot, LotChoice, TransferIn } from "./lot-event.ts";
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
  cost: bigint;
  costBefore: bigint;
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
export type NewLot = Pick<Lot, "id" | "origin" | "acquiredAt" | "acquiredMs" | "dayNumber" | "quantity" | "cost">;

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

  add(lot: NewLot): void {
    this.#queue.add({ ...lot, sequence: this.#sequence, fullQuantity: lot.quantity, fullCost: lot.cost });
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
  const cost = shareOf(costBefore, quantity, quantityBefore);
  lot.cost -= cost;
  return { cost, costBefore, quantityBefore };
}

/**
 * The lots that a transfer brings in, each under an id of its own.
 * @throws RangeError for quantities that are not above 0, costs below 0, or an acquisition after the transfer
 */
export function lotsOfTransfer(transfer: TransferIn, transferMs: number): NewLot[] {
  return transfer.lots.map((carried, index) => newLot(`${transfer.id}:${index}`, carried, transferMs));
}

function newLot(id: string, carried: CarriedLot, transferMs: number): NewLot {
  const quantity = toScaled(carried.quantity);
  const cost = toScaled(carried.cost);
  const acquiredMs = millisecondsOf(carried.acquiredAt);
  if (quantity <= 0n) throw new RangeError(`a quantity of ${carried.quantity} in ${id}`);
  if (cost < 0n) throw new RangeError(`a cost of ${carried.cost} in ${id}`);
  if (acquiredMs > transferMs) throw new RangeError(`${id} was acquired after its transfer`);
  const { origin, acquiredAt } = carried;
  return { id, origin, acquiredAt, acquiredMs, dayNumber: dayNumberOf(carried.acquiredDay), quantity, cost };
}
