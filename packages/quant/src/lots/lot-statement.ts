import { dayText } from "../calendar/utc-day.ts";
import { fromScaled, shareOf, toScaled } from "../decimals/scaled.ts";
import type { Portion, Taken } from "./lot-book.ts";
import type { Acquisition, Disposal, PlacedEvent, TransferOut } from "./lot-event.ts";
import type { Lot } from "./lot-queue.ts";
import type {
  CarriedTransfer,
  LeavingLot,
  LotMatch,
  LotOptions,
  LotResult,
  LotTotals,
  MissingAcquisition,
  OpenLot,
  RealisedDisposal,
  UnheldChoice,
} from "./lot-result.ts";

/** Units matched by a rule, before the disposal's proceeds are shared among its matches: scaled amounts. */
export type CostPortion = Omit<Portion, "lot"> & {
  rule: LotMatch["rule"];
  lotIds: readonly string[];
  acquiredAt: string | null;
  /** Days since 1970; null where no holding period counts. */
  acquiredDay: number | null;
};

/** Amounts of an acquisition or disposal after the fee setting: scaled. */
export interface NetAmounts {
  quantity: bigint;
  /** Cost or proceeds; net of the fee if fees are in cost. */
  amount: bigint;
  fee: bigint;
}

/**
 * Quantity, cost or proceeds, and fee.
 * @throws RangeError for a quantity that is not above 0, or a cost, with its fee, or proceeds below 0
 */
export function netAmounts(event: Acquisition | Disposal, feesInCost: boolean): NetAmounts {
  const quantity = toScaled(event.quantity);
  const fee = toScaled(event.fee ?? "0");
  const gross = toScaled(event.kind === "acquisition" ? event.cost : event.proceeds);
  const signed = event.kind === "acquisition" ? fee : -fee;
  const amount = feesInCost ? gross + signed : gross;
  if (quantity <= 0n) throw new RangeError(`a quantity of ${event.quantity} in ${event.id}`);
  // A fee may exceed what a sale brings, but nothing is bought for less than nothing.
  if (gross < 0n || (event.kind === "acquisition" && amount < 0n)) throw new RangeError(`${event.id} is below 0`);
  return { quantity, amount, fee };
}

/**
 * Units that a transfer takes out.
 * @throws RangeError for a quantity that is not above 0
 */
export function transferredQuantity(event: TransferOut): bigint {
  const quantity = toScaled(event.quantity);
  if (quantity <= 0n) throw new RangeError(`a quantity of ${event.quantity} in ${event.id}`);
  return quantity;
}

/** Gathers what the matching of a ledger finds and sums it up. */
export class LotStatement {
  readonly #options: LotOptions;
  readonly #disposals: RealisedDisposal[] = [];
  readonly #transfers: CarriedTransfer[] = [];
  readonly #missing: MissingAcquisition[] = [];
  readonly #unheld: UnheldChoice[] = [];
  readonly #gains = { short: 0n, long: 0n, undated: 0n };
  #proceeds = 0n;
  #cost = 0n;
  #fees = 0n;

  constructor(options: LotOptions) {
    this.#options = options;
  }

  addFee(fee: bigint): void {
    this.#fees += fee;
  }

