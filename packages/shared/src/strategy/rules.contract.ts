import { z } from "zod";
import { CoinId } from "../market/source.contract.ts";
import { Timeframe } from "../market/timeframe.ts";
import { lineOf, noteOf } from "../portfolio/portfolio.contract.ts";
import { IndicatorName } from "./indicator-catalogue.ts";

/** What a rule calls its series and parameters: a letter, then letters, digits and underscores. */
export const RuleName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,39}$/, "must begin with a small letter and hold small letters, digits and _ only")
  .meta({ id: "RuleName", example: "fast" });
export type RuleName = z.infer<typeof RuleName>;

/** A number of a rule: given, or the value of one of the document's parameters. */
export const Quantity = z
  .union([z.number(), z.strictObject({ parameter: RuleName })])
  .meta({ id: "Quantity", description: "a number, or the name of a parameter of the rules" });
export type Quantity = z.infer<typeof Quantity>;

/** A number that sliders and searches may move. `step` counts from `min`. */
export const RuleParameter = z
  .strictObject({
    name: RuleName,
    value: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
  })
  .meta({ id: "RuleParameter" });
export type RuleParameter = z.infer<typeof RuleParameter>;

export const PriceField = z
  .enum(["open", "high", "low", "close", "volume", "typical"])
  .describe("typical: the mean of high, low and close")
  .meta({ id: "PriceField" });
export type PriceField = z.infer<typeof PriceField>;

/** What a condition looks at: a price or volume of the candle, a line of a named series, or a number. */
export const Operand = z
  .union([
    Quantity,
    z.strictObject({ price: PriceField, ago: z.int().min(0).max(1000).optional().describe("candles back, default 0") }),
    z.strictObject({
      series: RuleName,
      line: z.string().max(40).optional().describe("of an indicator with several lines; default: its first one"),
      ago: z.int().min(0).max(1000).optional(),
    }),
  ])
  .meta({ id: "Operand" });
export type Operand = z.infer<typeof Operand>;

/** An indicator under a name. What `of` is left out means is in the catalogue of indicators. */
export const NamedSeries = z
  .strictObject({
    name: RuleName,
    indicator: IndicatorName,
    of: z
      .union([PriceField, z.strictObject({ series: RuleName, line: z.string().max(40).optional() })])
      .optional()
      .describe("for indicators of single values: a price, or a series named above; default: close"),
    other: CoinId.optional().describe("for correlation and beta: the coin whose closing price is the other series"),
    parameters: z.record(z.string().max(40), z.union([Quantity, z.string().max(20)])).default({}),
    timeframe: Timeframe.optional().describe("a longer one than the rules': the last closed candle of it counts"),
  })
  .meta({ id: "NamedSeries" });
export type NamedSeries = z.infer<typeof NamedSeries>;

export type Condition =
  | { kind: "always" }
  | { kind: "compare"; left: Operand; operator: "<" | "<=" | ">" | ">="; right: Operand }
  | { kind: "crosses"; left: Operand; direction: "above" | "below"; right: Operand }
  | { kind: "between"; value: Operand; low: Operand; high: Operand }
  | { kind: "moves"; value: Operand; direction: "rising" | "falling"; candles: Quantity }
  | { kind: "every"; candles: Quantity; offset?: number | undefined }
  | { kind: "all"; of: Condition[] }
  | { kind: "any"; of: Condition[] }
  | { kind: "not"; of: Condition }
  | { kind: "on"; timeframe: Timeframe; of: Condition };

/**
 * When something holds at the close of a candle. A comparison with something unknown (a series that warms up, a volume that
 * nobody reported) does not hold, and neither does its negation.
 */
export const Condition: z.ZodType<Condition> = z
  .lazy(() =>
    z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("always") }),
      z.strictObject({
        kind: z.literal("compare"),
        left: Operand,
        operator: z.enum(["<", "<=", ">", ">="]),
        right: Operand,
      }),
      z.strictObject({
        kind: z.literal("crosses"),
        left: Operand,
        direction: z.enum(["above", "below"]),
        right: Operand,
      }),
      z.strictObject({ kind: z.literal("between"), value: Operand, low: Operand, high: Operand }),
      z.strictObject({
        kind: z.literal("moves"),
        value: Operand,
        direction: z.enum(["rising", "falling"]),
        candles: Quantity.describe("steps in a row"),
      }),
      z.strictObject({
        kind: z.literal("every"),
        candles: Quantity.describe(
          "holds on each n-th candle, counted from 1970-01-01 so that it does not depend on where a run begins",
        ),
        offset: z.int().min(0).optional(),
      }),
      z.strictObject({ kind: z.literal("all"), of: z.array(Condition).min(1).max(20) }),
      z.strictObject({ kind: z.literal("any"), of: z.array(Condition).min(1).max(20) }),
      z.strictObject({ kind: z.literal("not"), of: Condition }),
      z.strictObject({
        kind: z.literal("on"),
        timeframe: Timeframe.describe("longer than the rules': prices in `of` are of its last closed candle"),
        of: Condition,
      }),
    ]),
  )
  .meta({ id: "Condition" });

export const Universe = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("coin"), coin: CoinId }),
    z.strictObject({ kind: z.literal("list"), coins: z.array(CoinId).min(1).max(50) }),
    z.strictObject({
      kind: z.literal("top"),
      count: z.int().min(1).max(50),
      rebalance: z
        .enum(["1d", "1w", "1M"])
        .describe("how often membership is decided anew; a coin that leaves is sold at the next open"),
      withStablecoins: z.boolean().default(false),
    }),
  ])
  .meta({ id: "Universe" });
