import type { Config } from "../../platform/config/load-config.ts";
import type { Database } from "../../platform/database/database.ts";
import { asOwner } from "../../platform/database/owned-rows.ts";
import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import type { Clock } from "../../platform/service-context.ts";
import { PortfolioRepository } from "./portfolios/portfolio.repository.ts";
import { TransactionRepository } from "./transactions/transaction.repository.ts";

// For how long what was deleted can be restored.
const KEPT_MS = 30 * 86_400_000;

/** What the jobs of portfolios need. */
export interface PortfolioJobParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly config: Pick<Config, "MAINTENANCE_SECONDS">;
}

/** Every background job of portfolios. */
export function portfolioJobs({ db, clock, config }: PortfolioJobParts): JobDefinition[] {
  const maintain: JobDefinition = {
    name: "maintain-portfolios",
    description: "Removes for good what was deleted from portfolios 30 days ago",
    every: { seconds: config.MAINTENANCE_SECONDS, setting: "MAINTENANCE_SECONDS" },
    timeoutSeconds: 600,
    retries: 2,
    key: () => "schedule",
    scheduledPayload: {},
    run: async () => {
      const before = new Date(clock().getTime() - KEPT_MS);
      return asOwner(db.primary, "system", async (all) => ({
        portfolios: await new PortfolioRepository(all).purge(before),
        transactions: await new TransactionRepository(all).purge(before),
      }));
    },
  };
  return [maintain];
}
