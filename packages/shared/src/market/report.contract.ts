import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { Breadth } from "./overview.contract.ts";
import { pageInput } from "./provider.contract.ts";
import { CoinId, IsoTime, ProviderId } from "./source.contract.ts";

const mover = z.object({
  id: CoinId,
  symbol: z.string(),
  name: z.string(),
  priceUsd: DecimalString,
  changePct: z.number(),
});

/** The day's market in one page, written once a day and kept. */
export const MarketReport = z
  .object({
    date: z.iso.date().describe("UTC day on which it was written; it covers the 24 hours before"),
    writtenAt: IsoTime,
    simulated: z.boolean(),
    sources: z.array(ProviderId),
    totalMarketCapUsd: DecimalString.nullable(),
    totalMarketCapChangePct: z.number().nullable().describe("against the report of the day before"),
    totalVolume24hUsd: DecimalString.nullable(),
    dominance: z.array(z.object({ id: CoinId, symbol: z.string(), pct: z.number() })),
    breadth: Breadth,
    gainers: z.array(mover),
    losers: z.array(mover),
    volatility: z.object({
      marketPct: z.number().nullable().describe("annualised 30-day volatility of the cap-weighted ten largest coins"),
      medianPct: z.number().nullable().describe("median annualised 30-day volatility of the hundred largest coins"),
      highest: z.array(z.object({ id: CoinId, symbol: z.string(), pct: z.number() })),
    }),
    dataHealth: z.object({
      coins: z.int(),
      stale: z.int(),
      quarantined: z.int(),
      setAside: z.int(),
      runs: z.int(),
      failedRuns: z.int(),
      providers: z.array(z.object({ id: ProviderId, calls: z.int(), failures: z.int() })),
    }),
    summary: z.array(z.string()).describe("the same in plain sentences"),
  })
  .meta({ id: "MarketReport" });
export type MarketReport = z.infer<typeof MarketReport>;

export const ListReportsInput = z.strictObject({ ...pageInput });
export type ListReportsInput = z.infer<typeof ListReportsInput>;
export const ReportPage = z
  .object({ items: z.array(MarketReport), nextCursor: z.string().nullable() })
  .meta({ id: "ReportPage" });
export type ReportPage = z.infer<typeof ReportPage>;

export const GetReportInput = z.strictObject({
  date: z.union([z.literal("latest"), z.iso.date()]).describe("UTC day, or latest"),
});
export type GetReportInput = z.infer<typeof GetReportInput>;
