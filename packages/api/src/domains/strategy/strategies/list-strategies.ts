import { notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  GetStrategyInput,
  ListStrategiesInput,
  StrategyDetail,
  StrategyPage,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findVersion } from "./find-strategy.ts";
import { StrategyRepository } from "./strategy.repository.ts";
import { toDetail, toStrategy } from "./strategy-answers.ts";

/** The asking account's strategies, newest first. */
export async function listStrategies(ctx: ServiceContext, input: ListStrategiesInput): Promise<StrategyPage> {
  const accountId = accountIdOf(ctx.actor);
  const { search = null, tag = null, deleted, cursor, limit } = input;
  const plan = { accountId, deleted, search, tag, before: decodeTimeCursor(cursor), limit: limit + 1 };
  const rows = await asOwner(ctx.db.primary, accountId, (db) => new StrategyRepository(db).list(plan));
  return pageOf(rows.map(toStrategy), limit, ({ createdAt, id }) => encodeTimeCursor(createdAt, id));
}

/** One of them with rules of one version, deleted or not. @throws DomainError NOT_FOUND */
export async function getStrategy(
  ctx: ServiceContext,
  { strategyId, version }: GetStrategyInput,
): Promise<StrategyDetail> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await new StrategyRepository(db).find(accountId, strategyId);
    if (!strategy) throw notFound("strategy", strategyId);
    return toDetail(strategy, await findVersion(db, strategy, version));
  });
}
