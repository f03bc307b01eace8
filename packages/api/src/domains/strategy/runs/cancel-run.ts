import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { RunRef, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { JobRunStore } from "../../../platform/queue/job-run.repository.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findRun } from "./find-run.ts";
import { RunRepository } from "./run.repository.ts";
import { toRun } from "./run-answers.ts";
import type { RunRuntime } from "./run-runtime.ts";

/**
 * Stops a run that waits or goes on. What a search has tried so far is kept, so that it can be resumed.
 * @throws DomainError NOT_FOUND, or CONFLICT where it has ended
 */
export async function cancelRun(ctx: ServiceContext, runtime: RunRuntime, { runId }: RunRef): Promise<StrategyRun> {
  const accountId = accountIdOf(ctx.actor);
  const run = await asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findRun(db, accountId, runId);
    const cancelled = await new RunRepository(db).cancel(accountId, runId, ctx.clock());
    if (!cancelled) throw new DomainError("CONFLICT", `This run has ended already: ${row.state}.`);
    // The row of the job keeps a worker from taking it up.
    if (cancelled.jobId !== null) await new JobRunStore(db, ctx.clock).cancel(cancelled.jobId);
    return findRun(db, accountId, runId);
  });
  runtime.announcements.announce(runId);
  return toRun(run);
}
