import type { JobRun, JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import { Option } from "commander";
import { Interrupted, ReportedFailure, ServerUnreachable } from "../failures.ts";
import { safeText } from "../output/plain-text.ts";
import { printRecord } from "../output/record.ts";
import type { Session } from "../session.ts";
import { createJobProgress, type JobProgress } from "./job-progress.ts";
import { drawRun, drawTicket } from "./jobs/draw-run.ts";

const POLL_MS = 500;
const PATIENCE_MS = 30_000;

export function noWaitOption(): Option {
  return new Option("--no-wait", "print the job's id and leave it to the server");
}

/** Asks for a job, then prints its ticket (`--no-wait`) or follows it to its end and prints the run; a failed run fails the command. */
export async function runJob(session: Session, order: () => Promise<JobTicket>): Promise<void> {
  const { out } = session;
  const ticket = await orderOnce(session, order);
  if (session.command.getOptionValue("wait") === false) {
    await printRecord(out, ticket, () => drawTicket(ticket, out));
    return;
  }
  if (ticket.joined) out.notice("A run was in flight already; following it.");
  const run = await followRun(session, ticket.jobId, ticket.name);
  await printRecord(out, run, () => drawRun(run, out));
  if (run.state !== "succeeded") throw new ReportedFailure(`The run ${run.state}.`);
}

async function orderOnce({ out }: Session, order: () => Promise<JobTicket>): Promise<JobTicket> {
  try {
    return await order();
  } catch (error) {
    if (error instanceof Interrupted) out.notice("The server may have taken the order: cryptodesk jobs list");
    throw error;
  }
}

/** Watches a run until it has ended. Ctrl-C stops the watching, not the run. */
async function followRun(session: Session, id: string, name: string): Promise<JobRun> {
  const progress = await createJobProgress(session.cli.stderr, name);
  try {
    return await pollUntilEnd(session, id, progress);
  } catch (error) {
    progress.stop();
    if (error instanceof Interrupted) {
      session.out.notice(`Stopped following; the job goes on. See it with: cryptodesk jobs show ${id}`);
    }
    throw error;
  } finally {
    progress.stop();
  }
}

async function pollUntilEnd({ ask, cli }: Session, id: string, progress: JobProgress): Promise<JobRun> {
  let lastAnswerMs = cli.now().getTime();
  while (true) {
    try {
      const run = await ask((api) => api.jobs.get.query({ id }));
      lastAnswerMs = cli.now().getTime();
      if (run.finishedAt !== null || isOver(run)) return run;
      progress.show(run.progress.done, run.progress.total, safeText(run.progress.note ?? run.state));
    } catch (error) {
      // The server may be restarting; the run is not lost with it.
      const patient = error instanceof ServerUnreachable && cli.now().getTime() - lastAnswerMs < PATIENCE_MS;
      if (!patient) throw error;
    }
    await cli.pause(POLL_MS);
  }
}

function isOver({ state }: JobRun): boolean {
  return state === "succeeded" || state === "failed" || state === "cancelled";
}
