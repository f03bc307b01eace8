import type { JobDefinition } from "../../platform/queue/job-queue.ts";
import { type PurgeParts, purgeDeletedJob } from "../../platform/queue/purge-deleted.job.ts";
import { PortfolioRepository } from "./portfolios/portfolio.repository.ts";
import { TransactionRepository } from "./transactions/transaction.repository.ts";

/** Every background job of portfolios. */
export function portfolioJobs(parts: PurgeParts): JobDefinition[] {
  const maintain = {
    name: "maintain-portfolios",
    description: "Removes for good what was deleted from portfolios 30 days ago",
  };
  return [
    purgeDeletedJob(parts, maintain, async (all, before) => ({
      portfolios: await new PortfolioRepository(all).purge(before),
      transactions: await new TransactionRepository(all).purge(before),
    })),
  ];
}
