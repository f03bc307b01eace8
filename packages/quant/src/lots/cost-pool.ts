import { shareOf } from "../decimals/scaled.ts";
import type { Lot } from "./lot-queue.ts";

/** What a pool holds: scaled amounts. */
export interface PoolAmounts {
  quantity: bigint;
  /** Null while units of unknown cost are among them: then the mean is unknown too, until the pool is empty. */
  cost: bigint | null;
}

/** Units that all have the same, mean cost: scaled amounts. */
export class CostPool {
  #quantity: bigint;
  #cost: bigint | null;

  constructor(amounts: PoolAmounts = { quantity: 0n, cost: 0n }) {
    this.#quantity = amounts.quantity;
    this.#cost = amounts.cost;
  }

  add(quantity: bigint, cost: bigint | null): void {
    this.#quantity += quantity;
    this.#cost = cost === null || this.#cost === null ? null : this.#cost + cost;
  }

  /** Takes units that the pool has, with their share of its cost and what it had before. */
  take(quantity: bigint): { cost: bigint | null; costBefore: bigint | null; quantityBefore: bigint } {
    const costBefore = this.#cost;
    const quantityBefore = this.#quantity;
    const cost = costBefore === null ? null : shareOf(costBefore, quantity, quantityBefore);
    this.#quantity -= quantity;
    this.#cost = costBefore === null || cost === null ? null : costBefore - cost;
    if (this.#quantity === 0n) this.#cost = 0n;
    return { cost, costBefore, quantityBefore };
  }

  /** As many units as a redenomination left of them, at the same cost. */
  resize(quantity: bigint): void {
    this.#quantity = quantity;
  }

  amounts(): PoolAmounts {
    return { quantity: this.#quantity, cost: this.#cost };
  }

  /** The pool's lots with its cost shared among them by quantity. */
  spread(lots: readonly Lot[]): Lot[] {
    let quantity = this.#quantity;
    let cost = this.#cost;
    return lots.map((lot) => {
      if (cost === null) return { ...lot, cost };
      const share = shareOf(cost, lot.quantity, quantity);
      quantity -= lot.quantity;
      cost -= share;
      return { ...lot, cost: share };
    });
  }
}
