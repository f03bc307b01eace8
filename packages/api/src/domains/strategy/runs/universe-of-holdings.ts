import { DomainError, invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";

/** Ids of the coins held in a portfolio, the most valuable first. @throws DomainError NOT_FOUND */
export type HeldCoins = (ctx: ServiceContext, portfolioId: string) => Promise<string[]>;

const MAX_COINS = 50;

/**
 * Rules on the coins of a portfolio instead of their own universe.
 * @throws DomainError NOT_FOUND for a portfolio, FORBIDDEN for a key that may not read any, INVALID_INPUT for one without coins
 */
export async function onHeldCoins(
  ctx: ServiceContext,
  rules: StrategyRules,
  portfolioId: string | null,
  heldCoins: HeldCoins,
): Promise<StrategyRules> {
  if (portfolioId === null) return rules;
  if (ctx.actor.kind === "key" && !ctx.actor.permissions.has("portfolio:read")) {
    throw new DomainError("FORBIDDEN", "This API key lacks the scope portfolio:read, which a run on holdings needs.");
  }
  const coins = (await heldCoins(ctx, portfolioId)).slice(0, MAX_COINS);
  if (coins.length === 0) {
    throw invalidInput("/portfolioId", "holds no coins that the market lists: record a purchase, or leave it out");
  }
  return { ...rules, universe: { kind: "list", coins } };
}
