import type { Strategy, StrategyLink, StrategyRef } from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { hashToken, randomToken } from "../../../platform/security/random-token.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { recordAudit } from "../../audit/audit.public.ts";
import { findStrategy, lockStrategy } from "../strategies/find-strategy.ts";
import { StrategyRepository } from "../strategies/strategy.repository.ts";
import { toStrategy } from "../strategies/strategy-answers.ts";
import type { StrategyAccounts } from "./strategy-accounts.ts";

/**
 * Makes the link with which others see a strategy; an earlier one ends. Its token is in this answer and nowhere else: only
 * its hash is kept. @throws DomainError NOT_FOUND
 */
export async function makeLink(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { strategyId }: StrategyRef,
): Promise<StrategyLink> {
  const accountId = accountIdOf(ctx.actor);
  const token = randomToken();
  await asOwner(ctx.db.primary, accountId, async (db) => {
    const { name, visibility } = await lockStrategy(db, accountId, strategyId);
    const change = { linkHash: hashToken(token), visibility: visibility === "private" ? "link" : visibility } as const;
    await new StrategyRepository(db).update(accountId, strategyId, change, ctx.clock());
    await recordAudit(db, ctx, { action: "strategy.link", target: name });
  });
  return { token, url: `${accounts.publicUrl}/shared/strategies/${token}` };
}

/** Ends the link at once; ending it twice is no mistake. A public strategy stays public. @throws DomainError NOT_FOUND */
export async function endLink(ctx: ServiceContext, { strategyId }: StrategyRef): Promise<Strategy> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const { name, visibility, link_hash } = await lockStrategy(db, accountId, strategyId);
    if (link_hash !== null) {
      const change = { linkHash: null, visibility: visibility === "link" ? "private" : visibility } as const;
      await new StrategyRepository(db).update(accountId, strategyId, change, ctx.clock());
      await recordAudit(db, ctx, { action: "strategy.endLink", target: name });
    }
    return toStrategy(await findStrategy(db, accountId, strategyId));
  });
}