  /** A disposal: what its portions do not cover is missing, the proceeds of the rest are shared among them in turn. */
  addDisposal(
    { event, day, dayNumber }: PlacedEvent<Disposal>,
    net: NetAmounts,
    portions: readonly CostPortion[],
  ): void {
    this.#fees += net.fee;
    const quantity = portions.reduce((sum, portion) => sum + portion.quantity, 0n);
    const proceeds = shareOf(net.amount, quantity, net.quantity);
    if (quantity < net.quantity) this.#addMissing(event, day, net.quantity - quantity, net.amount - proceeds);
    if (portions.length === 0) return;
    const cost = portions.reduce((sum, portion) => sum + portion.cost, 0n);
    this.#proceeds += proceeds;
    this.#cost += cost;
    const rest = { amount: proceeds, quantity };
    this.#disposals.push({
      disposalId: event.id,
      at: event.at,
      day,
      quantity: fromScaled(quantity),
      proceeds: fromScaled(proceeds),
      cost: fromScaled(cost),
      gain: fromScaled(proceeds - cost),
      fee: fromScaled(net.fee),
      proceedsFrom: { amount: fromScaled(net.amount), quantity: fromScaled(net.quantity) },
      matches: portions.map((portion) => this.#match(portion, rest, dayNumber)),
    });
  }

  /** Units that left by transfer. */
  addTransfer({ event, day }: PlacedEvent, taken: Taken): void {
    this.#transfers.push({ transferId: event.id, lots: taken.portions.map(leavingLot) });
    if (taken.missing > 0n) this.#addMissing(event, day, taken.missing, null);
  }

  addUnheld(eventId: string, unheld: Taken["unheld"]): void {
    for (const { lotId, quantity } of unheld) {
      this.#unheld.push({ eventId, lotId, quantity: fromScaled(quantity) });
    }
  }

  result(open: readonly Lot[]): LotResult {
    return {
      method: this.#options.method,
      openLots: open.map(openLot),
      disposals: this.#disposals,
      transfers: this.#transfers,
      missing: this.#missing,
      unheldChoices: this.#unheld,
      totals: this.#totals(open),
    };
  }

  #totals(open: readonly Lot[]): LotTotals {
    return {
      openQuantity: fromScaled(open.reduce((sum, lot) => sum + lot.quantity, 0n)),
      openCost: fromScaled(open.reduce((sum, lot) => sum + lot.cost, 0n)),
      proceeds: fromScaled(this.#proceeds),
      cost: fromScaled(this.#cost),
      gain: fromScaled(this.#proceeds - this.#cost),
      shortTermGain: fromScaled(this.#gains.short),
      longTermGain: fromScaled(this.#gains.long),
      undatedGain: fromScaled(this.#gains.undated),
      fees: fromScaled(this.#fees),
    };
  }

  /** Takes the portion's share of the proceeds out of the rest. */
  #match(portion: CostPortion, rest: { amount: bigint; quantity: bigint }, dayNumber: number): LotMatch {
    const { rule, lotIds, acquiredAt, quantity, cost } = portion;
    const proceedsFrom = { amount: fromScaled(rest.amount), quantity: fromScaled(rest.quantity) };
    const proceeds = shareOf(rest.amount, quantity, rest.quantity);
    rest.amount -= proceeds;
    rest.quantity -= quantity;
    const holdingDays = portion.acquiredDay === null ? null : dayNumber - portion.acquiredDay;
    const { longTermDays } = this.#options;
    const term = holdingDays === null || longTermDays === null ? null : holdingDays > longTermDays ? "long" : "short";
    this.#gains[term ?? "undated"] += proceeds - cost;
    return {
      rule,
      lotIds,
      acquiredAt,
      quantity: fromScaled(quantity),
      cost: fromScaled(cost),
      proceeds: fromScaled(proceeds),
      gain: fromScaled(proceeds - cost),
      holdingDays,
      term,
      costFrom: { amount: fromScaled(portion.costBefore), quantity: fromScaled(portion.quantityBefore) },
      proceedsFrom,
    };
  }

  #addMissing(event: PlacedEvent["event"], day: string, quantity: bigint, proceeds: bigint | null): void {
    const kind = event.kind === "disposal" ? "disposal" : "transfer-out";
    this.#missing.push({
      eventId: event.id,
      kind,
      at: event.at,
      day,
      quantity: fromScaled(quantity),
      proceeds: proceeds === null ? null : fromScaled(proceeds),
    });
  }
}

function leavingLot({ lot, quantity, cost }: Portion): LeavingLot {
  const { id: lotId, origin, acquiredAt, dayNumber } = lot;
  return {
    lotId,
    origin,
    acquiredAt,
    acquiredDay: dayText(dayNumber),
    quantity: fromScaled(quantity),
    cost: fromScaled(cost),
  };
}

function openLot({ id, origin, acquiredAt, dayNumber, quantity, cost }: Lot): OpenLot {
  return {
    id,
    origin,
    acquiredAt,
    acquiredDay: dayText(dayNumber),
    quantity: fromScaled(quantity),
    cost: fromScaled(cost),
  };
}
