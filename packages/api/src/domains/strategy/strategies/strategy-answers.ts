import { printRules } from "@cryptodesk/quant/rules/print-rules";
import { StrategyRules } from "@cryptodesk/shared/strategy/rules.contract";
import type { Strategy, StrategyDetail, StrategyVersion } from "@cryptodesk/shared/strategy/strategy.contract";
import type { StrategyRow } from "./strategy.repository.ts";
import type { VersionRow, VersionSummaryRow } from "./version.repository.ts";

/** Row → contract. */
export function toStrategy(row: StrategyRow): Strategy {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    tags: row.tags,
    timeframe: row.timeframe,
    universe: row.universe,
    visibility: row.visibility,
    blocked: row.blocked_at !== null,
    blockedReason: row.blocked_reason,
    forkedFrom:
      row.forked_from === null || row.forked_version === null
        ? null
        : { strategyId: row.forked_from, version: row.forked_version },
    version: row.version,
    isPapered: row.is_papered,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    deletedAt: row.deleted_at?.toISOString() ?? null,
  };
}

/** A strategy with rules of one version, in both of their forms. */
export function toDetail(strategy: StrategyRow, version: VersionRow): StrategyDetail {
  const rules = storedRules(version.rules);
  return {
    strategy: toStrategy(strategy),
    version: version.version,
    rules,
    text: printRules(rules),
    note: version.note,
    savedAt: version.saved_at.toISOString(),
  };
}

export function toVersion(row: VersionSummaryRow): StrategyVersion {
  return {
    version: row.version,
    name: row.name,
    note: row.note,
    rulesHash: row.rules_hash,
    restoredFrom: row.restored_from,
    savedAt: row.saved_at.toISOString(),
  };
}

/** Stored rules in the contract's order of fields, which the database does not keep. */
export function storedRules(rules: StrategyRules): StrategyRules {
  return StrategyRules.parse(rules);
}
