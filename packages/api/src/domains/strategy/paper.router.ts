import {
  ChangePaperInput,
  ListPaperInput,
  ListSignalsInput,
  PaperAccount,
  PaperAccountPage,
  PaperDetail,
  PaperRef,
  PaperSignalPage,
  StartPaperInput,
} from "@cryptodesk/shared/strategy/paper.contract";
import { procedure, router } from "../../platform/trpc/trpc.ts";
import { changePaper, removePaper } from "./paper/change-paper.ts";
import { getPaper } from "./paper/get-paper.ts";
import { listPaper, listSignals } from "./paper/list-paper.ts";
import { startPaper } from "./paper/start-paper.ts";
import type { StrategyRuntime } from "./strategy-runtime.ts";

const TAG = "Paper trading";
const SOME_ID = "00000000-0000-7000-8000-000000000000";

/** Wiring only. */
export function createPaperRouter(strategies: StrategyRuntime) {
  return router({
    start: procedure
      .meta({
        rest: { method: "POST", path: "/paper-accounts", status: 201 },
        access: "strategy:write",
        tag: TAG,
        summary: "Follow a strategy on paper",
        description:
          "From the next close on its signals are recorded and filled at live prices. No order is ever placed anywhere. The version is pinned: a newer one needs a new account.",
        cli: "strategy paper",
        example: { strategyId: SOME_ID, capital: 10000 },
        exampleNeeds: "strategyId",
      })
      .input(StartPaperInput)
      .output(PaperAccount)
      .mutation(({ ctx, input }) => startPaper(strategies, ctx, input)),

    list: procedure
      .meta({
        rest: { method: "GET", path: "/paper-accounts" },
        access: "strategy:read",
        tag: TAG,
        summary: "One's paper accounts at live prices, newest first",
        cli: "strategy papers",
        example: { limit: 5 },
      })
      .input(ListPaperInput)
      .output(PaperAccountPage)
      .query(({ ctx, input }) => listPaper(strategies, ctx, input)),

    get: procedure
      .meta({
        rest: { method: "GET", path: "/paper-accounts/{paperId}" },
        access: "strategy:read",
        tag: TAG,
        summary: "Where a paper account stands, and how a backtest of the same stretch differs from it",
        cli: "strategy paper-show",
        example: { paperId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(PaperRef)
      .output(PaperDetail)
      .query(({ ctx, input }) => getPaper(strategies, ctx, input)),

    change: procedure
      .meta({
        rest: { method: "PATCH", path: "/paper-accounts/{paperId}" },
        access: "strategy:write",
        tag: TAG,
        summary: "Pause a paper account, or let it go on",
        description: "While it is paused nothing is looked at, neither signals nor stops.",
        cli: "strategy paper-change",
        example: { paperId: SOME_ID, state: "paused" },
        exampleNeeds: "strategyId",
      })
      .input(ChangePaperInput)
      .output(PaperAccount)
      .mutation(({ ctx, input }) => changePaper(strategies, ctx, input)),

    remove: procedure
      .meta({
        rest: { method: "DELETE", path: "/paper-accounts/{paperId}" },
        access: "strategy:write",
        tag: TAG,
        summary: "Remove a paper account with its signals and trades",
        cli: "strategy paper-remove",
        example: { paperId: SOME_ID },
        exampleNeeds: "strategyId",
      })
      .input(PaperRef)
      .output(PaperAccount)
      .mutation(({ ctx, input }) => removePaper(strategies, ctx, input)),

    signals: procedure
      .meta({
        rest: { method: "GET", path: "/paper-accounts/{paperId}/signals", csv: true },
        access: "strategy:read",
        tag: TAG,
        summary: "What the rules said at each close, and what became of it",
        cli: "strategy signals",
        example: { paperId: SOME_ID, limit: 20 },
        exampleNeeds: "strategyId",
      })
      .input(ListSignalsInput)
      .output(PaperSignalPage)
      .query(({ ctx, input }) => listSignals(ctx, input)),
  });
}
