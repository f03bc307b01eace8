import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { carryOutBacktest, NothingToRun } from "./carry-out-backtest.ts";
import type { BacktestTask, ThreadMessage, ThreadTask } from "./run-task.ts";

/** Carries one task out and ends. */
function work(port: MessagePort, task: ThreadTask): void {
  const say = (message: ThreadMessage) => port.postMessage(message);
  try {
    backtest(task, say);
  } catch (error) {
    if (!(error instanceof NothingToRun)) throw error;
    say({ kind: "refused", message: error.message });
  }
}

function backtest(task: BacktestTask, say: (message: ThreadMessage) => void): void {
  const { report, trades } = carryOutBacktest(task, (done, total, note) =>
    say({ kind: "progress", done, total, note }),
  );
  for (const page of trades) say({ kind: "trades", trades: JSON.stringify(page) });
  const summary = { metrics: report.metrics, verdict: report.honesty?.verdict ?? null };
  say({ kind: "done", summary: JSON.stringify(summary), report: JSON.stringify(report), note: null });
}

if (parentPort) work(parentPort, workerData as ThreadTask);
