import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { carryOutBacktest, NothingToRun } from "./carry-out-backtest.ts";
import type { BacktestMessage, BacktestTask, SearchAnswer, SearchQuestion, ThreadTask } from "./run-task.ts";
import { SearchDesk } from "./search-desk.ts";

/** Carries a backtest out and ends, or scores points of a search for as long as it is asked. */
function work(port: MessagePort, task: ThreadTask): void {
  if (task.kind === "backtest") {
    backtest(task, (message) => port.postMessage(message));
    return;
  }
  const desk = new SearchDesk(task);
  port.on("message", (question: SearchQuestion) => port.postMessage(desk.answer(question) satisfies SearchAnswer));
}

function backtest(task: BacktestTask, say: (message: BacktestMessage) => void): void {
  try {
    const told = carryOutBacktest(task, (done, total, note) => say({ kind: "progress", done, total, note }));
    const { report, trades } = told;
    for (const page of trades) say({ kind: "trades", trades: JSON.stringify(page) });
    const summary = { metrics: report.metrics, verdict: report.honesty?.verdict ?? null };
    say({ kind: "done", summary: JSON.stringify(summary), report: JSON.stringify(report) });
  } catch (error) {
    if (!(error instanceof NothingToRun)) throw error;
    say({ kind: "refused", message: error.message });
  }
}

if (parentPort) work(parentPort, workerData as ThreadTask);
