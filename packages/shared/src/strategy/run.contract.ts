import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { CoinId, IsoTime } from "../market/source.contract.ts";
import { Timeframe } from "../market/timeframe.ts";
import { NewId } from "../portfolio/portfolio.contract.ts";
import {
  BacktestMetrics,
  BacktestReport,
  BacktestSettings,
  BacktestTrade,
  CoinCoverage,
  Remark,
} from "./backtest.contract.ts";
import { OptimisationPlan, OptimisationResult } from "./optimisation.contract.ts";
import { StrategyRules } from "./rules.contract.ts";

export const RunState = z.enum(["queued", "running", "succeeded", "failed", "cancelled"]);

/** A backtest or a search that the desk carries out, from being asked for to its end. */
export const StrategyRun = z
  .object({
    id: z.uuid(),
    kind: z.enum(["backtest", "optimisation"]),
    strategyId: z.uuid(),
    strategyName: z.string(),
    version: z.int(),
    state: RunState,
    progress: z.object({ done: z.int(), total: z.int().nullable(), note: z.string().nullable() }),
    error: z.string().nullable(),
    settings: BacktestSettings,
    metrics: BacktestMetrics.nullable().describe("of a backtest that has ended"),
    verdict: z.enum(["too-little", "luck", "doubtful", "holds-up"]).nullable(),
    requestedAt: IsoTime,
    startedAt: IsoTime.nullable(),
    finishedAt: IsoTime.nullable(),
  })
  .meta({ id: "StrategyRun" });
export type StrategyRun = z.infer<typeof StrategyRun>;

export const StrategyRunPage = z
  .object({ items: z.array(StrategyRun), nextCursor: z.string().nullable() })
  .meta({ id: "StrategyRunPage" });
export type StrategyRunPage = z.infer<typeof StrategyRunPage>;

export const StartBacktestInput = z.strictObject({
  strategyId: z.uuid(),
  version: z.int().min(1).optional(),
  id: NewId,
  settings: BacktestSettings.prefault({}),
  portfolioId: z
    .uuid()
    .optional()
    .describe("run on the coins held in this portfolio instead of the universe of the rules"),
});
export type StartBacktestInput = z.infer<typeof StartBacktestInput>;

export const StartOptimisationInput = z.strictObject({
  strategyId: z.uuid(),
  version: z.int().min(1).optional(),
  id: NewId,
  plan: OptimisationPlan.prefault({}),
});
export type StartOptimisationInput = z.infer<typeof StartOptimisationInput>;

export const ListStrategyRunsInput = z.strictObject({
  strategyId: z.uuid().optional(),
  kind: z.enum(["backtest", "optimisation"]).optional(),
  ...pageInput,
});
export type ListStrategyRunsInput = z.infer<typeof ListStrategyRunsInput>;

export const RunRef = z.strictObject({ runId: z.uuid() });
export type RunRef = z.infer<typeof RunRef>;

export const StrategyRunDetail = z
  .object({
    run: StrategyRun,
    rules: StrategyRules.describe("as they were run, the universe included"),
    report: BacktestReport.nullable(),
    optimisation: OptimisationResult.nullable(),
  })
  .meta({ id: "StrategyRunDetail" });
export type StrategyRunDetail = z.infer<typeof StrategyRunDetail>;

export const ListTradesInput = z.strictObject({ runId: z.uuid(), ...pageInput });
export type ListTradesInput = z.infer<typeof ListTradesInput>;

export const BacktestTradePage = z
  .object({ items: z.array(BacktestTrade), nextCursor: z.string().nullable() })
  .meta({ id: "BacktestTradePage" });
export type BacktestTradePage = z.infer<typeof BacktestTradePage>;

export const CompareRunsInput = z.strictObject({ runIds: z.array(z.uuid()).min(2).max(8) });
export type CompareRunsInput = z.infer<typeof CompareRunsInput>;

/** Several backtests side by side, their curves begun at 100. */
export const RunComparison = z
  .object({
    items: z.array(
      z.object({
        run: StrategyRun,
        from: IsoTime,
        to: IsoTime,
        curve: z.array(z.object({ at: IsoTime, index: z.number() })),
      }),
    ),
    notes: z.array(z.string()).describe("why they may not be comparable, in English: other data, other spans"),
    remarks: z.array(Remark).describe("what the notes say, one for each"),
    nextCursor: z.null(),
  })
  .meta({ id: "RunComparison" });
export type RunComparison = z.infer<typeof RunComparison>;

/** The candles that rules need, as arrays, for a run in the browser or at a terminal: what a run on the desk would read. */
export const GetBacktestDataInput = z.strictObject({
  rules: StrategyRules,
  settings: BacktestSettings.prefault({}),
});
export type GetBacktestDataInput = z.infer<typeof GetBacktestDataInput>;

const column = z.array(z.number());

export const BacktestData = z
  .object({
    timeframe: Timeframe,
    intervalMs: z.int(),
    simulated: z.boolean(),
    from: IsoTime.describe("the first candle that may be acted on; earlier ones are warm-up"),
    to: IsoTime.describe("end of the last candle"),
    benchmark: CoinId.nullable().describe("the coin among these that a run is compared with; null: none has candles"),
    coverage: z.array(CoinCoverage),
    coins: z.array(
      z.object({
        coin: CoinId,
        symbol: z.string().nullable(),
        time: z
          .array(z.int())
          .describe("start of each candle, ms since 1970-01-01 UTC, ascending; missing candles are left out"),
        open: column,
        high: column,
        low: column,
        close: column,
        volume: z.array(z.number().nullable()).describe("of the coin; null where nobody reported it"),
        segment: z.array(z.int()).describe("candles with the same number belong to one unbroken series"),
        members: z
          .array(z.object({ from: z.int(), to: z.int().nullable() }))
          .nullable()
          .describe("when it belongs to a universe by rank, ms; null: always"),
        inUniverse: z.boolean().describe("false: read as a benchmark or by an indicator only"),
      }),
    ),
    notes: z.array(z.string()).describe("in English"),
    remarks: z.array(Remark).describe("what the notes say, one for each"),
  })
  .meta({ id: "BacktestData" });
export type BacktestData = z.infer<typeof BacktestData>;
