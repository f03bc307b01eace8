import { z } from "zod";
import { DecimalString } from "../money/decimal.ts";
import { CoinId, IsoTime, ProviderId } from "./source.contract.ts";
import { HistoryStep, Timeframe } from "./timeframe.ts";

/** A hole in a series: nothing is known strictly between `from` and `to`. */
export const Gap = z
  .object({
    from: IsoTime.describe("last point before the hole"),
    to: IsoTime.describe("first point after the hole"),
    missing: z.int().min(1).describe("intervals without data"),
    splits: z.boolean().describe("too long to be joined: what follows may be another coin"),
  })
  .meta({ id: "Gap" });
export type Gap = z.infer<typeof Gap>;

const historyState = z
  .enum(["complete", "backfilling", "none"])
  .describe("backfilling: older points are still being fetched; none: no source has history of this coin");

export const PricePoint = z
  .object({
    at: IsoTime.describe("start of the interval"),
    priceUsd: DecimalString.describe("last price seen in the interval"),
    marketCapUsd: DecimalString.nullable(),
    volume24hUsd: DecimalString.nullable(),
    segment: z.int().describe("points with the same number may be joined by a line"),
  })
  .meta({ id: "PricePoint" });
export type PricePoint = z.infer<typeof PricePoint>;

export const GetHistoryInput = z.strictObject({
  id: CoinId,
  interval: z
    .enum(["auto", ...HistoryStep.options])
    .default("auto")
    .describe("auto: 5m up to 2 days, 1h up to 90 days, 1d beyond; a coarser one where the finer is not stored"),
  from: IsoTime.optional().describe("default: 30 days before `to`"),
  to: IsoTime.optional().describe("default: now"),
});
export type GetHistoryInput = z.infer<typeof GetHistoryInput>;

export const PriceHistory = z
  .object({
    id: CoinId,
    interval: HistoryStep,
    from: IsoTime,
    to: IsoTime,
    sources: z.array(ProviderId),
    simulated: z.boolean(),
    state: historyState,
    points: z.array(PricePoint),
    gaps: z.array(Gap),
  })
  .meta({ id: "PriceHistory" });
export type PriceHistory = z.infer<typeof PriceHistory>;

export const Candle = z
  .object({
    openTime: IsoTime,
    open: DecimalString,
    high: DecimalString,
    low: DecimalString,
    close: DecimalString,
    volume: DecimalString.nullable(),
    complete: z.boolean().describe("false while the interval is still running"),
    segment: z.int().describe("candles with the same number belong to one unbroken series"),
  })
  .meta({ id: "Candle" });
export type Candle = z.infer<typeof Candle>;

export const GetCandlesInput = z.strictObject({
  id: CoinId,
  timeframe: Timeframe.default("1d"),
  from: IsoTime.optional(),
  to: IsoTime.optional().describe("default: now"),
  limit: z.int().min(1).max(1000).default(300).describe("the newest ones when there are more"),
});
export type GetCandlesInput = z.infer<typeof GetCandlesInput>;

export const CandleSeries = z
  .object({
    id: CoinId,
    timeframe: Timeframe,
    source: ProviderId.nullable(),
    origin: z
      .enum(["venue", "points"])
      .describe("venue: candles of one exchange pair; points: built from this desk's price points, so without volume"),
    market: z.string().nullable().describe("the exchange pair, e.g. BTCUSDT"),
    volumeUnit: z.enum(["base", "usd"]).nullable(),
    simulated: z.boolean(),
    state: historyState,
    candles: z.array(Candle),
    gaps: z.array(Gap),
  })
  .meta({ id: "CandleSeries" });
export type CandleSeries = z.infer<typeof CandleSeries>;

export const ListGapsInput = z.strictObject({ id: CoinId });
export type ListGapsInput = z.infer<typeof ListGapsInput>;

/** Which stretches of a coin's stored history have holes. */
export const GapMap = z
  .object({
    id: CoinId,
    series: z.array(
      z.object({
        kind: z.enum(["points", "candles"]),
        interval: z.string(),
        from: IsoTime.nullable(),
        to: IsoTime.nullable(),
        count: z.int(),
        gaps: z.array(Gap),
      }),
    ),
  })
  .meta({ id: "GapMap" });
export type GapMap = z.infer<typeof GapMap>;
