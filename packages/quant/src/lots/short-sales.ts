import { lesser, shareOf } from "../decimals/scaled.ts";
import { type LotLog, type ScaledMatch, shareKnown } from "./lot-log.ts";
import type { ScaledAcquisition } from "./scaled-event.ts";

/** Units sold before they were bought: scaled, shrinking as they are covered. */
export interface ShortSale {
  id: string;
  quantity: bigint;
  proceeds: bigint | null;
}

/** Open short positions: purchases cover them oldest first, and the gain is made when they are covered. */
export class ShortSales {
  readonly #log: LotLog;
  #open: ShortSale[];

  constructor(log: LotLog, open: ShortSale[] = []) {
    this.#log = log;
    this.#open = open;
  }

  open(): ShortSale[] {
    return this.#open;
  }

  add(short: ShortSale): void {
    this.#open.push(short);
  }

  /** Units of all open shorts change as those held do. */
  redenominate(from: bigint, to: bigint): void {
    for (const short of this.#open) short.quantity = shareOf(short.quantity, to, from);
  }

  /**
   * Covers shorts with an acquisition.
   * @returns what is left of it, null if nothing is
   */
  cover(acquisition: ScaledAcquisition): ScaledAcquisition | null {
    if (this.#open.length === 0) return acquisition;
    const rest = { quantity: acquisition.quantity, cost: acquisition.cost };
    const matches: ScaledMatch[] = [];
    let proceeds: bigint | null = 0n;
    let covered = 0;
    for (const short of this.#open) {
      if (rest.quantity === 0n) break;
      const match = coverOne(short, rest);
      proceeds = match.proceeds === null || proceeds === null ? null : proceeds + match.proceeds;
      matches.push(match);
      if (short.quantity === 0n) covered += 1;
    }
    if (covered > 0) this.#open = this.#open.slice(covered);
    const quantity = acquisition.quantity - rest.quantity;
    const whole = { amount: proceeds, quantity };
    // The fee of a purchase is counted with the purchase.
    this.#log.addRealised({ place: acquisition, quantity, proceeds, fee: 0n, whole, matches });
    return rest.quantity === 0n ? null : { ...acquisition, ...rest };
  }
}

function coverOne(short: ShortSale, rest: { quantity: bigint; cost: bigint | null }): ScaledMatch {
  const quantity = lesser(short.quantity, rest.quantity);
  const { proceeds: proceedsBefore, quantity: unitsBefore } = short;
  const { cost: costBefore, quantity: quantityBefore } = rest;
  const proceeds = shareKnown(proceedsBefore, quantity, unitsBefore);
  const cost = shareKnown(costBefore, quantity, quantityBefore);
  short.quantity -= quantity;
  short.proceeds = proceedsBefore === null || proceeds === null ? null : proceedsBefore - proceeds;
  rest.quantity -= quantity;
  rest.cost = costBefore === null || cost === null ? null : costBefore - cost;
  const place = { acquiredAt: null, acquiredDay: null };
  const before = { costBefore, quantityBefore, proceedsBefore, unitsBefore };
  return { rule: "short", lotIds: [short.id], ...place, quantity, cost, proceeds, ...before };
}
