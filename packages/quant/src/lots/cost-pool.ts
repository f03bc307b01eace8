import { shareOf } from "../decimals/scaled.ts";
import type { Lot } from "./lot-queue.ts";

/** Units that all have the same, mean cost: scaled amounts. */
export class CostPool {
  #quantity = 0n;
  #cost = 0n;

  add(quantity: bigint, cost: bigint): void {
    this.#quantity += quantity;
    this.#cost += cost;
  }

  /** Takes units that the pool has, with their share of its cost and what it had before. */
  take(quantity: bigint): { cost: bigint; costBefore: bigint; quantityBefore: bigint } {
    const costBefore = this.#cost;
    const quantityBefore = this.#quantity;
    const cost = shareOf(costBefore, quantity, quantityBefore);
    this.#cost -= cost;
    this.#quantity -= quantity;
    return { cost, costBefore, quantityBefore };
  }

  /** The pool's lots with its cost shared among them by quantity. */
  spread(lots: readonly Lot[]): Lot[] {
    let quantity = this.#quantity;
    let cost = this.#cost;
    return lots.map((lot) => {
      const share = shareOf(cost, lot.quantity, quantity);
      quantity -= lot.quantity;
      cost -= share;
      return { ...lot, cost: share };
    });
  }
}
