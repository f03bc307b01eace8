import type { CarriedLot } from "./lot-event.ts";

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

/** An amount that belongs to so many units. */
export interface AmountOfQuantity {
  amount: string;
  quantity: string;
}

/** Units of one disposal matched with units that came in. Decimals are exact; amounts are in the base currency. */
export interface LotMatch {
  /** `lot` one lot, `average` a lot at the pool's mean cost, and the three rules of Section 104. */
  rule: "lot" | "average" | "same-day" | "thirty-day" | "pool";
  /** The lots matched: one, or all acquisitions of one day under a day rule; none for the pool of Section 104. */
  lotIds: readonly string[];
  acquiredAt: string | null;
  quantity: string;
  cost: string;
  proceeds: string;
  /** Proceeds minus cost. */
  gain: string;
  /** Calendar days from acquisition to disposal; null under Section 104, which knows no holding period. */
  holdingDays: number | null;
  term: "short" | "long" | null;
  /** What was left of the lot or pool: cost = amount · quantity of the match / quantity, rounded half even at 36 decimals. */
  costFrom: AmountOfQuantity;
  /** What was left of the covered part of the disposal, for the proceeds in the same way. */
  proceedsFrom: AmountOfQuantity;
}

/** A disposal as far as it is covered by units that are known to have come in. */
export interface RealisedDisposal {
  disposalId: string;
  at: string;
  day: string;
  quantity: string;
  /** Of the covered units, after the fee if fees are in cost. */
  proceeds: string;
  cost: string;
  gain: string;
  /** Of the whole disposal. */
  fee: string;
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

/** More went out than is known to have come in. */
export interface MissingAcquisition {
  eventId: string;
  kind: "disposal" | "transfer-out";
  at: string;
  day: string;
  /** Units without an acquisition. */
  quantity: string;
  /** What they brought; no gain is made of it. Null for a transfer. */
  proceeds: string | null;
}

/** A named lot that did not hold the units asked of it; they were taken oldest first instead. */
export interface UnheldChoice {
  eventId: string;
  lotId: string;
  quantity: string;
}

export interface LotTotals {
  openQuantity: string;
  openCost: string;
  proceeds: string;
  cost: string;
  gain: string;
  shortTermGain: string;
  longTermGain: string;
  /** Gain of matches without a term. */
  undatedGain: string;
  /** All fees, whether in cost or not. */
  fees: string;
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
