import type { ListingChange } from "@cryptodesk/shared/market/stream.contract";

/** All listing changes of one published market version, latest value of each coin. */
export interface MarketTick {
  /** Grows with every published change; the same in every process, because the database hands it out. */
  version: number;
  at: Date;
  changes: ListingChange[];
}
