import { judgeCloses } from "../../paper/coins-at-close.ts";
import type { StandingQuestion, StandingReply } from "./standing-questions.ts";
import { writeBacktestData } from "./write-backtest-data.ts";

/** Answers what a standing thread is asked. Never throws. */
export function answerStanding(question: StandingQuestion): StandingReply {
  try {
    if (question.kind === "write") return { kind: "answer", answer: writeBacktestData(question) };
    const at = judgeCloses(question.rules, question.market);
    return { kind: "answer", answer: question.closes.map(at) };
  } catch (error) {
    if (error instanceof RangeError) return { kind: "refused", message: error.message };
    return { kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
