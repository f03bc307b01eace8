import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { RunRef } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findRun } from "./find-run.ts";
import { RunRepository } from "./run.repository.ts";
import { hasEnded } from "./run-answers.ts";

/** Removes a run that has ended, with its result. @throws DomainError NOT_FOUND, or CONFLICT while it goes on */
export async function removeRun(ctx: ServiceContext, { runId }: RunRef): Promise<void> {
  const accountId = accountIdOf(ctx.actor);
  await asOwner(ctx.db.primary, accountId, async (db) => {
    const row = await findRun(db, accountId, runId);
    const repository = new RunRepository(db);
    // Its worker died: the job's row knows, the run's not yet.
    if (hasEnded(row)) await repository.cancel(accountId, runId, ctx.clock());
    if (await repository.remove(accountId, runId)) return;
    throw new DomainError("CONFLICT", "This run goes on. Cancel it first.");
  });
}
