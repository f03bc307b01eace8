import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { GetRunInput, JobRun } from "@cryptodesk/shared/jobs/job.contract";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { JobRunStore } from "../../platform/queue/job-run.repository.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { getRun } from "./get-run.ts";

/**
 * Stops a queued or running job; the worker notices within a second or two. What it had committed stays.
 * @throws DomainError NOT_FOUND, or CONFLICT when it has ended already or must run to its end
 */
export async function cancelRun(
  ctx: ServiceContext,
  { id }: GetRunInput,
  definitions: readonly JobDefinition[],
): Promise<JobRun> {
  const { name } = await getRun(ctx, { id });
  if (definitions.some((job) => job.name === name && job.cancellable === false)) {
    throw new DomainError("CONFLICT", `Runs of ${name} cannot be cancelled.`);
  }
  await new JobRunStore(ctx.db.primary, ctx.clock).cancel(id);
  const run = await getRun(ctx, { id });
  if (run.state !== "cancelled") throw new DomainError("CONFLICT", `This run has ended already: ${run.state}.`);
  return run;
}
