import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { purgeDeletedJob } from "../../platform/queue/purge-deleted.job.ts";
import { completeFollowedCandlesJob, followPaperJob } from "./paper/paper.job.ts";
import { runStrategyJob } from "./runs/run-strategy.job.ts";
import { settleRunsJob } from "./runs/settle-runs.job.ts";
import { StrategyRepository } from "./strategies/strategy.repository.ts";
import type { StrategyRuntime } from "./strategy-runtime.ts";

/** Every background job of strategies. */
export function strategyJobs(strategies: StrategyRuntime): JobDefinition[] {
  const { market, runs } = strategies;
  const maintain = {
    name: "maintain-strategies",
    description: "Removes for good strategies that were deleted 30 days ago, with their versions and runs",
  };
  const purge = purgeDeletedJob(market, maintain, async (all, before) => ({
    strategies: await new StrategyRepository(all).purge(before),
  }));
  // The queue hands each payload back to the definition that made it.
  const paper = [completeFollowedCandlesJob(strategies), followPaperJob(strategies)];
  return [purge, ...paper, settleRunsJob(runs), runStrategyJob(runs) as JobDefinition];
}
