import type {
  RestoreVersionInput,
  SaveStrategyInput,
  StrategyDetail,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import type { Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findStrategy, findVersion, lockStrategy, savedSince } from "./find-strategy.ts";
import { requireRules } from "./given-rules.ts";
import { storedRules, toDetail } from "./strategy-answers.ts";
import { saveVersion } from "./write-version.ts";

/**
 * Saves rules as a new version; where they are those of the newest one nothing is saved.
 * @throws DomainError NOT_FOUND, CHANGED_SINCE where the newest version is not the expected one, INVALID_INPUT naming what
 * is wrong with the rules, CONFLICT past 1,000 versions
 */
export async function saveStrategy(ctx: ServiceContext, input: SaveStrategyInput): Promise<StrategyDetail> {
  const accountId = accountIdOf(ctx.actor);
  const { strategyId, note, expectedVersion } = input;
  // Whose strategy it is not learns that first, and nothing about the rules.
  await asOwner(ctx.db.primary, accountId, (db) => findStrategy(db, accountId, strategyId));
  const rules = await requireRules(ctx.db.primary, input);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await lockStrategy(db, accountId, strategyId);
    if (expectedVersion !== undefined && expectedVersion !== strategy.version) throw savedSince(strategy.version);
    await saveVersion(db, strategy, { rules, note, restoredFrom: null }, ctx.clock());
    return newest(db, accountId, strategyId);
  });
}

/** Saves the rules of an earlier version once more, as the newest one that says where they are from. @throws DomainError NOT_FOUND */
export async function restoreVersion(
  ctx: ServiceContext,
  { strategyId, version }: RestoreVersionInput,
): Promise<StrategyDetail> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const strategy = await lockStrategy(db, accountId, strategyId);
    const rules = storedRules((await findVersion(db, strategy, version)).rules);
    await saveVersion(db, strategy, { rules, note: null, restoredFrom: version }, ctx.clock());
    return newest(db, accountId, strategyId);
  });
}

async function newest(db: Db, accountId: string, strategyId: string): Promise<StrategyDetail> {
  const strategy = await findStrategy(db, accountId, strategyId);
  return toDetail(strategy, await findVersion(db, strategy));
}
