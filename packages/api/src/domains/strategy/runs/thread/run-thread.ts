import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { answerStanding } from "./answer-standing.ts";
import { carryOutBacktest, NothingToRun } from "./carry-out-backtest.ts";
import type { BacktestMessage, BacktestTask, SearchAnswer, SearchQuestion, ThreadTask } from "./run-task.ts";
import { SearchDesk } from "./search-desk.ts";
import type { StandingQuestion, StandingReply } from "./standing-questions.ts";

/** Carries a backtest out and ends; scores points of a search, or answers anybody, for as long as it is asked. */
function work(port: MessagePort, task: ThreadTask): void {
  if (task.kind === "backtest") {
    backtest(task, (message) => port.postMessage(message));
    return;
  }
  if (task.kind === "standing") {
    port.on("message", (question: StandingQuestion) => tell(port, answerStanding(question)));
    return;
  }
  const desk = new SearchDesk(task);
  port.on("message", (question: SearchQuestion) => port.postMessage(desk.answer(question) satisfies SearchAnswer));
}

/** Bytes are handed over, not copied. */
function tell(port: MessagePort, reply: StandingReply): void {
  const isBytes = reply.kind === "answer" && reply.answer instanceof Uint8Array;
  port.postMessage(reply, isBytes ? [reply.answer.buffer as ArrayBuffer] : []);
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
