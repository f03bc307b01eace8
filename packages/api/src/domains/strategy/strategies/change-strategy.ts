import { DomainError, invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { ChangeStrategyInput, Strategy, StrategyRef } from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { recordAudit } from "../../audit/audit.public.ts";
import { findStrategy, lockStrategy } from "./find-strategy.ts";
import { type StrategyChange, StrategyRepository, type StrategyRow } from "./strategy.repository.ts";
import { toStrategy } from "./strategy-answers.ts";

/**
 * Changes tags and who may see a strategy. Making it private ends its link.
 * @throws DomainError NOT_FOUND, INVALID_INPUT where it shall be seen by a link that was not made
 */
export async function changeStrategy(ctx: ServiceContext, input: ChangeStrategyInput): Promise<Strategy> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, tags, visibility } = input;
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const current = await lockStrategy(db, accountId, strategyId);
    if (visibility === "link" && current.link_hash === null) {
      throw invalidInput("/visibility", "takes a link: make one first, which shares the strategy by it");
    }
    const change: StrategyChange = {
      ...(tags !== undefined && { tags: [...new Set(tags)] }),
      ...(visibility !== undefined && { visibility }),
      ...(visibility === "private" && { linkHash: null }),
    };
    await new StrategyRepository(db).update(accountId, strategyId, change, ctx.clock());
    if (visibility !== undefined && visibility !== current.visibility) {
      const changes = { visibility: { before: current.visibility, after: visibility } };
      await recordAudit(db, ctx, { action: "strategy.share", target: current.name, changes });
    }
    return toStrategy(await findStrategy(db, accountId, strategyId));
  });
}

/** Deletes a strategy so that it can be restored; nobody else sees it any more. @throws DomainError NOT_FOUND */
export async function removeStrategy(ctx: ServiceContext, { strategyId }: StrategyRef): Promise<Strategy> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    await lockStrategy(db, accountId, strategyId);
    const now = ctx.clock();
    await new StrategyRepository(db).update(accountId, strategyId, { deletedAt: now }, now);
    return toStrategy(await findDeleted(new StrategyRepository(db), accountId, strategyId));
  });
}

/** Takes a deletion back. @throws DomainError NOT_FOUND, or CONFLICT where it is not deleted */
export async function restoreStrategy(ctx: ServiceContext, { strategyId }: StrategyRef): Promise<Strategy> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const strategies = new StrategyRepository(db);
    await strategies.lock(accountId, strategyId);
    const row = await findDeleted(strategies, accountId, strategyId);
    if (!row.deleted_at) throw new DomainError("CONFLICT", "The strategy is not deleted.");
    await strategies.update(accountId, strategyId, { deletedAt: null }, ctx.clock());
    return toStrategy(await findStrategy(db, accountId, strategyId));
  });
}

async function findDeleted(strategies: StrategyRepository, accountId: string, id: string): Promise<StrategyRow> {
  const row = await strategies.find(accountId, id);
  if (!row) throw notFound("strategy", id);
  return row;
}
