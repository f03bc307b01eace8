import { invalidInput, notFound } from "@cryptodesk/shared/errors/domain-error";
import type {
  BlockStrategyInput,
  ListModeratedStrategiesInput,
  ModeratedStrategy,
  ModeratedStrategyPage,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { decodeTimeCursor, encodeTimeCursor, pageOf } from "../../../platform/paging/time-cursor.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { recordAudit } from "../../audit/audit.public.ts";
import { toModerated } from "./shared-answers.ts";
import { SharedStrategyRepository } from "./shared-strategy.repository.ts";
import type { StrategyAccounts } from "./strategy-accounts.ts";

/** Every strategy of the desk that others can see, blocked ones too, last changed first. */
export async function listModeratedStrategies(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { cursor, limit }: ListModeratedStrategiesInput,
): Promise<ModeratedStrategyPage> {
  const before = decodeTimeCursor(cursor);
  return asOwner(ctx.db.primary, "system", async (db) => {
    const rows = await new SharedStrategyRepository(db).listModerated({ before, limit: limit + 1 });
    const emails = await accounts.emailsOf(db, [...new Set(rows.map(({ account_id }) => account_id))]);
    const items = rows.map((row) => toModerated(row, emails));
    return pageOf(items, limit, ({ updatedAt, strategyId }) => encodeTimeCursor(updatedAt, strategyId));
  });
}

/**
 * Takes a shared strategy out of sight of everybody but its owner, or lets it be seen again. The owner is told why, and so
 * is the audit log.
 * @throws DomainError NOT_FOUND, INVALID_INPUT where it is blocked without a reason
 */
export async function blockStrategy(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { strategyId, blocked, reason }: BlockStrategyInput,
): Promise<ModeratedStrategy> {
  if (blocked && reason === null) throw invalidInput("/reason", "is needed: the owner is told why");
  const now = ctx.clock();
  return asOwner(ctx.db.primary, "system", async (db) => {
    const block = blocked ? { at: now, reason: reason ?? "" } : null;
    const row = await new SharedStrategyRepository(db).moderate(strategyId, block);
    if (!row) throw notFound("strategy", strategyId);
    const { account_id: ownerId, name } = row;
    const notice = blocked
      ? `The strategy "${name}" was blocked by an administrator: ${reason}`
      : `The strategy "${name}" can be seen by others again.`;
    await accounts.tellOwner(db, ownerId, notice, now);
    await recordAudit(db, ctx, {
      action: blocked ? "strategy.block" : "strategy.unblock",
      target: name,
      subjectId: ownerId,
      detail: reason,
    });
    return toModerated(row, await accounts.emailsOf(db, [ownerId]));
  });
}
