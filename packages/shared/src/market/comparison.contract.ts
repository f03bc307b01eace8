import { z } from "zod";
import { CoinId, IsoTime } from "./source.contract.ts";

export const ComparisonWindow = z.enum(["24h", "7d", "30d", "90d", "1y"]);
export type ComparisonWindow = z.infer<typeof ComparisonWindow>;

export const CompareInput = z.strictObject({
  ids: z.array(CoinId).min(2).max(10),
  window: ComparisonWindow.default("30d"),
});
export type CompareInput = z.infer<typeof CompareInput>;

/** Several coins' performance over one window, each indexed to 100 at the common start. */
export const Comparison = z
  .object({
    window: ComparisonWindow,
    interval: z.string(),
    from: IsoTime.describe("first time at which every coin has a price"),
    to: IsoTime,
    simulated: z.boolean(),
    times: z.array(IsoTime),
    series: z.array(
      z.object({
        id: CoinId,
        symbol: z.string(),
        name: z.string(),
        indexed: z
          .array(z.number().nullable())
          .describe("100 at `from`; null where the coin has no price at that time"),
        changePct: z.number().nullable(),
        volatilityPct: z.number().nullable().describe("annualised standard deviation of log returns"),
        maxDrawdownPct: z.number().nullable(),
      }),
    ),
    correlation: z
      .array(z.array(z.number().nullable()))
      .describe("Pearson, log returns, in the order of `series`; null with fewer than 10 common returns"),
  })
  .meta({ id: "Comparison" });
export type Comparison = z.infer<typeof Comparison>;
