import type {
  ListPaperInput,
  ListSignalsInput,
  PaperAccountPage,
  PaperSignalPage,
} from "@cryptodesk/shared/strategy/paper.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import type { StrategyRuntime } from "../strategy-runtime.ts";
import { findPaper } from "./find-paper.ts";
import { PaperRepository } from "./paper.repository.ts";
import { pricesOf, toPaperAccount, toSignal } from "./paper-answers.ts";

/** The asking account's paper accounts at the prices of this moment, newest first. */
export async function listPaper(
  runtime: StrategyRuntime,
  ctx: ServiceContext,
  { strategyId, cursor, limit }: ListPaperInput,
): Promise<PaperAccountPage> {
  const accountId = accountIdOf(ctx.actor);
  const plan = { strategyId: strategyId ?? null, before: decodeTimeCursor(cursor), limit: limit + 1 };
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new PaperRepository(db).list(accountId, plan));
  const prices = await pricesOf(runtime, rows);
  const valued = { now: ctx.clock(), simulated: runtime.market.simulated() };
  const items = rows.map((row) => toPaperAccount(row, prices, valued));
  return pageOf(items, limit, ({ startedAt, id }) => encodeTimeCursor(startedAt, id));
}

/** What the rules said at the closes that were looked at, newest first. @throws DomainError NOT_FOUND */
export async function listSignals(
  ctx: ServiceContext,
  { paperId, cursor, limit }: ListSignalsInput,
): Promise<PaperSignalPage> {
  const accountId = accountIdOf(ctx.actor);
  const before = decodeTimeCursor(cursor);
  const rows = await asOwner(ctx.db.primary, accountId, async (db) => {
    await findPaper(db, accountId, paperId);
    return new PaperRepository(db).signals(accountId, paperId, { before, limit: limit + 1 });
  });
  return pageOf(rows.map(toSignal), limit, ({ candleAt, id }) => encodeTimeCursor(candleAt, id));
}
