import { z } from "zod";
import { CoinId, IsoTime } from "../market/source.contract.ts";
import { Timeframe } from "../market/timeframe.ts";
import { RuleName, RuleProblem } from "./rules.contract.ts";

/*
 * Backtests are statistics of a model, not books: they are computed and told in double precision. What they mean to be is
 * that the same rules on the same candles give the same bits in every place where they run.
 */

const ratio = z.number().nullable();

/** Percentages are in points: 12.5 is 12.5 %. Null where it cannot be told (no trades, no variation, too short). */
export const BacktestMetrics = z
  .object({
    totalReturnPct: ratio,
    annualReturnPct: ratio.describe("compound, by the calendar; null below 30 days"),
    volatilityPct: ratio.describe("of the returns of candles, a year"),
    sharpe: ratio,
    sortino: ratio,
    calmar: ratio,
    omega: ratio.describe("threshold 0"),
    maxDrawdownPct: ratio,
    maxDrawdownCandles: z
      .int()
      .nullable()
      .describe("of the deepest one: from its peak until that was reached again, or the end"),
    trades: z.int(),
    winRatePct: ratio,
    profitFactor: ratio.describe("what won over what was lost, USD; null without a loss"),
    expectancyUsd: ratio.describe("mean result of a trade"),
    expectancyPct: ratio,
    averageWinPct: ratio,
    averageLossPct: ratio.describe("of the trades that lost, below 0"),
    sqn: ratio,
    turnover: ratio.describe("value traded a year over mean equity"),
    feesUsd: z.number(),
    slippageUsd: z.number(),
    fundingUsd: z.number(),
    timeInMarketPct: ratio,
    alphaPct: ratio.describe("a year, against the benchmark"),
    beta: ratio,
    informationRatio: ratio,
    var95Pct: ratio.describe("historical, of the returns of candles, as a loss above 0"),
    cvar95Pct: ratio.describe("mean of the worst 5 % of the returns of candles, as a loss above 0"),
    benchmarkReturnPct: ratio,
  })
  .meta({ id: "BacktestMetrics" });
export type BacktestMetrics = z.infer<typeof BacktestMetrics>;

export const ExitReason = z
  .enum(["signal", "stop", "trailing", "target", "time", "rebalance", "left-universe", "gap", "end"])
  .describe("gap: the series broke off or became another coin; end: still open at the last candle and valued there")
  .meta({ id: "ExitReason" });
export type ExitReason = z.infer<typeof ExitReason>;

/** An entry and what closed it. A tranche that was closed in parts is several trades. */
export const BacktestTrade = z
  .object({
    number: z.int().describe("from 1, in order of closing"),
    coin: CoinId,
    side: z.enum(["long", "short"]),
    signalAt: IsoTime.describe("close of the candle whose signal it was"),
    enteredAt: IsoTime,
    exitedAt: IsoTime,
    entryPrice: z.number().describe("USD, slippage included"),
    exitPrice: z.number(),
    quantity: z.number(),
    reason: ExitReason,
    profitUsd: z.number().describe("after fees, slippage and funding"),
    profitPct: z.number().describe("of what was put in"),
    feesUsd: z.number(),
    candles: z.int(),
    bestPct: z.number().describe("furthest it was ahead"),
    worstPct: z.number().describe("furthest it was behind"),
    trace: z.string().describe("the conditions that held at the signal, with the values they compared"),
  })
  .meta({ id: "BacktestTrade" });
export type BacktestTrade = z.infer<typeof BacktestTrade>;

/** Points of the run through time, thinned to at most 2,000: the arrays have one length. */
export const EquityCurve = z
  .object({
    at: z.array(IsoTime),
    equity: z.array(z.number()),
    benchmark: z.array(z.number().nullable()).describe("the same capital put in the benchmark at the start"),
    drawdownPct: z.array(z.number()),
    exposurePct: z.array(z.number()).describe("value of positions over equity; shorts count below 0"),
  })
  .meta({ id: "EquityCurve" });
export type EquityCurve = z.infer<typeof EquityCurve>;

const band = z.object({ p5: z.number(), p25: z.number(), p50: z.number(), p75: z.number(), p95: z.number() });

/** One thing that is known of a result, for clients that word it themselves. */
export const HonestyFinding = z
  .object({
    code: z.string(),
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.null()]))
      .describe(
        "…Pct: percentages in points; …Sharpe: null is unknown; chance: a share of 1; at, day: times; else counts",
      ),
  })
  .meta({ id: "HonestyFinding" });
export type HonestyFinding = z.infer<typeof HonestyFinding>;

/** One thing that is told of a run or of paper, for clients that word it themselves. */
export const Remark = z
  .object({
    code: z.string(),
    values: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .describe(
        "…Usd: prices; …Pct: percentages in points; at, since, day: times; seconds: a length of time; reason, otherReason: what closed a position; why: the code of another remark with the same values; …Figure: values of a key figure; …Share: percentages without a sign; objective: a key figure; coin, timeframe, side, names: as they are; else counts",
      ),
  })
  .meta({ id: "Remark" });
export type Remark = z.infer<typeof Remark>;

