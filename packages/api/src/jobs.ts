import { marketJobs } from "./domains/market/market.jobs.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";

/** The jobs of every domain. */
export function createJobs(market: MarketRuntime): JobDefinition[] {
  return [...marketJobs(market)];
}
