import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { JobDefinition } from "../../../platform/queue/job-queue.ts";
import { RunRepository } from "./run.repository.ts";
import type { RunRuntime } from "./run-runtime.ts";

/** What runs say of themselves is told from their jobs at once; this writes it down before jobs are forgotten. */
export function settleRunsJob({ market: { db, clock, config } }: RunRuntime): JobDefinition {
  return {
    name: "settle-strategy-runs",
    description: "Writes down which backtests and searches ended with their worker",
    every: { seconds: config.MAINTENANCE_SECONDS, setting: "MAINTENANCE_SECONDS" },
    timeoutSeconds: 60,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: async () => {
      const runs = await asOwner(db.primary, "system", (all) => new RunRepository(all).settleLost(clock()));
      return { runs };
    },
  };
}
