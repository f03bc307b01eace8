import type { SystemStatus } from "@cryptodesk/shared/system/status.contract";
import { createAuditRouter } from "./domains/audit/audit.router.ts";
import { createAccountRouter } from "./domains/identity/account.router.ts";
import { createAdminRouter } from "./domains/identity/admin.router.ts";
import { createAuthRouter } from "./domains/identity/auth.router.ts";
import type { IdentityRuntime } from "./domains/identity/identity-runtime.ts";
import { createJobsRouter } from "./domains/jobs/jobs.router.ts";
import { createMarketRouter } from "./domains/market/market.router.ts";
import type { MarketRuntime } from "./domains/market/market-runtime.ts";
import { createExchangeRouter } from "./domains/portfolio/export.router.ts";
import { createFiguresRouter } from "./domains/portfolio/figures.router.ts";
import { createImportRouter } from "./domains/portfolio/imports/import.router.ts";
import { createPortfolioRouter } from "./domains/portfolio/portfolio.router.ts";
import type { PortfolioRuntime } from "./domains/portfolio/portfolio-runtime.ts";
import { createShareRouter } from "./domains/portfolio/share.router.ts";
import type { SharingRuntime } from "./domains/portfolio/sharing/sharing-runtime.ts";
import { createTransactionRouter } from "./domains/portfolio/transaction.router.ts";
import { createWalletRouter } from "./domains/portfolio/wallet.router.ts";
import { createPaperRouter } from "./domains/strategy/paper.router.ts";
import { createStrategyRouter } from "./domains/strategy/strategy.router.ts";
import { createStrategyRunRouter } from "./domains/strategy/strategy-run.router.ts";
import type { StrategyRuntime } from "./domains/strategy/strategy-runtime.ts";
import { createSystemRouter } from "./domains/system/system.router.ts";
import { createWorkspaceRouter } from "./domains/workspace/workspace.router.ts";
import type { JobDefinition } from "./platform/queue/job-queue.ts";
import { router } from "./platform/trpc/trpc.ts";

/** What the composition root hands to the routers. */
export interface RouterParts {
  market: MarketRuntime;
  identity: IdentityRuntime;
  portfolios: PortfolioRuntime;
  sharing: SharingRuntime;
  strategies: StrategyRuntime;
  jobs: readonly JobDefinition[];
  readStatus: () => Promise<SystemStatus>;
}

/** The one description of what CryptoDesk can do; tRPC, REST and CLI are doors to it. */
export function createAppRouter(parts: RouterParts) {
  return router({
    market: createMarketRouter(parts.market),
    jobs: createJobsRouter(parts.jobs),
    system: createSystemRouter(parts.readStatus),
    auth: createAuthRouter(parts.identity),
    account: createAccountRouter(parts.identity),
    workspace: createWorkspaceRouter(),
    portfolio: createPortfolioRouter(parts.portfolios),
    wallet: createWalletRouter(),
    transaction: createTransactionRouter(),
    figures: createFiguresRouter(parts.portfolios),
    portfolioImport: createImportRouter(),
    exchange: createExchangeRouter(parts.market),
    share: createShareRouter(parts.sharing, parts.portfolios),
    strategy: createStrategyRouter(parts.strategies),
    strategyRun: createStrategyRunRouter(parts.strategies, parts.portfolios),
    paper: createPaperRouter(parts.strategies),
    audit: createAuditRouter(),
    admin: createAdminRouter(parts.identity),
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;
