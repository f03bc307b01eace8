import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { RunRef, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findRun } from "./find-run.ts";
import { RunRepository } from "./run.repository.ts";
import { hasEnded, toRun } from "./run-answers.ts";
import type { RunRuntime } from "./run-runtime.ts";
import { queueRun, requireRoom } from "./start-run.ts";

/**
 * Goes on with a search that was cancelled or cut off, where it stopped.
 * @throws DomainError NOT_FOUND, CONFLICT for a backtest or a search that goes on or is done, TOO_MANY_REQUESTS
 */
export async function resumeRun(ctx: ServiceContext, runtime: RunRuntime, { runId }: RunRef): Promise<StrategyRun> {
  const accountId = accountIdOf(ctx.actor);
  await asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findRun(db, accountId, runId);
    const runs = new RunRepository(db);
    if (row.kind === "backtest") {
      throw new DomainError("CONFLICT", "A backtest is not resumed: start it anew. Searches can be.");
    }
    await requireRoom(runs, accountId);
    // Its worker died: the job's row knows, the run's not yet.
    if (hasEnded(row)) await runs.cancel(accountId, runId, ctx.clock());
    if (!(await runs.requeue(accountId, runId))) {
      throw new DomainError("CONFLICT", `This search is ${row.state}: only a cancelled or failed one is resumed.`);
    }
  });
  await queueRun(ctx, accountId, runId);
  runtime.announcements.announce(runId);
  return toRun(await asOwner(ctx.db.primary, accountId, (db) => findRun(db, accountId, runId)));
}
