import type { AssetStanding } from "@cryptodesk/quant/ledger/asset-replay";
import type { KnownSum } from "@cryptodesk/quant/ledger/ledger-statement";

/** What a calculation leaves behind: everything of a portfolio that does not move with prices. Amounts are in its currency. */
export interface StoredFigures {
  currency: string;
  /** `YYYY-MM-DD` up to which everything is in them. */
  day: string;
  /** Of the first transaction. */
  firstDay: string | null;
  transactionCount: number;
  /** A value was taken from a price that may still change, or is unknown for lack of one. */
  isProvisional: boolean;
  /** By asset id. */
  holdings: AssetStanding[];
  /** Fees that belong to no asset. */
  otherFees: KnownSum;
}
