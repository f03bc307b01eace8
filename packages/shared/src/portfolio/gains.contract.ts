import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { IsoTime } from "../market/source.contract.ts";
import { DecimalString } from "../money/decimal.ts";
import { Term } from "./holding.contract.ts";
import { AssetId, AssetRef, CostMethod, Day } from "./portfolio.contract.ts";
import { TransactionType } from "./transaction.contract.ts";

const period = {
  from: Day.optional().describe("first day; that of the first transaction unless given"),
  to: Day.optional().describe("last day; today unless given"),
};

/** Sums of realised results, in the portfolio's currency; matches of unknown gain are not in them. */
export const GainTotals = z
  .object({
    proceeds: DecimalString,
    cost: DecimalString,
    gain: DecimalString,
    shortTermGain: DecimalString,
    longTermGain: DecimalString,
    undatedGain: DecimalString.describe("of matches without a holding period"),
    quantityWithoutGain: DecimalString.nullable().describe("units whose gain is unknown; null of several assets"),
    disposals: z.int(),
    withoutGain: z
      .int()
      .describe("matches whose gain is unknown, and sales of units that are not known to have come in"),
  })
  .meta({ id: "GainTotals" });
export type GainTotals = z.infer<typeof GainTotals>;

/** Units of one disposal matched with units that came in. */
export const Gain = z
  .object({
    disposalId: z.string().describe("with `matchIndex` and `walletId` what explain asks for"),
    matchIndex: z.int(),
    transactionId: z.uuid().nullable(),
    asset: AssetRef,
    walletId: z.uuid().nullable(),
    disposedAt: IsoTime,
    day: Day,
    acquiredAt: IsoTime.nullable().describe("null where it is not one acquisition"),
    rule: z.enum(["lot", "average", "same-day", "thirty-day", "pool", "short"]),
    lotIds: z.array(z.string()),
    quantity: DecimalString,
    proceeds: DecimalString.nullable(),
    cost: DecimalString.nullable(),
    gain: DecimalString.nullable(),
    holdingDays: z.int().nullable(),
    term: Term,
  })
  .meta({ id: "Gain" });
export type Gain = z.infer<typeof Gain>;

export const GetGainsInput = z.strictObject({
  portfolioId: z.uuid(),
  ...period,
  assetId: AssetId.optional(),
  walletId: z.uuid().optional().describe("only where each wallet keeps its own lots"),
  method: CostMethod.optional().describe("as if this method had always counted"),
  ...pageInput,
});
export type GetGainsInput = z.infer<typeof GetGainsInput>;

export const GainsReport = z
  .object({
    currency: z.string(),
    method: z.string().describe("the method, or the methods one after the other"),
    from: Day.nullable(),
    to: Day,
    totals: GainTotals,
    byAsset: z.array(z.object({ asset: AssetRef, totals: GainTotals })),
    years: z.array(z.int()).describe("with anything realised, ascending"),
    items: z.array(Gain).describe("by day"),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "GainsReport" });
export type GainsReport = z.infer<typeof GainsReport>;

export const GetIncomeInput = z.strictObject({ portfolioId: z.uuid(), ...period, ...pageInput });
export type GetIncomeInput = z.infer<typeof GetIncomeInput>;

const knownSum = { value: DecimalString, unknown: z.int().describe("entries whose value is unknown") };

/** Income and fees of a period, in the portfolio's currency. */
export const IncomeReport = z
  .object({
    currency: z.string(),
    from: Day.nullable(),
    to: Day,
    income: z.object(knownSum),
    fees: z.object(knownSum),
    byType: z.array(z.object({ type: TransactionType, ...knownSum })).describe("income"),
    byAsset: z.array(z.object({ asset: AssetRef, ...knownSum })).describe("income"),
    feesByType: z.array(z.object({ type: TransactionType, ...knownSum })).describe("by what they were paid for"),
    feesByAsset: z.array(z.object({ asset: AssetRef, ...knownSum })).describe("by the asset that was traded or moved"),
    byMonth: z.array(z.object({ month: z.string(), income: DecimalString, fees: DecimalString })),
    items: z
      .array(
        z.object({
          transactionId: z.uuid(),
          kind: z.enum(["income", "fee"]),
          type: TransactionType,
          asset: AssetRef.nullable(),
          day: Day,
          value: DecimalString.nullable(),
        }),
      )
      .describe("by day"),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "IncomeReport" });
export type IncomeReport = z.infer<typeof IncomeReport>;

export const CompareMethodsInput = z.strictObject({ portfolioId: z.uuid(), ...period });
export type CompareMethodsInput = z.infer<typeof CompareMethodsInput>;

/** The same ledger under every cost method. */
export const MethodComparison = z
  .object({
    currency: z.string(),
    from: Day.nullable(),
    to: Day,
    items: z.array(
      z.object({
        method: CostMethod,
        isCurrent: z.boolean(),
        totals: GainTotals,
        openCostBasis: DecimalString.nullable().describe("at the end of the period; null where any is unknown"),
        unrealizedPnl: DecimalString.nullable().describe("now, of what is held now"),
        problem: z.string().nullable().describe("why the method cannot be used on this ledger"),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "MethodComparison" });
export type MethodComparison = z.infer<typeof MethodComparison>;
