import { z } from "zod";
import { BacktestMetrics, BacktestSettings, Remark } from "./backtest.contract.ts";
import { RuleName } from "./rules.contract.ts";

export const Objective = z
  .enum(["sharpe", "sortino", "calmar", "totalReturnPct", "omega", "sqn", "profitFactor", "informationRatio"])
  .meta({ id: "Objective" });
export type Objective = z.infer<typeof Objective>;

export const OptimisationPlan = z
  .strictObject({
    method: z.enum(["grid", "random", "evolution"]).default("grid"),
    parameters: z
      .array(z.strictObject({ name: RuleName, min: z.number(), max: z.number(), step: z.number().positive() }))
      .max(8)
      .default([])
      .describe("which parameters of the rules move, and how far; default: all with their own ranges"),
    objective: Objective.default("sharpe"),
    constraints: z
      .strictObject({
        minTrades: z.int().min(0).default(10),
        maxDrawdownPct: z.number().positive().max(100).nullable().default(null),
      })
      .prefault({}),
    tries: z.int().min(1).max(20_000).default(1000).describe("at most; a grid of more points is refused"),
    outOfSamplePct: z
      .number()
      .min(0)
      .max(80)
      .default(30)
      .describe("of the candles at the end, which the search never sees"),
    settings: BacktestSettings.prefault({}),
  })
  .meta({ id: "OptimisationPlan" });
export type OptimisationPlan = z.infer<typeof OptimisationPlan>;

/** One set of parameters that was tried. */
export const OptimisationPoint = z
  .object({
    parameters: z.record(z.string(), z.number()),
    score: z.number().nullable().describe("the objective; null where it cannot be told or a constraint is not met"),
    rejected: z.string().nullable().describe("the constraint that is not met"),
    inside: BacktestMetrics.pick({ totalReturnPct: true, sharpe: true, maxDrawdownPct: true, trades: true }),
    outside: BacktestMetrics.pick({
      totalReturnPct: true,
      sharpe: true,
      maxDrawdownPct: true,
      trades: true,
    }).nullable(),
  })
  .meta({ id: "OptimisationPoint" });
export type OptimisationPoint = z.infer<typeof OptimisationPoint>;

export const OptimisationResult = z
  .object({
    plan: OptimisationPlan,
    tried: z.int(),
    total: z.int(),
    best: OptimisationPoint.nullable(),
    gapPct: z.number().nullable().describe("how much of the best's objective is lost outside the sample, percent"),
    points: z.array(OptimisationPoint).describe("the best 2,000, best first"),
    sentences: z.array(z.string()).describe("plain words in English on what the search found"),
    remarks: z
      .array(Remark)
      .optional()
      .describe("what the sentences say, one for each; searches of earlier versions have none"),
  })
  .meta({ id: "OptimisationResult" });
export type OptimisationResult = z.infer<typeof OptimisationResult>;
