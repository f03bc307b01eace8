import { shareOf } from "../decimals/scaled.ts";
import type { Portion, Taken } from "./lot-book.ts";
import type { LotEvent } from "./lot-event.ts";
import type { LotMatch, MissingReason } from "./lot-result.ts";
import type { EventPlace, ScaledTransferIn, ScaledTransferOut } from "./scaled-event.ts";

/** Units matched by a rule, with their share of the proceeds and what was left of them before: scaled amounts. */
export interface ScaledMatch extends Omit<Portion, "lot"> {
  rule: LotMatch["rule"];
  lotIds: readonly string[];
  acquiredAt: string | null;
  /** Days since 1970; null where no holding period counts. */
  acquiredDay: number | null;
  proceeds: bigint | null;
  proceedsBefore: bigint | null;
  unitsBefore: bigint;
}

/** What was disposed of, or what covered a short sale: scaled amounts. */
export interface ScaledRealised {
  place: EventPlace;
  quantity: bigint;
  proceeds: bigint | null;
  cost: bigint | null;
  fee: bigint | null;
  /** The whole disposal. */
  whole: { amount: bigint | null; quantity: bigint };
  matches: ScaledMatch[];
}

export interface ScaledMissing {
  place: EventPlace;
  kind: LotEvent["kind"];
  reason: MissingReason;
  quantity: bigint;
  proceeds: bigint | null;
}

/** Sums over everything that was realised: scaled amounts. */
export interface RealisedTotals {
  proceeds: bigint;
  cost: bigint;
  short: bigint;
  long: bigint;
  undated: bigint;
  fees: bigint;
  unknownFees: number;
  /** Of matches whose gain is unknown, and so in none of the sums above. */
  withoutGain: { quantity: bigint; proceeds: bigint; cost: bigint };
}

export function noTotals(): RealisedTotals {
  const withoutGain = { quantity: 0n, proceeds: 0n, cost: 0n };
  return { proceeds: 0n, cost: 0n, short: 0n, long: 0n, undated: 0n, fees: 0n, unknownFees: 0, withoutGain };
}

/** An amount that goes out or comes in: quantity, what it brought, and its fee; scaled. */
export interface Exchange {
  quantity: bigint;
  amount: bigint | null;
  fee: bigint | null;
}

/** Keeps what the matching of a ledger finds, in scaled amounts, and sums it up. */
export class LotLog {
  readonly longTermDays: number | null;
  readonly totals: RealisedTotals;
  readonly realised: ScaledRealised[] = [];
  readonly transfers: { transferId: string; taken: Taken }[] = [];
  readonly missing: ScaledMissing[] = [];
  readonly unheld: { eventId: string; lotId: string; quantity: bigint }[] = [];

  /** @param totals of what was realised before */
  constructor(longTermDays: number | null, totals: RealisedTotals = noTotals()) {
    this.longTermDays = longTermDays;
    this.totals = totals;
  }

  addFee(fee: bigint | null): void {
    if (fee === null) this.totals.unknownFees += 1;
    else this.totals.fees += fee;
  }

  /**
   * A disposal: the proceeds are shared by quantity between what its matches cover and the rest, then among the matches
   * in turn, whose share is filled in here.
   * @returns what is not covered, and its part of the proceeds
   */
  addDisposal(place: EventPlace, exchange: Exchange, matches: ScaledMatch[]) {
    this.addFee(exchange.fee);
    let quantity = 0n;
    for (const match of matches) quantity += match.quantity;
    const proceeds = shareKnown(exchange.amount, quantity, exchange.quantity);
    if (matches.length > 0) {
      const rest = { amount: proceeds, quantity };
      for (const match of matches) shareProceeds(match, rest);
      this.addRealised({ place, quantity, proceeds, fee: exchange.fee, whole: exchange, matches });
    }
    const amount = exchange.amount === null || proceeds === null ? null : exchange.amount - proceeds;
    return { quantity: exchange.quantity - quantity, amount };
  }

