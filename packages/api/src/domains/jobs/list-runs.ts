import type { JobRunPage, ListRunsInput } from "@cryptodesk/shared/jobs/job.contract";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../platform/paging/time-cursor.ts";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import type { ServiceContext } from "../../platform/service-context.ts";

/** Runs of background jobs, newest first. */
export async function listRuns(ctx: ServiceContext, input: ListRunsInput): Promise<JobRunPage> {
  const runs = await new JobRunStore(ctx.db.primary, ctx.clock).list({
    name: input.name,
    state: input.state,
    before: decodeTimeCursor(input.cursor),
    limit: input.limit + 1,
  });
  return pageOf(runs, input.limit, (run) => encodeTimeCursor(run.requestedAt, run.id));
}
