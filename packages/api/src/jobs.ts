import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { refreshListingsJobs } from "./domains/market/refresh-listings.job.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";

/** The jobs of every domain. */
export function createJobs(market: MarketRuntime): JobDefinition[] {
  return [...refreshListingsJobs(market)] as JobDefinition[];
}
