import { z } from "zod";
import { CoinReference } from "./listing.contract.ts";
import { pageInput } from "./provider.contract.ts";
import { IsoTime } from "./source.contract.ts";

export const CoverageState = z
  .enum(["complete", "pending", "none"])
  .describe("complete: fetched as far back as is kept; pending: being fetched; none: no source has it");
export type CoverageState = z.infer<typeof CoverageState>;

export const ListCoverageInput = z.strictObject({
  interval: z.enum(["1h", "1d"]).default("1d").describe("which series of price points"),
  days: z.int().min(7).max(730).default(90).describe("UTC days up to today"),
  state: CoverageState.optional(),
  ...pageInput,
});
export type ListCoverageInput = z.infer<typeof ListCoverageInput>;

/** How much of one coin's history is stored. */
export const CoinCoverage = z
  .object({
    coin: CoinReference,
    state: CoverageState,
    reachedAt: IsoTime.nullable().describe("how far back history has been fetched"),
    lastError: z.string().nullable().describe("why the last fetch brought nothing"),
    firstAt: IsoTime.nullable().describe("first point in the span"),
    lastAt: IsoTime.nullable().describe("last point in the span"),
    points: z.int(),
    missing: z.int().nullable().describe("intervals without a point since the first one; null: no point at all"),
    shares: z
      .array(z.number().min(0).max(1).nullable())
      .describe(
        "for each bucket, how much of what is due is stored; null before the first point and where nothing is due",
      ),
  })
  .meta({ id: "CoinCoverage" });
export type CoinCoverage = z.infer<typeof CoinCoverage>;

/** Stored history coin by coin, largest first, in buckets of equal length. */
export const CoverageMap = z
  .object({
    interval: z.enum(["1h", "1d"]),
    from: IsoTime,
    to: IsoTime,
    bucketDays: z.int().min(1),
    counts: z.object({ complete: z.int(), pending: z.int(), none: z.int() }).describe("coins in each state"),
    items: z.array(CoinCoverage),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "CoverageMap" });
export type CoverageMap = z.infer<typeof CoverageMap>;
