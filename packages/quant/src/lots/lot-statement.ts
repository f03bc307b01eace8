import { dayText } from "../calendar/utc-day.ts";
import { fromScaled } from "../decimals/scaled.ts";
import type { Portion, Taken } from "./lot-book.ts";
import { type LotLog, type ScaledMatch, type ScaledMissing, type ScaledRealised, termOf } from "./lot-log.ts";
import type { Lot } from "./lot-queue.ts";
import type {
  CostMethod,
  LeavingLot,
  LotMatch,
  LotResult,
  LotTotals,
  MissingAcquisition,
  OpenLot,
  RealisedDisposal,
} from "./lot-result.ts";

/** What a log found, as decimal text. */
export function lotStatement(method: CostMethod, log: LotLog, open: readonly Lot[]): LotResult {
  return {
    method,
    openLots: open.map(openLot),
    disposals: log.realised.map((realised) => realisedDisposal(realised, log.longTermDays)),
    transfers: log.transfers.map(({ transferId, taken }) => ({ transferId, lots: leavingLots(taken) })),
    missing: log.missing.map(missingAcquisition),
    unheldChoices: log.unheld.map((unheld) => ({ ...unheld, quantity: fromScaled(unheld.quantity) })),
    totals: lotTotals(log, open),
  };
}

/** The text of a scaled amount; null of an unknown one. */
export function textOf(amount: bigint | null): string | null {
  return amount === null ? null : fromScaled(amount);
}

export function realisedDisposal(realised: ScaledRealised, longTermDays: number | null): RealisedDisposal {
  const { place, quantity, proceeds, cost, fee, whole, matches } = realised;
  return {
    disposalId: place.id,
    at: place.at,
    day: place.day,
    quantity: fromScaled(quantity),
    proceeds: textOf(proceeds),
    cost: textOf(cost),
    gain: textOf(proceeds === null || cost === null ? null : proceeds - cost),
    fee: textOf(fee),
    proceedsFrom: { amount: textOf(whole.amount), quantity: fromScaled(whole.quantity) },
    matches: matches.map((match) => lotMatch(match, place.dayNumber, longTermDays)),
  };
}

function lotMatch(match: ScaledMatch, dayNumber: number, longTermDays: number | null): LotMatch {
  const { rule, lotIds, acquiredAt, quantity, cost, proceeds } = match;
  const holdingDays = match.acquiredDay === null ? null : dayNumber - match.acquiredDay;
  return {
    rule,
    lotIds,
    acquiredAt,
    quantity: fromScaled(quantity),
    cost: textOf(cost),
    proceeds: textOf(proceeds),
    gain: textOf(proceeds === null || cost === null ? null : proceeds - cost),
    holdingDays,
    term: termOf(holdingDays, longTermDays),
    costFrom: { amount: textOf(match.costBefore), quantity: fromScaled(match.quantityBefore) },
    proceedsFrom: { amount: textOf(match.proceedsBefore), quantity: fromScaled(match.unitsBefore) },
  };
}

export function missingAcquisition({ place, kind, reason, quantity, proceeds }: ScaledMissing): MissingAcquisition {
  const { id: eventId, at, day } = place;
  return { eventId, kind, reason, at, day, quantity: fromScaled(quantity), proceeds: textOf(proceeds) };
}

function lotTotals({ totals }: LotLog, open: readonly Lot[]): LotTotals {
  const { proceeds, cost, withoutGain } = totals;
  const costed = open.filter((lot) => lot.cost !== null);
  const openQuantity = sumOf(open, (lot) => lot.quantity);
  return {
    openQuantity: fromScaled(openQuantity),
    openCost: fromScaled(sumOf(costed, (lot) => lot.cost ?? 0n)),
    openQuantityWithoutCost: fromScaled(openQuantity - sumOf(costed, (lot) => lot.quantity)),
    proceeds: fromScaled(proceeds),
    cost: fromScaled(cost),
    gain: fromScaled(proceeds - cost),
    shortTermGain: fromScaled(totals.short),
    longTermGain: fromScaled(totals.long),
    undatedGain: fromScaled(totals.undated),
    withoutGain: {
      quantity: fromScaled(withoutGain.quantity),
      proceeds: fromScaled(withoutGain.proceeds),
      cost: fromScaled(withoutGain.cost),
    },
    fees: fromScaled(totals.fees),
    unknownFees: totals.unknownFees,
  };
}

function sumOf<T>(items: readonly T[], of: (item: T) => bigint): bigint {
  return items.reduce((sum, item) => sum + of(item), 0n);
}

/** What left by transfer, with its cost and age. */
export function leavingLots({ portions }: Taken): LeavingLot[] {
  return portions.map(leavingLot);
}

function leavingLot({ lot, quantity, cost }: Portion): LeavingLot {
  const { id: lotId, origin, acquiredAt, dayNumber } = lot;
  const acquiredDay = dayText(dayNumber);
  return { lotId, origin, acquiredAt, acquiredDay, quantity: fromScaled(quantity), cost: textOf(cost) };
}

export function openLot({ id, origin, acquiredAt, dayNumber, quantity, cost }: Lot): OpenLot {
  return {
    id,
    origin,
    acquiredAt,
    acquiredDay: dayText(dayNumber),
    quantity: fromScaled(quantity),
    cost: textOf(cost),
  };
}