  addRealised({ place, quantity, proceeds, fee, whole, matches }: Omit<ScaledRealised, "cost">): void {
    let cost: bigint | null = 0n;
    let uncosted = 0n;
    let uncostedProceeds: bigint | null = 0n;
    for (const match of matches) {
      cost = match.cost === null || cost === null ? null : cost + match.cost;
      this.#sum(match, place.dayNumber);
      if (match.cost !== null) continue;
      uncosted += match.quantity;
      uncostedProceeds =
        match.proceeds === null || uncostedProceeds === null ? null : uncostedProceeds + match.proceeds;
    }
    this.realised.push({ place, quantity, proceeds, cost, fee, whole, matches });
    if (uncosted > 0n) this.addMissing(place, "disposal", "unknown-cost", uncosted, uncostedProceeds);
    if (proceeds === null) this.addMissing(place, "disposal", "unknown-proceeds", quantity, null);
  }

  /** Units that left by transfer. */
  addTransfer(place: EventPlace, taken: Taken): void {
    this.transfers.push({ transferId: place.id, taken });
    if (taken.missing > 0n) this.addMissing(place, "transfer-out", "not-acquired", taken.missing, null);
  }

  /** Lists the lots of a transfer that came without a cost. */
  addUncosted({ lots, ...place }: ScaledTransferIn): void {
    const quantity = lots.reduce((sum, lot) => (lot.cost === null ? sum + lot.quantity : sum), 0n);
    if (quantity > 0n) this.addMissing(place, "transfer-in", "unknown-cost", quantity, null);
  }

  addMissing(
    place: EventPlace,
    kind: LotEvent["kind"],
    reason: MissingReason,
    quantity: bigint,
    proceeds: bigint | null,
  ): void {
    this.missing.push({ place, kind, reason, quantity, proceeds });
  }

  addUnheld({ id: eventId }: Pick<ScaledTransferOut, "id">, unheld: Taken["unheld"]): void {
    for (const { lotId, quantity } of unheld) this.unheld.push({ eventId, lotId, quantity });
  }

  #sum({ cost, proceeds, quantity, acquiredDay }: ScaledMatch, dayNumber: number): void {
    const { totals } = this;
    if (cost === null || proceeds === null) {
      totals.withoutGain.quantity += quantity;
      totals.withoutGain.cost += cost ?? 0n;
      totals.withoutGain.proceeds += proceeds ?? 0n;
      return;
    }
    totals.proceeds += proceeds;
    totals.cost += cost;
    const held = acquiredDay === null ? null : dayNumber - acquiredDay;
    totals[termOf(held, this.longTermDays) ?? "undated"] += proceeds - cost;
  }
}

/** Whether units were held for long; null where no holding period counts. */
export function termOf(holdingDays: number | null, longTermDays: number | null): "short" | "long" | null {
  if (holdingDays === null || longTermDays === null) return null;
  return holdingDays > longTermDays ? "long" : "short";
}

/** See `shareOf`; null of an unknown total. */
export function shareKnown(total: bigint | null, part: bigint, whole: bigint): bigint | null {
  return total === null ? null : shareOf(total, part, whole);
}

/** Takes the match's share of the proceeds out of the rest. */
function shareProceeds(match: ScaledMatch, rest: { amount: bigint | null; quantity: bigint }): void {
  match.proceedsBefore = rest.amount;
  match.unitsBefore = rest.quantity;
  match.proceeds = shareKnown(rest.amount, match.quantity, rest.quantity);
  rest.amount = rest.amount === null || match.proceeds === null ? null : rest.amount - match.proceeds;
  rest.quantity -= match.quantity;
}

/** A match whose share of the proceeds is still to be filled in. */
export function unpaidMatch(
  rule: ScaledMatch["rule"],
  lotIds: readonly string[],
  acquired: Pick<ScaledMatch, "acquiredAt" | "acquiredDay">,
  taken: Omit<Portion, "lot">,
): ScaledMatch {
  const { acquiredAt, acquiredDay } = acquired;
  const { quantity, cost, costBefore, quantityBefore } = taken;
  // Written out: spreading objects takes longer than the sums.
  return {
    rule,
    lotIds,
    acquiredAt,
    acquiredDay,
    quantity,
    cost,
    costBefore,
    quantityBefore,
    proceeds: null,
    proceedsBefore: null,
    unitsBefore: 0n,
  };
}
