import { DomainError, notFound } from "@cryptodesk/shared/errors/domain-error";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { ForkStrategyInput, StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { accountIdOf } from "../../../platform/access/authorise.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { ServiceContext } from "../../../platform/service-context.ts";
import { findLinked } from "../sharing/open-link.ts";
import { SharedStrategyRepository } from "../sharing/shared-strategy.repository.ts";
import type { StrategyAccounts } from "../sharing/strategy-accounts.ts";
import { makeStrategy } from "./create-strategy.ts";
import { findVersion } from "./find-strategy.ts";
import { StrategyRepository } from "./strategy.repository.ts";
import { storedRules } from "./strategy-answers.ts";

const MAX_NAME = 80;
const COPY = " (copy)";

interface Source {
  rules: StrategyRules;
  version: number;
  tags: readonly string[];
}

/**
 * Copies a strategy that one may see into one's own: any version of one's own, the newest one of what others share.
 * @throws DomainError NOT_FOUND, CONFLICT where the id stands for something else or past 500 strategies
 */
export async function forkStrategy(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  input: ForkStrategyInput,
): Promise<StrategyDetail> {
  const { strategyId, version, id } = input;
  const source = (await ownSource(ctx, input)) ?? (await sharedSource(accounts, ctx, input));
  if (!source) throw notFound("strategy", strategyId);
  if (version !== undefined && version !== source.version) {
    const detail = `Others see the newest version of a strategy only, which is ${source.version} here.`;
    throw new DomainError("NOT_FOUND", detail);
  }
  const name = input.name ?? `${source.rules.name.slice(0, MAX_NAME - COPY.length).trimEnd()}${COPY}`;
  return makeStrategy(ctx, id, {
    rules: { ...source.rules, name },
    tags: source.tags,
    note: null,
    forkedFrom: { strategyId, version: source.version },
  });
}

async function ownSource(ctx: ServiceContext, { strategyId, version }: ForkStrategyInput): Promise<Source | null> {
  const accountId = accountIdOf(ctx.actor);
  return asOwner(ctx.db.primary, accountId, async (db) => {
    const own = await new StrategyRepository(db).find(accountId, strategyId);
    if (!own || own.deleted_at) return null;
    const found = await findVersion(db, own, version);
    return { rules: storedRules(found.rules), version: found.version, tags: own.tags };
  });
}

async function sharedSource(
  accounts: StrategyAccounts,
  ctx: ServiceContext,
  { strategyId, link }: ForkStrategyInput,
): Promise<Source | null> {
  return asOwner(ctx.db.primary, "system", async (db) => {
    const linked = link === undefined ? null : await findLinked(accounts, db, link);
    const row =
      linked?.row.id === strategyId ? linked.row : await new SharedStrategyRepository(db).findPublic(strategyId);
    if (!row || !(await accounts.namesOf(db, [row.account_id])).has(row.account_id)) return null;
    return { rules: storedRules(row.rules), version: row.version, tags: row.tags };
  });
}