/** What speaks for and against believing a result. Null where there are too few trades or candles for it. */
export const Honesty = z
  .object({
    verdict: z.enum(["too-little", "luck", "doubtful", "holds-up"]),
    sentences: z.array(z.string()).describe("plain words in English, the weightiest first"),
    findings: z
      .array(HonestyFinding)
      .optional()
      .describe("what the sentences say, one for each; runs of earlier versions have none"),
    lookAhead: z.object({
      passed: z.boolean(),
      cuts: z.int().describe("histories cut short and run anew"),
      firstDifferenceAt: IsoTime.nullable(),
    }),
    warmUpCandles: z.int(),
    outOfSample: z
      .object({ splitAt: IsoTime, inside: BacktestMetrics, outside: BacktestMetrics })
      .nullable()
      .describe("the last 30 % of candles apart from those before"),
    walkForward: z
      .array(
        z.object({
          from: IsoTime,
          to: IsoTime,
          parameters: z.record(z.string(), z.number()),
          insidePct: ratio,
          outsidePct: ratio,
        }),
      )
      .nullable()
      .describe("parameters chosen on what came before, tried on what came next; null without parameters"),
    sensitivity: z
      .array(z.object({ parameter: RuleName, value: z.number(), totalReturnPct: ratio, sharpe: ratio }))
      .nullable()
      .describe("each parameter a few steps to both sides, the others as they are"),
    tradeOrder: z
      .object({ runs: z.int(), finalPct: band, maxDrawdownPct: band })
      .nullable()
      .describe(
        "the trades in random orders: what the drawdown could have been; an order does not change the end, so final results are of as many trades drawn with replacement",
      ),
    bootstrap: z
      .object({ runs: z.int(), blockCandles: z.int(), totalReturnPct: band, sharpe: band, lossProbability: z.number() })
      .nullable()
      .describe("returns drawn anew in blocks; the probability is a share of 1"),
    randomEntries: z
      .object({ runs: z.int(), totalReturnPct: band, betterThanPct: z.number() })
      .nullable()
      .describe("entries at random times with the same number, length and size of positions"),
    deflatedSharpe: z
      .object({ trials: z.int(), expectedBest: z.number(), probability: z.number() })
      .nullable()
      .describe(
        "chance that the Sharpe ratio is above what the best of so many tries has by luck (Bailey, López de Prado 2014)",
      ),
  })
  .meta({ id: "Honesty" });
export type Honesty = z.infer<typeof Honesty>;

export const BacktestSettings = z
  .strictObject({
    from: IsoTime.optional().describe("default: a year before `to`"),
    to: IsoTime.optional().describe("default: the last closed candle"),
    capital: z.number().positive().max(1e12).default(10_000).describe("USD at the start"),
    benchmark: CoinId.nullable().default("bitcoin").describe("null: the first coin of the universe"),
    periodsPerYear: z
      .number()
      .positive()
      .optional()
      .describe("candles that make a year; default: 365 days of candles, as coins trade every day"),
    parameters: z.record(RuleName, z.number()).default({}).describe("instead of the values in the rules"),
    honesty: z.boolean().default(true).describe("false: the figures only, sooner"),
    seed: z
      .int()
      .min(0)
      .max(0xffffffff)
      .default(1)
      .describe("of all that is drawn at random: the same seed gives the same run"),
    trials: z
      .int()
      .min(1)
      .max(1e9)
      .default(1)
      .describe("variants that were tried before this one, for the deflated Sharpe ratio"),
  })
  .meta({ id: "BacktestSettings" });
export type BacktestSettings = z.infer<typeof BacktestSettings>;

/** A coin's part in the data of a run. */
export const CoinCoverage = z
  .object({
    coin: CoinId,
    symbol: z.string().nullable(),
    from: IsoTime.nullable(),
    to: IsoTime.nullable(),
    candles: z.int(),
    missing: z.int().describe("candles that are not there between the first and the last"),
    note: z.string().nullable().describe("in English"),
    remarks: z
      .array(Remark)
      .optional()
      .describe("what the note says, one for each of its parts; runs of earlier versions have none"),
  })
  .meta({ id: "RunCoverage" });
export type CoinCoverage = z.infer<typeof CoinCoverage>;

/** The result of a run, without its trades. */
export const BacktestReport = z
  .object({
    engine: z.string().describe("version of the engine"),
    rulesHash: z.string().describe("SHA-256 of the rules as canonical JSON, in hex"),
    dataHash: z.string().describe("SHA-256 of the candles it ran on, in hex"),
    from: IsoTime,
    to: IsoTime,
    timeframe: Timeframe,
    candles: z.int().describe("steps of the run, warm-up not counted"),
    warmUpCandles: z.int(),
    periodsPerYear: z.number(),
    capital: z.number(),
    finalEquity: z.number(),
    parameters: z.record(z.string(), z.number()),
    simulated: z.boolean(),
    coverage: z.array(CoinCoverage),
    metrics: BacktestMetrics,
    curve: EquityCurve,
    months: z.array(z.object({ month: z.string().describe("such as 2026-01"), returnPct: z.number() })),
    honesty: Honesty.nullable(),
    notes: z
      .array(z.string())
      .describe("what one should know of this run, in English: gaps, coins left out, fills that were cut"),
    remarks: z
      .array(Remark)
      .optional()
      .describe("what the notes say, one for each; runs of earlier versions have none"),
  })
  .meta({ id: "BacktestReport" });
export type BacktestReport = z.infer<typeof BacktestReport>;

export const RuleCheck = z.object({ valid: z.boolean(), problems: z.array(RuleProblem) }).meta({ id: "RuleCheck" });
export type RuleCheck = z.infer<typeof RuleCheck>;
