import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { PerformancePeriod } from "./performance.contract.ts";
import { AssetId, AssetRef, Day } from "./portfolio.contract.ts";

export const FIGURES = [
  "quantity",
  "price",
  "currentValue",
  "costBasisTotal",
  "unrealizedPnl",
  "realizedPnl",
  "income",
  "fees",
  "lot",
  "lotValue",
  "lotUnrealizedPnl",
  "gain",
  "periodGain",
  "periodProceeds",
  "periodCost",
  "transactionValue",
  "transactionFee",
  "transactionCost",
  "simpleReturn",
  "timeWeighted",
  "timeWeightedAnnualised",
  "moneyWeighted",
  "maxDrawdown",
  "contribution",
  "dayValue",
] as const;

/**
 * Which figure: of the whole portfolio, or of an asset where `assetId` is given. A `gain` needs assetId, disposalId and
 * matchIndex; a `lot` assetId and lotId, and is what the lot had left before a match where disposalId and matchIndex are
 * given too; `lotValue` and `lotUnrealizedPnl` need the same two; a
 * `periodGain`, `periodProceeds` and `periodCost` are the sums of a gains report from one day to another, of an asset and of
 * a term where these are given; a `transactionValue`, `transactionFee` and `transactionCost` (value with what of the fee is in it)
 * transactionId; a `dayValue` day; a `quantity` and a `price` may take one; returns take a period.
 */
export const FigureRef = z.strictObject({
  figure: z.enum(FIGURES),
  assetId: AssetId.optional(),
  walletId: z.uuid().optional(),
  lotId: z.string().max(80).optional(),
  disposalId: z.string().max(80).optional(),
  matchIndex: z.int().min(0).max(1_000_000).optional(),
  transactionId: z.uuid().optional(),
  day: Day.optional(),
  period: PerformancePeriod.optional(),
  from: Day.optional(),
  to: Day.optional(),
  term: z.enum(["short", "long", "undated"]).optional(),
});
export type FigureRef = z.infer<typeof FigureRef>;

export const ExplainInput = z.strictObject({ portfolioId: z.uuid(), ...FigureRef.shape });
export type ExplainInput = z.infer<typeof ExplainInput>;

/** A number that a figure was computed from. */
export const ExplanationInput = z
  .object({
    name: z.string().describe("unique in the explanation"),
    value: DecimalString,
    source: z.object({
      kind: z
        .enum(["event", "day", "price", "figure"])
        .describe("event: a field of a transaction; day: a day's value or flow; figure: another figure"),
      id: z.string().describe("of the transaction, day, price or figure"),
      field: z.string(),
    }),
    detail: z.string().nullable().describe("in words: a price's source and time, a transaction's type and day"),
    opens: FigureRef.nullable().describe("what to ask for to have this number explained too"),
  })
  .meta({ id: "ExplanationInput" });
export type ExplanationInput = z.infer<typeof ExplanationInput>;

/** How a figure came about, in a form from which a machine can compute it again. */
export const Explanation = z
  .object({
    figure: z.string(),
    asset: AssetRef.nullable(),
    value: DecimalString.nullable().describe("null: it is unknown, and `unknown` says why"),
    recomputed: DecimalString.nullable().describe("computed again from the inputs and steps alone"),
    unknown: z.string().nullable(),
    unit: z.enum(["currency", "units", "ratio"]),
    currency: z.string(),
    formula: z.object({ name: z.string(), expression: z.string(), reference: z.string() }),
    inputs: z.array(ExplanationInput),
    steps: z
      .array(
        z.object({
          name: z.string(),
          operation: z.enum(["sum", "difference", "product", "quotient", "share", "internal-rate", "annual-rate"]),
          of: z.array(z.string()),
          value: DecimalString,
        }),
      )
      .describe("the last one gives the figure"),
    omitted: z.int().describe("inputs beyond the first 5,000, which are left out; then nothing was recomputed"),
  })
  .meta({ id: "Explanation" });
export type Explanation = z.infer<typeof Explanation>;
