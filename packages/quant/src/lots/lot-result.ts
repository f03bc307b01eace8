import type { CarriedLot, LotEvent } from "./lot-event.ts";

/**
 * How units that go out find the units that came in:
 * `fifo` oldest first, `lifo` youngest first, `hifo` highest unit cost first, `lofo` lowest unit cost first;
 * `average` at the mean cost of all units held (pooled adjusted cost base: Income Tax Act of Canada, section 47);
 * `section-104` same day, then the 30 days after, then the pool (United Kingdom, TCGA 1992, sections 104 to 106A);
 * `specific` the lots named by the disposal, the rest oldest first (United States, 26 CFR 1.1012-1(c)).
 */
export type CostMethod = "fifo" | "lifo" | "hifo" | "lofo" | "average" | "section-104" | "specific";

export interface LotOptions {
  method: CostMethod;
  /** Whether fees raise the cost of what is bought and lower the proceeds of what is sold; else they are only summed. */
  feesInCost: boolean;
  /** Held for more days than these is long-term; null where the law knows no such difference. */
  longTermDays: number | null;
}

/** An amount that belongs to so many units; null where it is unknown. */
export interface AmountOfQuantity {
  amount: string | null;
  quantity: string;
}

/** Units of one disposal matched with units that came in. Decimals are exact; amounts are in the base currency. */
export interface LotMatch {
  /**
   * `lot` one lot, `average` a lot at the pool's mean cost, the three rules of Section 104, and `short` a short sale
   * that an acquisition covers.
   */
  rule: "lot" | "average" | "same-day" | "thirty-day" | "pool" | "short";
  /**
   * The lots matched: one, or all acquisitions of one day under a day rule; none for the pool of Section 104; the sale
   * of a short one.
   */
  lotIds: readonly string[];
  acquiredAt: string | null;
  quantity: string;
  /** Null where it is unknown. */
  cost: string | null;
  /** Null where they are unknown. */
  proceeds: string | null;
  /** Proceeds minus cost; null where one of them is unknown. */
  gain: string | null;
  /** Calendar days from acquisition to disposal; null under Section 104, which knows no holding period. */
  holdingDays: number | null;
  term: "short" | "long" | null;
  /** What was left of the lot or pool: cost = amount · quantity of the match / quantity, rounded half even at 36 decimals. */
  costFrom: AmountOfQuantity;
  /** What was left of the covered part of the disposal, for the proceeds in the same way. */
  proceedsFrom: AmountOfQuantity;
}

/** A disposal as far as it is covered by units that are known to have come in, or a purchase as far as it covers shorts. */
export interface RealisedDisposal {
  /** The event that realised it: the disposal, or the acquisition that covers a short sale. */
  disposalId: string;
  at: string;
  day: string;
  quantity: string;
  /** Of the covered units, after the fee if fees are in cost; null where they are unknown. */
  proceeds: string | null;
  /** Null where that of any match is unknown. */
  cost: string | null;
  gain: string | null;
  /** Of the whole disposal; null where it is unknown. */
  fee: string | null;
  /** The whole disposal, net of the fee if fees are in cost: its covered part shares in it by quantity. */
  proceedsFrom: AmountOfQuantity;
  matches: readonly LotMatch[];
}

export interface OpenLot extends CarriedLot {
  /** The acquisition's id; `transfer:number` for what came by transfer. */
  id: string;
}

/** Part of a lot that left by transfer. */
export interface LeavingLot extends CarriedLot {
  /** The lot in the ledger that it left. */
  lotId: string;
}

/** Units that left by transfer, with the cost and age that travel. */
export interface CarriedTransfer {
  transferId: string;
  lots: readonly LeavingLot[];
}

/**
 * What is not known: `not-acquired` more went out than is known to have come in; `unknown-cost` units came in without a
 * cost, or went out that had; `unknown-proceeds` units went out for nobody knows what.
 */
export type MissingReason = "not-acquired" | "unknown-cost" | "unknown-proceeds";

/** Units of which something is missing; no gain is made of them. */
export interface MissingAcquisition {
  eventId: string;
  kind: LotEvent["kind"];
  reason: MissingReason;
  at: string;
  day: string;
  quantity: string;
  /** What they brought. Null for what came in, for a transfer, and where it is unknown. */
  proceeds: string | null;
}

/** A named lot that did not hold the units asked of it; they were taken oldest first instead. */
export interface UnheldChoice {
  eventId: string;
  lotId: string;
  quantity: string;
}

/** Sums over what is known, with how much is not in them. */
export interface LotTotals {
  openQuantity: string;
  openCost: string;
  /** Open units that are not in the open cost, for theirs is unknown. */
  openQuantityWithoutCost: string;
  proceeds: string;
  cost: string;
  gain: string;
  shortTermGain: string;
  longTermGain: string;
  /** Gain of matches without a term. */
  undatedGain: string;
  /** Matches of unknown gain, which are in none of the sums above: units, and what is known of proceeds and cost. */
  withoutGain: { quantity: string; proceeds: string; cost: string };
  /** All known fees, whether in cost or not. */
  fees: string;
  /** Events whose fee is unknown. */
  unknownFees: number;
}

export interface LotResult {
  method: CostMethod;
  openLots: readonly OpenLot[];
  disposals: readonly RealisedDisposal[];
  transfers: readonly CarriedTransfer[];
  missing: readonly MissingAcquisition[];
  unheldChoices: readonly UnheldChoice[];
  totals: LotTotals;
}
