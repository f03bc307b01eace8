import { asOwner } from "../../platform/database/owned-rows.ts";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { followPaperJob } from "./paper/paper.job.ts";
import { runStrategyJob } from "./runs/run-strategy.job.ts";
import { settleRunsJob } from "./runs/settle-runs.job.ts";
import { StrategyRepository } from "./strategies/strategy.repository.ts";
import type { StrategyRuntime } from "./strategy-runtime.ts";

// For how long what was deleted can be restored.
const KEPT_MS = 30 * 86_400_000;

/** Every background job of strategies. */
export function strategyJobs(strategies: StrategyRuntime): JobDefinition[] {
  const { market, runs } = strategies;
  const { db, clock, config } = market;
  const maintain: JobDefinition = {
    name: "maintain-strategies",
    description: "Removes for good strategies that were deleted 30 days ago, with their versions and runs",
    every: { seconds: config.MAINTENANCE_SECONDS, setting: "MAINTENANCE_SECONDS" },
    timeoutSeconds: 600,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: async () => {
      const before = new Date(clock().getTime() - KEPT_MS);
      return { strategies: await asOwner(db.primary, "system", (all) => new StrategyRepository(all).purge(before)) };
    },
  };
  // The queue hands each payload back to the definition that made it.
  return [maintain, followPaperJob(strategies), settleRunsJob(runs), runStrategyJob(runs) as JobDefinition];
}
