import type { RuleCheck } from "@cryptodesk/shared/strategy/backtest.contract";
import type { CheckRulesInput } from "@cryptodesk/shared/strategy/strategy.contract";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { readRules } from "./given-rules.ts";

/** Everything that is wrong with rules, with the place of each; nothing is saved. */
export async function checkGivenRules(ctx: ServiceContext, input: CheckRulesInput): Promise<RuleCheck> {
  const { problems } = await readRules(ctx.db.replica, input);
  return { valid: problems.length === 0, problems };
}
