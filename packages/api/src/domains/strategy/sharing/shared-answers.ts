import { printRules } from "@cryptodesk/quant/rules/print-rules";
import type { ModeratedStrategy, SharedStrategy } from "@cryptodesk/shared/strategy/strategy.contract";
import { storedRules } from "../strategies/strategy-answers.ts";

import type { ModeratedRow, SharedRow } from "./shared-strategy.repository.ts";

/** A strategy as somebody else sees it: nothing of its versions, runs or owner but the name they gave themselves. */
export function toShared(row: SharedRow, names: ReadonlyMap<string, string>): SharedStrategy {
  const rules = storedRules(row.rules);
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    tags: row.tags,
    version: row.version,
    rules,
    text: printRules(rules),
    ownerName: names.get(row.account_id) ?? null,
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A shared strategy as an admin sees it. */
export function toModerated(row: ModeratedRow, emails: ReadonlyMap<string, string>): ModeratedStrategy {
  return {
    strategyId: row.id,
    name: row.name,
    description: row.description,
    ownerEmail: emails.get(row.account_id) ?? "",
    visibility: row.visibility === "public" ? "public" : "link",
    blocked: row.blocked_at !== null,
    blockedReason: row.blocked_reason,
    updatedAt: row.updated_at.toISOString(),
  };
}
