import type { JobRun, JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import { UNKNOWN } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { figureText } from "../../output/record.ts";
import { anyValue } from "../../output/rows.ts";
import { duration, timeWithAge } from "../../output/times.ts";

/** The state of a run in its colour. */
export function stateText(state: JobRun["state"], { palette }: Output): string {
  if (state === "succeeded") return palette.good(state);
  if (state === "failed") return palette.bad(state);
  return state === "cancelled" ? palette.warn(state) : state;
}

export function progressText({ done, total, note }: JobRun["progress"]): string {
  const counts = total === null ? `${done}` : `${done}/${total}`;
  return note ? `${counts} ${safeText(note)}` : counts;
}

export function drawRun(run: JobRun, out: Output): string {
  const now = out.now();
  const figures = [
    ["Job", safeText(run.subject ? `${run.name} (${run.subject})` : run.name)],
    ["Id", run.id],
    ["State", stateText(run.state, out)],
    ["Asked for by", run.trigger],
    ["Progress", progressText(run.progress)],
    ["Asked for", timeWithAge(run.requestedAt, now)],
    ["Started", timeWithAge(run.startedAt, now)],
    ["Finished", timeWithAge(run.finishedAt, now)],
    ["Took", run.durationMs === null ? UNKNOWN : runTime(run.durationMs)],
    ["Attempt", String(run.attempt)],
    ["Worker", safeText(run.worker ?? UNKNOWN)],
    ...(run.requestId === null ? [] : [["Request id", safeText(run.requestId)] as const]),
    ...(run.error === null ? [] : [["Error", out.palette.bad(safeText(run.error))] as const]),
  ] as const;
  const result = Object.entries(run.result ?? {}).map(([name, value]) => [safeText(name), anyValue(value)] as const);
  return figureText([{ figures }, { title: "Result", figures: result }], out);
}

export function drawTicket(ticket: JobTicket, out: Output): string {
  const figures = [
    ["Job", safeText(ticket.name)],
    ["Id", ticket.jobId],
    ["State", ticket.joined ? `${ticket.state}, joined a run in flight` : ticket.state],
    ["Follow it", `cryptodesk jobs show ${ticket.jobId}`],
  ] as const;
  return figureText([{ figures }], out);
}

/** Exact below ten seconds, where the unit of `duration` is too coarse. */
export function runTime(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(ms < 1000 ? 3 : 1)}s` : duration(ms);
}
