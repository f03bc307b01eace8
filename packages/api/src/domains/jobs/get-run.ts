import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type { GetRunInput, JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import type { ServiceContext } from "../../platform/service-context.ts";

/** @throws DomainError NOT_FOUND */
export async function getRun(ctx: ServiceContext, { id }: GetRunInput): Promise<JobRun> {
  const run = await new JobRunStore(ctx.db.primary, ctx.clock).find(id);
  if (!run) throw notFound("job run", id);
  return run;
}
