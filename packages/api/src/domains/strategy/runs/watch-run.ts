import { notFound, unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { RunRef, StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { RunRepository } from "./run.repository.ts";
import { hasEnded, toRun } from "./run-answers.ts";
import type { RunRuntime } from "./run-runtime.ts";

/**
 * A run as it is now, and then each time something of it has changed; ends with the run. Whoever lags is told the latest.
 * @throws DomainError NOT_FOUND, also for one that is removed meanwhile; UNAVAILABLE where the server stops
 */
export async function* watchRun(
  ctx: Pick<ServiceContext, "actor" | "db">,
  { announcements }: Pick<RunRuntime, "announcements">,
  { runId }: RunRef,
  signal: AbortSignal | undefined,
): AsyncGenerator<StrategyRun> {
  const accountId = accountIdOf(ctx.actor);
  const ear = announcements.listen(runId, signal);
  let told = "";
  try {
    while (!signal?.aborted) {
      const row = await asOwner(ctx.db.primary, accountId, (db) => new RunRepository(db).find(accountId, runId));
      if (!row) throw notFound("strategy run", runId);
      const run = toRun(row);
      const news = JSON.stringify(run);
      if (news !== told) yield run;
      told = news;
      if (hasEnded(row)) return;
      // An error, unlike an end, makes clients connect again.
      if (announcements.ended) throw unavailable("The server stops.", 2);
      await ear.next();
    }
  } finally {
    ear.close();
  }
}
