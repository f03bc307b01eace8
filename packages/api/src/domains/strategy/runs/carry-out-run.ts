import { setImmediate as turn } from "node:timers/promises";
import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";
import type { RunData } from "../candles/run-data.ts";
import type { RunKeeper } from "./run-keeper.ts";
import type { RunInHand, RunResult } from "./run-work.repository.ts";
import { runInThread } from "./thread/run-in-thread.ts";
import { sharedData } from "./thread/run-task.ts";

/** Carries a backtest out in a thread and writes its trades down as they are told. */
export async function carryOutBacktestRun(
  keeper: RunKeeper,
  { rules }: RunInHand,
  settings: BacktestSettings,
  data: RunData,
): Promise<RunResult> {
  // A try before this one may have died halfway.
  await keeper.write((rows) => rows.clearTrades());
  const ports = {
    progress: (done: number, total: number | null, note: string | null) => keeper.tell(done, total, note),
    trades: async (trades: string) => {
      await keeper.write((rows) => rows.addTrades(trades));
      // The embedded database answers within the same turn: page after page, nobody else would have one.
      await turn();
    },
  };
  const task = { kind: "backtest", rules, settings, data: await sharedData(data) } as const;
  const { summary, report } = await runInThread(task, ports, keeper.signal);
  return { summary, report, optimisation: null };
}