export type Universe = z.infer<typeof Universe>;

/** Levels that close a position (each tranche of it by itself) inside a candle. Percentages of the price paid. */
export const Stops = z
  .strictObject({
    fixedPct: Quantity.optional().describe("loss at which it is closed"),
    atr: z
      .strictObject({ period: Quantity, multiple: Quantity })
      .optional()
      .describe("so many average true ranges, as known at the signal, from the price paid"),
    trailingPct: Quantity.optional().describe("from the best price since it was opened"),
    trailingAtr: z.strictObject({ period: Quantity, multiple: Quantity }).optional(),
    targetPct: Quantity.optional().describe("gain at which it is closed"),
    targetAtr: z.strictObject({ period: Quantity, multiple: Quantity }).optional(),
    candles: Quantity.optional().describe("closed at the open after so many candles"),
  })
  .meta({ id: "Stops" });
export type Stops = z.infer<typeof Stops>;

export const Sizing = z
  .discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("cash"), amount: Quantity.describe("USD for each entry") }),
    z.strictObject({ kind: z.literal("equity"), pct: Quantity.describe("percent of equity for each entry") }),
    z.strictObject({
      kind: z.literal("volatility"),
      targetPct: Quantity.describe("volatility a year that the position shall have, percent of equity"),
      period: Quantity.describe("candles over which volatility is measured"),
      mostPct: Quantity.describe("never more than this percent of equity"),
    }),
    z.strictObject({
      kind: z.literal("kelly"),
      fraction: Quantity.describe("of the full Kelly bet, e.g. 0.5"),
      trades: Quantity.describe("closed trades it is estimated from; before there are so many, `mostPct` / 4"),
      mostPct: Quantity,
    }),
  ])
  .meta({ id: "Sizing" });
export type Sizing = z.infer<typeof Sizing>;

export const Costs = z
  .strictObject({
    makerPct: z.number().min(0).max(10).default(0.1).describe("of targets, which rest in the book"),
    takerPct: z.number().min(0).max(10).default(0.1).describe("of all other fills"),
    slippage: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("none") }),
        z.strictObject({ kind: z.literal("fixed"), pct: z.number().min(0).max(20) }),
        z.strictObject({
          kind: z.literal("volume-share"),
          impactPct: z
            .number()
            .min(0)
            .max(100)
            .describe("price moved by taking a whole candle's volume; grows with the square of the share"),
        }),
      ])
      .default({ kind: "fixed", pct: 0.05 }),
    mostOfVolumePct: z
      .number()
      .positive()
      .max(100)
      .nullable()
      .default(null)
      .describe(
        "no fill takes more of a candle's volume than this; the rest waits for the next candle. null: no limit",
      ),
    fundingPctPerDay: z.number().min(-5).max(5).default(0).describe("paid for what is borrowed: shorts"),
  })
  .meta({ id: "Costs" });
export type Costs = z.infer<typeof Costs>;

/**
 * The rules of a strategy. Signals are read at the close of a candle and filled at the open of the next one; stops and
 * targets are filled inside candles.
 */
export const StrategyRules = z
  .strictObject({
    schema: z.literal(1),
    name: lineOf(80),
    description: noteOf(2000).nullable().default(null),
    universe: Universe,
    timeframe: Timeframe,
    parameters: z.array(RuleParameter).max(20).default([]),
    series: z.array(NamedSeries).max(40).default([]),
    long: z
      .strictObject({ enter: Condition, exit: Condition.nullable().default(null) })
      .nullable()
      .default(null),
    short: z
      .strictObject({ enter: Condition, exit: Condition.nullable().default(null) })
      .nullable()
      .default(null),
    stops: Stops.default({}),
    sizing: Sizing,
    adding: z
      .strictObject({
        tranches: Quantity.describe("entries that one position may be made of"),
        spacingPct: Quantity.optional().describe(
          "a further one only this much below (long) or above (short) the last one",
        ),
      })
      .nullable()
      .default(null)
      .describe("null: a position has one entry. Each tranche has stops and target of its own"),
    rebalance: z
      .strictObject({
        candles: Quantity,
        driftPct: Quantity.optional().describe("only where the weight is off by more than this, in points"),
      })
      .nullable()
      .default(null)
      .describe("brings open positions back to the size that sizing gives"),
    maxPositions: z.int().min(1).max(50).default(1),
    cooldownCandles: Quantity.default(0).describe("candles after a close in which the coin is not entered"),
    costs: Costs.prefault({}),
  })
  .meta({ id: "StrategyRules" });
export type StrategyRules = z.infer<typeof StrategyRules>;
export type StrategyRulesInput = z.input<typeof StrategyRules>;

/** What is wrong with rules, and where: a path into the document and, where they were given as text, a place in it. */
export const RuleProblem = z
  .object({
    path: z.array(z.union([z.string(), z.int()])),
    code: z.string().optional().describe("what is wrong, for programs; what has none is told by its message alone"),
    values: z
      .record(z.string(), z.union([z.string(), z.number(), z.null()]))
      .optional()
      .describe(
        "what the sentence of this code names; `found` is what stands where something else was expected, null: the end of the line",
      ),
    message: z.string().describe("what is wrong and what to do, in English"),
    available: z.array(z.string()).optional().describe("what may be written there instead"),
    line: z.int().optional().describe("from 1"),
    column: z.int().optional().describe("from 1"),
    length: z.int().optional(),
  })
  .meta({ id: "RuleProblem" });
export type RuleProblem = z.infer<typeof RuleProblem>;
