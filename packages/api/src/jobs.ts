import { identityJobs } from "./domains/identity/identity.jobs.ts";
import type { IdentityRuntime } from "./domains/identity/identity-runtime.ts";
import { marketJobs } from "./domains/market/market.jobs.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { importJobs } from "./domains/portfolio/imports/import.jobs.ts";
import { portfolioJobs } from "./domains/portfolio/portfolio.jobs.ts";
import { strategyJobs } from "./domains/strategy/strategy.jobs.ts";
import type { StrategyRuntime } from "./domains/strategy/strategy-runtime.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";

/** The jobs of every domain. */
export function createJobs(
  market: MarketRuntime,
  identity: IdentityRuntime,
  strategies: StrategyRuntime,
): JobDefinition[] {
  return [
    ...marketJobs(market),
    ...identityJobs(identity),
    ...portfolioJobs(market),
    ...importJobs(market),
    ...strategyJobs(strategies),
  ];
}
