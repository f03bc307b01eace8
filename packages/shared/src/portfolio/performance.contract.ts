import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { AssetRef, Benchmark, CalculationState, Day } from "./portfolio.contract.ts";

export const PerformancePeriod = z
  .enum(["7d", "30d", "90d", "ytd", "1y", "3y", "5y", "all"])
  .meta({ id: "PerformancePeriod" });
export type PerformancePeriod = z.infer<typeof PerformancePeriod>;

export const GetPerformanceInput = z.strictObject({
  portfolioId: z.uuid(),
  period: PerformancePeriod.default("1y").describe("up to today; `from` and `to` go before it"),
  from: Day.optional(),
  to: Day.optional(),
  benchmark: z
    .string()
    .max(140)
    .optional()
    .describe("a coin's id or `total-market`; the portfolio's own unless given, `none` for none"),
});
export type GetPerformanceInput = z.infer<typeof GetPerformanceInput>;

/** A yearly rate that may not exist, or not be the only one. */
export const MoneyWeighted = z
  .object({
    solution: z.enum(["unique", "several", "none", "uncertain", "unknown"]).describe("unknown: a value is missing"),
    reason: z.string().nullable().describe("why there is no rate"),
    annualRates: z.array(DecimalString).describe("ratios a year, 0.25 is 25 %"),
    period: DecimalString.nullable().describe("over the whole period, for a unique rate"),
    annualised: DecimalString.nullable().describe("only for more than a year"),
  })
  .meta({ id: "MoneyWeighted" });
export type MoneyWeighted = z.infer<typeof MoneyWeighted>;

/** Ratios, 0.25 is 25 %; null where something needed is unknown. */
export const Returns = z
  .object({
    gain: DecimalString.nullable().describe("in the portfolio's currency"),
    invested: DecimalString.nullable().describe("value at the start and all that came in"),
    simple: DecimalString.nullable(),
    timeWeighted: DecimalString.nullable(),
    timeWeightedAnnualised: DecimalString.nullable().describe("only for more than a year"),
    timeWeightedWithoutFees: DecimalString.nullable().describe("as if no fee had been paid"),
    currencyEffect: DecimalString.nullable().describe("time-weighted, what the exchange rate to the US dollar added"),
    moneyWeighted: MoneyWeighted,
    days: z.int(),
  })
  .meta({ id: "Returns" });
export type Returns = z.infer<typeof Returns>;

export const PerformanceDay = z
  .object({
    day: Day,
    value: DecimalString.nullable(),
    netInflow: DecimalString.nullable().describe("of the day"),
    invested: DecimalString.nullable().describe("net, since the start of the period, with the value at its start"),
    index: DecimalString.nullable().describe("time-weighted, 1 at the start of the period"),
    drawdown: DecimalString.nullable().describe("of the index below its highest so far, 0 or below"),
    benchmark: DecimalString.nullable().describe("1 at the start of the period"),
  })
  .meta({ id: "PerformanceDay" });
export type PerformanceDay = z.infer<typeof PerformanceDay>;

/** How a portfolio did over a period. */
export const Performance = z
  .object({
    portfolioId: z.uuid(),
    currency: z.string(),
    calculation: CalculationState,
    from: Day.nullable().describe("null: nothing happened yet"),
    to: Day,
    returns: Returns,
    unknownOn: Day.nullable().describe("first day from which returns cannot be known, and why they are null"),
    unknownAssets: z.array(AssetRef).describe("whose price was missing on that day"),
    benchmark: z.object({ name: z.string(), benchmark: Benchmark, total: DecimalString.nullable() }).nullable(),
    maxDrawdown: z
      .object({
        depth: DecimalString.describe("0.25: a quarter below the peak"),
        peakDay: Day,
        troughDay: Day,
        recoveredDay: Day.nullable(),
      })
      .nullable()
      .describe("null: it never fell, or is unknown"),
    series: z
      .array(PerformanceDay)
      .describe(
        "before the first day the close at which the period starts, where anything was held; at most 2,000 days, longer periods by week",
      ),
    contributions: z
      .array(
        z.object({
          asset: AssetRef,
          contribution: DecimalString.nullable().describe("part of the time-weighted return"),
          gain: DecimalString.nullable(),
        }),
      )
      .describe("largest first"),
    allocation: z
      .array(
        z.object({
          day: Day,
          parts: z.array(z.object({ assetId: z.string(), value: DecimalString.nullable() })),
        }),
      )
      .describe("at most 60 days evenly through the period"),
    carriedPrices: z
      .array(z.object({ asset: AssetRef, days: z.int(), firstDay: Day, lastDay: Day }))
      .describe("where a price of an earlier day stood in for a missing one"),
  })
  .meta({ id: "Performance" });
export type Performance = z.infer<typeof Performance>;

export const ComparePortfoliosInput = z.strictObject({
  portfolioIds: z.array(z.uuid()).min(1).max(10),
  period: PerformancePeriod.default("1y"),
});
export type ComparePortfoliosInput = z.infer<typeof ComparePortfoliosInput>;

export const PortfolioComparison = z
  .object({
    from: Day.nullable(),
    to: Day,
    days: z.array(Day),
    items: z.array(
      z.object({
        portfolioId: z.uuid(),
        name: z.string(),
        currency: z.string(),
        returns: Returns,
        maxDrawdown: DecimalString.nullable().describe("0.25: a quarter below the peak"),
        volatility: DecimalString.nullable().describe("a year, of the daily time-weighted returns"),
        index: z.array(DecimalString.nullable()).describe("one for each of `days`, 1 at the start"),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "PortfolioComparison" });
export type PortfolioComparison = z.infer<typeof PortfolioComparison>;
