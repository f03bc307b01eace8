import { bucketStart, TIMEFRAME_MS } from "@cryptodesk/shared/market/timeframe";
import type { ChangePaperInput, PaperAccount, PaperRef } from "@cryptodesk/shared/strategy/paper.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy } from "../strategies/find-strategy.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import { findPaper } from "./find-paper.ts";
import { type PaperChange, PaperRepository, type PaperRow } from "./paper.repository.ts";
import { valuePaper } from "./paper-answers.ts";

/**
 * Pauses a paper account, or lets it go on from the next close on. While it is paused nothing is looked at: neither signals nor
 * stops.
 * @throws DomainError NOT_FOUND
 */
export async function changePaper(
  runtime: StrategyRuntime,
  ctx: ServiceContext,
  { paperId, state }: ChangePaperInput,
): Promise<PaperAccount> {
  const accountId = accountIdOf(ctx.actor);
  const now = ctx.clock();
  const row = await asOwner(ctx.db.primary, accountId, async (db) => {
    const before = await findPaper(db, accountId, paperId);
    if (before.state === state) return before;
    if (state === "running") await findStrategy(db, accountId, before.strategy_id);
    const change: PaperChange = state === "paused" ? { state } : goingOn(before, now);
    await new PaperRepository(db).update(accountId, paperId, change);
    return findPaper(db, accountId, paperId);
  });
  return valuePaper(runtime, row, now);
}

/** Removes a paper account with its signals and trades. @throws DomainError NOT_FOUND */
export async function removePaper(
  runtime: StrategyRuntime,
  ctx: ServiceContext,
  { paperId }: PaperRef,
): Promise<PaperAccount> {
  const accountId = accountIdOf(ctx.actor);
  const row = await asOwner(ctx.db.primary, accountId, async (db) => {
    const found = await findPaper(db, accountId, paperId);
    await new PaperRepository(db).delete(accountId, paperId);
    return found;
  });
  return valuePaper(runtime, row, ctx.clock());
}

/** Closes of the pause are not missed: nobody wanted them looked at. */
function goingOn({ rules: { timeframe } }: PaperRow, now: Date): PaperChange {
  const lastClose = bucketStart(now.getTime(), timeframe);
  return {
    state: "running",
    problem: null,
    lastCandleAt: new Date(lastClose),
    nextCandleAt: new Date(lastClose + TIMEFRAME_MS[timeframe]),
  };
}
