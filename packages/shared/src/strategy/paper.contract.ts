import { z } from "zod";
import { pageInput } from "../market/provider.contract.ts";
import { CoinId, IsoTime } from "../market/source.contract.ts";
import { NewId } from "../portfolio/portfolio.contract.ts";
import { BacktestTrade, Remark } from "./backtest.contract.ts";

/** A strategy followed on paper: its signals are recorded candle by candle as they close. No order is ever placed. */
export const PaperAccount = z
  .object({
    id: z.uuid(),
    strategyId: z.uuid(),
    strategyName: z.string(),
    version: z.int().describe("of the rules; a newer version needs a new account"),
    state: z.enum(["running", "paused", "failed"]),
    problem: z.string().nullable(),
    capital: z.number(),
    equity: z.number().describe("at live prices"),
    cash: z.number(),
    returnPct: z.number(),
    trades: z.int(),
    startedAt: IsoTime,
    lastCandleAt: IsoTime.nullable().describe("close of the last candle that was looked at"),
    nextCandleAt: IsoTime.nullable(),
    valuedAt: IsoTime,
    simulated: z.boolean(),
  })
  .meta({ id: "PaperAccount" });
export type PaperAccount = z.infer<typeof PaperAccount>;

export const PaperAccountPage = z
  .object({ items: z.array(PaperAccount), nextCursor: z.string().nullable() })
  .meta({ id: "PaperAccountPage" });
export type PaperAccountPage = z.infer<typeof PaperAccountPage>;

export const ListPaperInput = z.strictObject({ strategyId: z.uuid().optional(), ...pageInput });
export type ListPaperInput = z.infer<typeof ListPaperInput>;

export const StartPaperInput = z.strictObject({
  strategyId: z.uuid(),
  version: z.int().min(1).optional(),
  id: NewId,
  capital: z.number().positive().max(1e12).default(10_000),
});
export type StartPaperInput = z.infer<typeof StartPaperInput>;

export const PaperRef = z.strictObject({ paperId: z.uuid() });
export type PaperRef = z.infer<typeof PaperRef>;

export const ChangePaperInput = z.strictObject({ paperId: z.uuid(), state: z.enum(["running", "paused"]) });
export type ChangePaperInput = z.infer<typeof ChangePaperInput>;

/** What the rules said at the close of a candle, and what became of it. */
export const PaperSignal = z
  .object({
    id: z.uuid(),
    coin: CoinId,
    action: z.enum(["enter-long", "exit-long", "enter-short", "exit-short"]),
    candleAt: IsoTime.describe("close of the candle"),
    recordedAt: IsoTime.describe("when the desk saw it"),
    closePrice: z.number(),
    fillPrice: z.number().nullable().describe("price it was filled at on paper; null: not (yet)"),
    filledAt: IsoTime.nullable(),
    note: z.string().nullable().describe("why it was not filled, in English"),
    remark: Remark.nullable().describe("what the note says; null also where it is in other words"),
    trace: z.string(),
  })
  .meta({ id: "PaperSignal" });
export type PaperSignal = z.infer<typeof PaperSignal>;

export const PaperSignalPage = z
  .object({ items: z.array(PaperSignal), nextCursor: z.string().nullable() })
  .meta({ id: "PaperSignalPage" });
export type PaperSignalPage = z.infer<typeof PaperSignalPage>;

export const ListSignalsInput = z.strictObject({ paperId: z.uuid(), ...pageInput });
export type ListSignalsInput = z.infer<typeof ListSignalsInput>;

/** Where a paper account stands, and how a backtest of the same stretch differs from it. */
export const PaperDetail = z
  .object({
    account: PaperAccount,
    positions: z.array(
      z.object({
        coin: CoinId,
        side: z.enum(["long", "short"]),
        quantity: z.number(),
        entryPrice: z.number(),
        price: z.number().nullable(),
        profitUsd: z.number().nullable(),
        openedAt: IsoTime,
      }),
    ),
    trades: z.array(BacktestTrade).describe("the newest 250"),
    curve: z.array(z.object({ at: IsoTime, equity: z.number() })).describe("at the close of each candle"),
    backtest: z
      .object({
        equity: z.number(),
        curve: z.array(z.object({ at: IsoTime, equity: z.number() })),
        differences: z
          .array(
            z.object({
              at: IsoTime,
              coin: CoinId.nullable(),
              detail: z.string().describe("in English"),
              remark: Remark,
            }),
          )
          .describe("each with its cause: a fill at another price, a candle that was corrected, a desk that was off"),
      })
      .nullable(),
  })
  .meta({ id: "PaperDetail" });
export type PaperDetail = z.infer<typeof PaperDetail>;
