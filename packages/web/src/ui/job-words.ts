import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { t } from "../catalogue/catalogue.ts";
import { formatCount, formatDuration } from "../lib/format.ts";
import { toldWords } from "../lib/told-words.ts";

/** What is said of a background job. */
export type ToldRun = Pick<JobRun, "state" | "progress" | "error" | "durationMs"> & Partial<Pick<JobRun, "result">>;

/** Where a job stands: its state in a word or two, and how far it came or why it does not go on. */
export function jobWords(run: ToldRun): { state: string; detail: string } {
  const { state, progress, error, durationMs, result } = run;
  const failure = error === null ? null : toldWords("refusals", error);
  if (state === "failed") return { state: stateWord(run), detail: failure ?? t("words.jobFailed") };
  // It has run, failed, and is tried again after a while: no worker is missing.
  if (state === "queued" && failure !== null) return { state: t("words.jobAgain"), detail: failure };
  const reason = state === "succeeded" ? result?.paused : null;
  if (typeof reason === "string") {
    const why = toldWords("refusals", reason).replace(/\.$/, "");
    return { state: t("words.jobStopped"), detail: t("words.jobStoppedDetail", { reason: why }) };
  }
  const { done, total, note } = progress;
  const counted =
    total === null ? formatCount(done) : t("words.of", { done: formatCount(done), total: formatCount(total) });
  const begun = state === "queued" ? null : counted;
  const said = note === null ? null : toldWords("work", note);
  const parts = [begun, said, durationMs === null ? null : formatDuration(durationMs)];
  return { state: stateWord(run), detail: parts.filter((part) => part !== null && part !== "").join(" · ") };
}

const stateWord = ({ state }: ToldRun): string => t(`words.jobStates.${state}`);
