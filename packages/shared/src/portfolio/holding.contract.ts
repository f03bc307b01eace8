import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { AssetId, AssetRef, CalculationState, Day, PortfolioTotals } from "./portfolio.contract.ts";
import { TransactionDraft } from "./transaction.contract.ts";

/** A price in the portfolio's currency with where it comes from. */
export const SourcedPrice = z
  .object({
    price: DecimalString,
    source: z.string().describe("who says so, and by whose exchange rate where it was converted"),
    at: IsoTime,
  })
  .meta({ id: "SourcedPrice" });
export type SourcedPrice = z.infer<typeof SourcedPrice>;

/** What is held of one asset. Amounts are in the portfolio's currency. */
export const Holding = z
  .object({
    asset: AssetRef,
    quantity: DecimalString.describe("less what was sold short"),
    costBasis: DecimalString.nullable().describe("of one unit, on average"),
    costBasisTotal: DecimalString.nullable().describe("of the open lots; null where that of any is unknown"),
    knownCostBasis: DecimalString,
    quantityWithoutCost: DecimalString,
    currentValue: DecimalString.nullable(),
    unrealizedPnl: DecimalString.nullable(),
    unrealizedPnlPct: DecimalString.nullable().describe("of the cost basis"),
    realizedPnl: DecimalString.describe("sum of the known gains"),
    quantityWithoutGain: DecimalString.describe("units disposed of whose gain is unknown"),
    income: DecimalString,
    fees: DecimalString,
    price: SourcedPrice.nullable(),
    change24hPct: DecimalString.nullable(),
    allocationPct: DecimalString.nullable().describe("of the value of all that has a price"),
    wallets: z.array(z.object({ walletId: z.uuid(), name: z.string(), quantity: DecimalString })),
    missing: z.int().describe("entries of the queue of missing acquisitions"),
    lastUpdated: IsoTime.describe("time of the price, or of the calculation where there is none"),
  })
  .meta({ id: "Holding" });
export type Holding = z.infer<typeof Holding>;

/** Where a portfolio stands. */
export const PortfolioSummary = z
  .object({
    portfolioId: z.uuid(),
    name: z.string(),
    currency: z.string(),
    calculation: CalculationState,
    pricedAt: IsoTime,
    totals: PortfolioTotals,
    transactionCount: z.int(),
    firstDay: Day.nullable().describe("of the first transaction"),
    simulated: z.boolean(),
  })
  .meta({ id: "PortfolioSummary" });
export type PortfolioSummary = z.infer<typeof PortfolioSummary>;

export const HoldingList = z
  .object({
    items: z.array(Holding).describe("by value, those without a price last"),
    nextCursor: z.string().nullable(),
    currency: z.string(),
    calculation: CalculationState,
    pricedAt: IsoTime,
  })
  .meta({ id: "HoldingList" });
export type HoldingList = z.infer<typeof HoldingList>;

const wait = z
  .int()
  .min(0)
  .max(10_000)
  .default(250)
  .describe("milliseconds to wait for a calculation that runs before the last one's figures are answered");

export const GetSummaryInput = z.strictObject({ portfolioId: z.uuid(), waitMs: wait });
export type GetSummaryInput = z.infer<typeof GetSummaryInput>;

export const ListHoldingsInput = z.strictObject({
  portfolioId: z.uuid(),
  closed: z.boolean().default(false).describe("also what is not held any more"),
  waitMs: wait,
});
export type ListHoldingsInput = z.infer<typeof ListHoldingsInput>;

export const HoldingRef = z.strictObject({ portfolioId: z.uuid(), assetId: AssetId });
export type HoldingRef = z.infer<typeof HoldingRef>;

export const ListLotsInput = HoldingRef.extend({ cursor: pageInput.cursor });
export type ListLotsInput = z.infer<typeof ListLotsInput>;

export const Term = z.enum(["short", "long"]).nullable().describe("null: unknown, or no such difference");

/** An open lot: units that came in together, and what is left of them. */
export const Lot = z
  .object({
    id: z.string(),
    transactionId: z.uuid().nullable().describe("with which the units came in"),
    walletId: z.uuid().nullable().describe("null where all wallets are one holding"),
    acquiredAt: IsoTime,
    acquiredDay: Day,
    quantity: DecimalString,
    costTotal: DecimalString.nullable(),
    costPerUnit: DecimalString.nullable(),
    currentValue: DecimalString.nullable(),
    unrealizedPnl: DecimalString.nullable(),
    holdingDays: z.int(),
    term: Term,
  })
  .meta({ id: "Lot" });
export type Lot = z.infer<typeof Lot>;

export const LotList = z
  .object({
    asset: AssetRef,
    currency: z.string(),
    method: z.string(),
    price: SourcedPrice.nullable(),
    items: z.array(Lot).describe("oldest first, at most 1,000 a page"),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .meta({ id: "LotList" });
export type LotList = z.infer<typeof LotList>;

/** Why a unit's cost or gain is unknown: to be mended by recording what is missing. */
export const MissingEntry = z
  .object({
    transactionId: z.uuid(),
    asset: AssetRef,
    walletId: z.uuid().nullable(),
    day: Day,
    date: IsoTime,
    reason: z
      .enum(["not-acquired", "unknown-cost", "unknown-proceeds"])
      .describe(
        "not-acquired: more went out than is known to have come in; unknown-cost and unknown-proceeds: a value is missing",
      ),
    quantity: DecimalString.describe("units of which it is missing"),
    proceeds: DecimalString.nullable().describe("what they brought, where that is known"),
  })
  .meta({ id: "MissingEntry" });
export type MissingEntry = z.infer<typeof MissingEntry>;

export const ListMissingInput = z.strictObject({ portfolioId: z.uuid(), cursor: pageInput.cursor });
export type ListMissingInput = z.infer<typeof ListMissingInput>;

export const MissingList = z
  .object({
    items: z.array(MissingEntry).describe("oldest first, at most 1,000 a page"),
    nextCursor: z.string().nullable(),
    total: z.int(),
  })
  .meta({ id: "MissingList" });
export type MissingList = z.infer<typeof MissingList>;

export const PreviewInput = z.strictObject({
  portfolioId: z.uuid(),
  transactionId: z.uuid().optional().describe("the transaction that the draft would replace"),
  draft: TransactionDraft,
});
export type PreviewInput = z.infer<typeof PreviewInput>;

const position = z.object({
  quantity: DecimalString,
  costBasisTotal: DecimalString.nullable(),
  realizedPnl: DecimalString,
});

/** What a transaction would do, before it is recorded. */
export const Preview = z
  .object({
    currency: z.string(),
    value: DecimalString.nullable().describe("of the transaction, in the portfolio's currency"),
    valueFrom: z.enum(["given", "market"]).nullable().describe("market: the day's closing price stands in"),
    valuePrice: SourcedPrice.nullable(),
    feeValue: DecimalString.nullable(),
    effects: z
      .array(z.object({ asset: AssetRef, before: position, after: position }))
      .describe("of every asset that it touches"),
    realizedPnl: DecimalString.nullable().describe("that the transaction itself realises; null: none, or unknown"),
    lots: z
      .array(
        z.object({
          lotId: z.string(),
          acquiredDay: Day.nullable(),
          quantity: DecimalString,
          cost: DecimalString.nullable(),
          gain: DecimalString.nullable(),
          term: Term,
        }),
      )
      .describe("that it takes from"),
    missing: z.array(MissingEntry).describe("what would be missing because of it"),
    warnings: z.array(z.string()),
  })
  .meta({ id: "TransactionPreview" });
export type Preview = z.infer<typeof Preview>;
