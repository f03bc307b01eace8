import type {
  GetStrategyInput,
  ImportStrategyInput,
  StrategyDetail,
  StrategyFile,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { makeStrategy } from "./create-strategy.ts";
import { findStrategy, findVersion } from "./find-strategy.ts";
import { requireRules } from "./given-rules.ts";
import { storedRules } from "./strategy-answers.ts";

/** A strategy's rules of one version as a file that reads in again. @throws DomainError NOT_FOUND */
export async function exportStrategyFile(
  ctx: ServiceContext,
  { strategyId, version }: GetStrategyInput,
): Promise<StrategyFile> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await findStrategy(db, accountId, strategyId);
    const { rules } = await findVersion(db, strategy, version);
    return {
      format: "cryptodesk-strategy",
      formatVersion: 1,
      tags: strategy.tags,
      rules: storedRules(rules),
      exportedAt: ctx.clock().toISOString(),
    };
  });
}

/** Makes a strategy out of such a file. @throws DomainError INVALID_INPUT or CONFLICT */
export async function importStrategyFile(ctx: ServiceContext, input: ImportStrategyInput): Promise<StrategyDetail> {
  const { id, file } = input;
  const rules = await requireRules(ctx.db.primary, { rules: file.rules }, "/file/rules");
  return makeStrategy(ctx, id, { rules, tags: file.tags, note: null, forkedFrom: null });
}
