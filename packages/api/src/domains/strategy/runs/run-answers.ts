import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import type { RunRow } from "./run.repository.ts";
import { settingsOf } from "./run-question.ts";

/** A run in the contract's words. */
export function toRun(row: RunRow): StrategyRun {
  return {
    id: row.id,
    kind: row.kind,
    strategyId: row.strategy_id,
    strategyName: row.strategy_name,
    version: row.version,
    state: row.state,
    progress: row.progress,
    error: row.error,
    settings: settingsOf(row.request),
    metrics: row.summary?.metrics ?? null,
    verdict: row.summary?.verdict ?? null,
    requestedAt: row.requested_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
  };
}

/** True once nothing more happens to a run. */
export function hasEnded({ state }: Pick<RunRow, "state">): boolean {
  return state !== "queued" && state !== "running";
}
