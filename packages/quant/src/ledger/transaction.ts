import type { MethodFrom } from "../lots/asset-book.ts";
import type { CarriedLot, LotChoice } from "../lots/lot-event.ts";

/** What every transaction of a portfolio has. Amounts are decimal text in the portfolio's base currency. */
interface Dated {
  /** Unique within the portfolio. */
  id: string;
  /** ISO time in UTC, ending in Z. */
  at: string;
  /** Calendar day `YYYY-MM-DD` by which days and years count; the UTC day of `at` unless given. */
  day?: string;
  /** The account or wallet of the portfolio. */
  accountId: string;
  fee?: Fee;
}

/**
 * What a transaction cost beside its value: an amount of the base currency, negative for a rebate; or units of an asset,
 * which are thereby disposed of at their value. Null where it is unknown.
 */
export type Fee = { amount: string | null } | { assetId: string; quantity: string; value: string | null };

interface OfAsset extends Dated {
  assetId: string;
  /** Units, above 0. */
  quantity: string;
}

interface Valued extends OfAsset {
  /** What all units were worth, or brought, without fee, 0 or more; null where it is unknown, never 0 for that. */
  value: string | null;
}

/** For money from outside the portfolio. Cash kept in it is an asset like any other: buying from it is a swap. */
export interface Buy extends Valued {
  type: "buy";
}

export interface Sell extends Valued {
  type: "sell";
  /** Lots to be sold, for specific identification. */
  lots?: readonly LotChoice[];
}

/** Units from outside: `value` is what they are worth now, `cost` what they once cost. */
export interface Deposit extends Valued {
  type: "deposit" | "opening-balance";
  /** Null where it is unknown. */
  cost: string | null;
  /** ISO time in UTC of the acquisition; that of the transaction unless given. */
  acquiredAt?: string;
}

/** Units that left for outside without being disposed of; what is spent is sold. */
export interface Withdrawal extends Valued {
  type: "withdrawal";
  lots?: readonly LotChoice[];
}

/** Units that left for another account or portfolio of the owner. */
export interface TransferOut extends Valued {
  type: "transfer-out";
  /** The same on both sides, on no other transaction. */
  link: string;
  lots?: readonly LotChoice[];
}

/** Units that came from there, as many as left: what the way cost is a fee. */
export interface TransferIn extends Valued {
  type: "transfer-in";
  link: string;
  /** What travelled, where the other side is in another portfolio; without it cost and age are unknown. */
  lots?: readonly CarriedLot[];
}

/** One event, two legs: what goes out brings the value for which the other comes in. */
export interface Swap extends Dated {
  type: "swap";
  out: { assetId: string; quantity: string };
  in: { assetId: string; quantity: string };
  /** What either leg was worth, without fee; null where it is unknown. */
  value: string | null;
  lots?: readonly LotChoice[];
}

/** Nothing but a fee. */
export interface FeeOnly extends Dated {
  type: "fee";
  fee: Fee;
}

/** Units earned or given, at their value. */
export interface Received extends Valued {
  type: "staking-reward" | "interest" | "airdrop" | "mining" | "gift-in";
}

export interface GiftOut extends Valued {
  type: "gift-out";
  lots?: readonly LotChoice[];
}

/** Units that are gone for nothing. */
export interface Lost extends OfAsset {
  type: "lost" | "stolen";
  lots?: readonly LotChoice[];
}

/** So many old units became so many new ones, in every account. */
export interface Split extends Dated {
  type: "split";
  assetId: string;
  /** Old units, above 0. */
  from: string;
  /** New units for them, above 0. */
  to: string;
}

export type Transaction =
  | Buy
  | Sell
  | Deposit
  | Withdrawal
  | TransferOut
  | TransferIn
  | Swap
  | FeeOnly
  | Received
  | GiftOut
  | Lost
  | Split;

export interface LedgerSettings {
  /** See `BookOptions`. */
  methods: readonly MethodFrom[];
  /** Whether fees raise the cost of what is bought and lower the proceeds of what is sold; else they are only summed. */
  feesInCost: boolean;
  /** Held for more days than these is long-term; null where the law knows no such difference. */
  longTermDays: number | null;
  shorts: "refuse" | "allow";
  /** Whether each account keeps its own lots; under Section 104 all accounts are one holding whatever is set. */
  lots: "account" | "portfolio";
  /** Whether a gift received counts as income or only as an acquisition; both at its value. */
  giftsReceived: "income" | "acquisition";
  /** Whether a gift made is a disposal at its value or leaves without gain. */
  giftsMade: "disposal" | "removal";
  /** Whether what is lost or stolen realises a loss or leaves without one. */
  losses: "disposal" | "removal";
}

/** A transaction that contradicts itself or another. */
export class TransactionError extends RangeError {
  readonly transactionId: string;
  readonly field: string;

  constructor(transactionId: string, field: string, reason: string) {
    super(`transaction ${transactionId}, ${field}: ${reason}`);
    this.name = "TransactionError";
    this.transactionId = transactionId;
    this.field = field;
  }
}
