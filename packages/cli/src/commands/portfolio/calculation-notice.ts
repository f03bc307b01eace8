import type { CalculationState } from "@cryptodesk/shared/portfolio/portfolio.contract";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { age } from "../../output/times.ts";

/** How old the figures are, in a few words; empty where they are those of the newest revision. */
export function calculationText({ state, calculatedAt, progress, problem }: CalculationState, out: Output): string {
  const old = calculatedAt === null ? "no figures yet" : `figures of ${age(calculatedAt, out.now())} ago`;
  if (state === "recomputing") {
    const far = progress === null ? "" : ` (${Math.floor(progress * 100)}%)`;
    return `calculating${far}, ${old}`;
  }
  if (state === "failed") return `not calculated, ${old}: ${safeText(problem?.detail ?? "the reason is not known")}`;
  return "";
}

/** Says on stderr that the figures are not the newest, and what to do. */
export function noticeCalculation(out: Output, calculation: CalculationState): void {
  const text = calculationText(calculation, out);
  if (text === "") return;
  const { palette } = out;
  out.notice(calculation.state === "failed" ? palette.bad(text) : palette.warn(`${text}. Ask again in a moment.`));
  const id = calculation.problem?.transactionId;
  if (id) out.notice(`Correct it: cryptodesk portfolio transaction edit ${id}`);
}
