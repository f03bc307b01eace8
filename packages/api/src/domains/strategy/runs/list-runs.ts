import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  ListStrategyRunsInput,
  RunRef,
  StrategyRunDetail,
  StrategyRunPage,
} from "@cryptodesk/shared/strategy/run.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy } from "../strategies/find-strategy.ts";
import { RunRepository } from "./run.repository.ts";
import { toRun } from "./run-answers.ts";

/** One's runs, newest first. @throws DomainError NOT_FOUND for a strategy that is not there */
export async function listRuns(ctx: ServiceContext, input: ListStrategyRunsInput): Promise<StrategyRunPage> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, kind, limit } = input;
  const before = decodeTimeCursor(input.cursor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    if (strategyId !== undefined) await findStrategy(db, accountId, strategyId);
    return new RunRepository(db).list(accountId, { strategyId, kind, before, limit: limit + 1 });
  });
  return pageOf(rows.map(toRun), limit, ({ requestedAt, id }) => encodeTimeCursor(requestedAt, id));
}

/** A run with its rules and its result. @throws DomainError NOT_FOUND */
export async function getRun(ctx: ServiceContext, { runId }: RunRef): Promise<StrategyRunDetail> {
  const accountId = accountIdOf(ctx.actor);
  const row = await asOwner(ctx.db.primary, accountId, (db) => new RunRepository(db).findWhole(accountId, runId));
  if (!row) throw notFound("strategy run", runId);
  return { run: toRun(row), rules: row.rules, report: row.report, optimisation: row.optimisation };
}
