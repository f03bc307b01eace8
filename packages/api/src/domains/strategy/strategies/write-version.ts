import { hashRules } from "@cryptodesk/quant/backtest/run-hashes";
import { describeUniverse } from "@cryptodesk/quant/rules/describe-universe";
import { DomainError } from "@cryptodesk/shared/errors/domain-error";
import type { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { Db } from "../../../platform/database/database.ts";
import { type RulesSummary, StrategyRepository, type StrategyRow } from "./strategy.repository.ts";
import { VersionRepository } from "./version.repository.ts";

const MAX_STRATEGIES = 500;
const MAX_VERSIONS = 1_000;

export interface NewStrategy {
  id: string;
  accountId: string;
  rules: StrategyRules;
  tags: readonly string[];
  note: string | null;
  forkedFrom: { strategyId: string; version: number } | null;
}

/**
 * Writes a strategy with its first version.
 * @throws DomainError CONFLICT where the id is taken by somebody, or past 500 strategies
 */
export async function insertStrategy(db: Db, draft: NewStrategy, now: Date): Promise<void> {
  const { id, accountId, rules, tags, note, forkedFrom } = draft;
  const strategies = new StrategyRepository(db);
  if ((await strategies.count(accountId)) >= MAX_STRATEGIES) {
    const detail = `An account has at most ${MAX_STRATEGIES} strategies, deleted ones counted. Save these rules as a version of one that you have, or delete one: it is gone for good after 30 days.`;
    throw new DomainError("CONFLICT", detail);
  }
  const row = { id, accountId, ...summaryOf(rules), tags: [...new Set(tags)], forkedFrom };
  if (!(await strategies.insert(row, now))) {
    throw new DomainError("CONFLICT", `The id ${id} is taken: choose another one.`);
  }
  const first = { strategyId: id, accountId, version: 1, rules, rulesHash: hashRules(rules), note, restoredFrom: null };
  await new VersionRepository(db).insert(first, now);
}

/**
 * Saves rules as the next version of a strategy that is held on to; nothing where they are those of the newest one.
 * @throws DomainError CONFLICT past 1,000 versions
 */
export async function saveVersion(
  db: Db,
  strategy: StrategyRow,
  { rules, note, restoredFrom }: { rules: StrategyRules; note: string | null; restoredFrom: number | null },
  now: Date,
): Promise<void> {
  const { id, account_id: accountId, version: newest } = strategy;
  const versions = new VersionRepository(db);
  const rulesHash = hashRules(rules);
  if ((await versions.find(accountId, id, newest))?.rules_hash === rulesHash) return;
  if (newest >= MAX_VERSIONS) {
    const detail = `A strategy has at most ${MAX_VERSIONS} versions. Fork this one to go on from here.`;
    throw new DomainError("CONFLICT", detail);
  }
  const version = newest + 1;
  await versions.insert({ strategyId: id, accountId, version, rules, rulesHash, note, restoredFrom }, now);
  await new StrategyRepository(db).update(accountId, id, { ...summaryOf(rules), version }, now);
}

function summaryOf({ name, description, timeframe, universe }: StrategyRules): RulesSummary {
  return { name, description, timeframe, universe: describeUniverse(universe) };
}
