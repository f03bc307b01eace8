import type { DailyPrices, DailyValues } from "@cryptodesk/quant/ledger/daily-values";
import type { LedgerStatement } from "@cryptodesk/quant/ledger/ledger-statement";
import type { Replay } from "@cryptodesk/quant/ledger/replay";
import type { LedgerSettings, Transaction } from "@cryptodesk/quant/ledger/transaction";
import type { SourcedPrice } from "@cryptodesk/shared/portfolio/holding.contract";
import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { TransactionType } from "@cryptodesk/shared/portfolio/transaction.contract";

/** A stored transaction as a calculation reads it: exact decimal text in its own currency, times ISO in UTC. */
export interface TransactionRecord {
  id: string;
  walletId: string;
  type: TransactionType;
  at: string;
  assetId: string | null;
  quantity: string | null;
  price: string | null;
  value: string | null;
  currency: string;
  fees: string | null;
  feeAssetId: string | null;
  toAssetId: string | null;
  toQuantity: string | null;
  cost: string | null;
  acquiredAt: string | null;
  splitFrom: string | null;
  splitTo: string | null;
  lots: { lotId: string; quantity: string }[];
  linkId: string | null;
}

/** How an amount of a transaction came to the portfolio's currency. */
export interface Valuation {
  /** Which amount of the transaction. */
  field: "value" | "fee" | "cost";
  /** In the portfolio's currency; null where it is unknown. */
  amount: string | null;
  /** `given`: said with the transaction; `market`: units times the day's closing price. */
  from: "given" | "market" | "unknown";
  /** As it was said, before conversion; null with `market`. */
  given: { amount: string; currency: string } | null;
  /** Units of the portfolio's currency for one of `given.currency`; null where none was needed or is known. */
  rate: SourcedPrice | null;
  /** Of one unit in the portfolio's currency, with `market`. */
  price: SourcedPrice | null;
  /** What units were valued, with `market`; of a swap either leg. */
  units?: { assetId: string; quantity: string };
}

/** Two prices of which a third was made: `product` a price in US dollars times a rate, `quotient` one rate by another. */
export interface PriceParts {
  operation: "product" | "quotient";
  first: PricePart;
  second: PricePart;
}

export interface PricePart extends SourcedPrice {
  /** In words: of what, in which currency. */
  name: string;
}

/** Closing prices of an asset by day in the portfolio's currency, with who says so. */
export interface PriceHistory extends DailyPrices {
  /** Of the price at each position of `prices`, a source; null where there is no price. */
  sources: readonly (string | null)[];
}

/**
 * Everything that the figures of one portfolio are computed from. It lives in a calculation thread; what is expensive is
 * computed when it is first asked for and kept until something changes.
 */
export interface PortfolioLedger {
  readonly portfolioId: string;
  readonly currency: string;
  readonly revision: number;
  readonly rules: LedgerRules;
  readonly settings: LedgerSettings;
  readonly benchmark: Benchmark | null;
  /** ISO time in UTC up to which everything counts. */
  readonly now: string;
  /** `YYYY-MM-DD` of `now`; the last day. */
  readonly today: string;
  /** In the portfolio's currency, all of them up to `today`, in no order. */
  readonly transactions: readonly Transaction[];
  readonly records: ReadonlyMap<string, TransactionRecord>;
  readonly valuations: ReadonlyMap<string, readonly Valuation[]>;
  /** Closing prices by asset; the last day's is the live one. */
  readonly prices: ReadonlyMap<string, PriceHistory>;
  readonly livePrices: ReadonlyMap<string, SourcedPrice>;
  /** For how many days an older price stands in for a missing one. */
  readonly carryDays: number;
  /** The whole ledger replayed under `settings`. */
  replay(): Replay;
  statement(): LedgerStatement;
  daily(): DailyValues;
  /** What a price of a day was made of; null where it was found as it is, or not at all. */
  priceParts(assetId: string, day: string): PriceParts | null;
  /** Closing prices of something that the portfolio need not hold, in its currency: a benchmark. Null: nothing known. */
  benchmarkPrices(coinId: string): PriceHistory | null;
}
