import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { createJobsRouter } from "./domains/jobs/jobs.router.ts";
import { createMarketRouter } from "./domains/market/market.router.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { createSystemRouter } from "./domains/system/system.router.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";
import { router } from "./platform/trpc/trpc.ts";

/** What the composition root hands to the routers. */
export interface RouterParts {
  market: MarketRuntime;
  jobs: readonly JobDefinition[];
  readStatus: () => Promise<SystemStatus>;
}

/** The one description of what CryptoDesk can do; tRPC, REST and CLI are doors to it. */
export function createAppRouter(parts: RouterParts) {
  return router({
    market: createMarketRouter(parts.market),
    jobs: createJobsRouter(parts.jobs),
    system: createSystemRouter(parts.readStatus),
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;
