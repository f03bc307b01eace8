import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseSignInSearch } from "../features/access/return-path.ts";
import type { ActivitySearch } from "../features/account/activity-search.ts";
import type { AccountsSearch } from "../features/admin/accounts-search.ts";
import type { AuditSearch } from "../features/admin/audit-search.ts";
import { parseCoinSearch } from "../features/coin/coin-search.ts";
import { prefetchSeries } from "../features/coin/prefetch-series.ts";
import { parseCompareSearch } from "../features/compare/compare-search.ts";
import { prefetchCompared } from "../features/compare/prefetch-compared.ts";
import { prefetchSchedules } from "../features/health/use-jobs.ts";
import { prefetchProviders } from "../features/health/use-providers.ts";
import { parseMarketSearch } from "../features/market/market-search.ts";
import type { PortfolioComparisonSearch } from "../features/portfolio-compare/portfolio-comparison-search.ts";
import type { DashboardSearch } from "../features/portfolio-dashboard/dashboard-search.ts";
import type { GainsSearch } from "../features/portfolio-gains/gains-search.ts";
import type { ImportSearch } from "../features/portfolio-import/import-search.ts";
import type { TransactionSearch } from "../features/portfolio-transactions/transaction-search.ts";
import type { RunComparisonSearch } from "../features/strategy-run/compared-runs.ts";
import { parseWatchSearch } from "../features/watchlists/watch-search.ts";
import { parseSearch, stringifySearch } from "../lib/search-text.ts";
import { prefetchCoin } from "../market-data/use-coin.ts";
import { requireSession } from "../session/require-session.ts";
import { NotFound } from "./not-found.tsx";
import { accountPage, marketPage } from "./page-code.ts";
import { RouteError } from "./route-error.tsx";
import { RoutePending } from "./route-pending.tsx";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const marketRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: parseMarketSearch,
  component: lazyRouteComponent(
    marketPage(() => import("../routes/market-route.tsx")),
    "MarketRoute",
  ),
});

// No loader is awaited: the page shows its skeletons at once, its data comes beside its code, and hovering a link asks.
// Nor does a loader have `loaderDeps`: another look at the same coin would be another page, and the one that is read would
// make way to a skeleton and lose the focus.
const coinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/coins/$coinId",
  validateSearch: parseCoinSearch,
  loader: ({ params, location }) => {
    prefetchCoin(params.coinId);
    prefetchSeries(params.coinId, parseCoinSearch(location.search));
  },
  component: lazyRouteComponent(
    marketPage(() => import("../routes/coin-route.tsx")),
    "CoinRoute",
  ),
});

// Not /health: that address is the API's own.
const healthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/data-health",
  loader: () => {
    prefetchSchedules();
    prefetchProviders();
  },
  component: lazyRouteComponent(
    marketPage(() => import("../routes/health-route.tsx")),
    "HealthRoute",
  ),
});

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports",
  component: lazyRouteComponent(
    marketPage(() => import("../routes/reports-route.tsx")),
    "ReportsRoute",
  ),
});

const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/$date",
  component: lazyRouteComponent(
    marketPage(() => import("../routes/report-route.tsx")),
    "ReportRoute",
  ),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/overview",
  component: lazyRouteComponent(
    marketPage(() => import("../routes/overview-route.tsx")),
    "OverviewRoute",
  ),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/compare",
  validateSearch: parseCompareSearch,
  loader: ({ location }) => prefetchCompared(parseCompareSearch(location.search)),
  component: lazyRouteComponent(
    marketPage(() => import("../routes/compare-route.tsx")),
    "CompareRoute",
  ),
});

const watchlistsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/watchlists",
  validateSearch: parseWatchSearch,
  component: lazyRouteComponent(
    marketPage(() => import("../routes/watchlists-route.tsx")),
    "WatchlistsRoute",
  ),
});

const portfoliosRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolios-route.tsx")),
    "PortfoliosRoute",
  ),
});

const portfolioCompareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/compare",
  validateSearch: (raw: Record<string, unknown>): PortfolioComparisonSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-compare-route.tsx")),
    "PortfolioCompareRoute",
  ),
});

const portfolioDashboardRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId",
  validateSearch: (raw: Record<string, unknown>): DashboardSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-dashboard-route.tsx")),
    "PortfolioDashboardRoute",
  ),
});

const portfolioHoldingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId/holdings",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-holdings-route.tsx")),
    "PortfolioHoldingsRoute",
  ),
});

const portfolioGainsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId/gains",
  validateSearch: (raw: Record<string, unknown>): GainsSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-gains-route.tsx")),
    "PortfolioGainsRoute",
  ),
});

const portfolioImportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId/import",
  validateSearch: (raw: Record<string, unknown>): ImportSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-import-route.tsx")),
    "PortfolioImportRoute",
  ),
});

const portfolioTransactionsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId/transactions",
  validateSearch: (raw: Record<string, unknown>): TransactionSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-transactions-route.tsx")),
    "PortfolioTransactionsRoute",
  ),
});

const portfolioSettingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/portfolios/$portfolioId/settings",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/portfolio-settings-route.tsx")),
    "PortfolioSettingsRoute",
  ),
});

const strategiesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategies-route.tsx")),
    "StrategiesRoute",
  ),
});

const strategyEditorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/$strategyId",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-editor-route.tsx")),
    "StrategyEditorRoute",
  ),
});

const strategyCompareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/compare-runs",
  validateSearch: (raw: Record<string, unknown>): RunComparisonSearch => raw,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-compare-route.tsx")),
    "StrategyCompareRoute",
  ),
});

const strategyRunsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/$strategyId/runs",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-runs-route.tsx")),
    "StrategyRunsRoute",
  ),
});

const strategyRunRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/$strategyId/runs/$runId",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-run-route.tsx")),
    "StrategyRunRoute",
  ),
});

const strategyOptimiseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/$strategyId/optimise",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-optimise-route.tsx")),
    "StrategyOptimiseRoute",
  ),
});

const strategyPaperRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/strategies/$strategyId/paper",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/strategy-paper-route.tsx")),
    "StrategyPaperRoute",
  ),
});

const sharedStrategyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shared/strategies/$token",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/shared-strategy-route.tsx")),
    "SharedStrategyRoute",
  ),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: lazyRouteComponent(
    marketPage(() => import("../routes/settings-route.tsx")),
    "SettingsRoute",
  ),
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sign-in",
  validateSearch: parseSignInSearch,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/sign-in-route.tsx")),
    "SignInRoute",
  ),
});

const registerRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/register",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/register-route.tsx")),
    "RegisterRoute",
  ),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reset-password",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/reset-password-route.tsx")),
    "ResetPasswordRoute",
  ),
});

const verifyEmailRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/verify-email",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/verify-email-route.tsx")),
    "VerifyEmailRoute",
  ),
});

// What these pages find in their address they check themselves: it is not worth a place in the first download.
const accountRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/account-route.tsx")),
    "AccountRoute",
  ),
});

const accountSecurityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account/security",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/account-security-route.tsx")),
    "AccountSecurityRoute",
  ),
});

const accountKeysRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account/keys",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/account-keys-route.tsx")),
    "AccountKeysRoute",
  ),
});

const accountActivityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/account/activity",
  validateSearch: (raw: Record<string, unknown>): ActivitySearch => raw,
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/account-activity-route.tsx")),
    "AccountActivityRoute",
  ),
});

const adminAccountsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/accounts",
  validateSearch: (raw: Record<string, unknown>): AccountsSearch => raw,
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/admin-accounts-route.tsx")),
    "AdminAccountsRoute",
  ),
});

const adminActivityRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/activity",
  validateSearch: (raw: Record<string, unknown>): AuditSearch => raw,
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/admin-activity-route.tsx")),
    "AdminActivityRoute",
  ),
});

const adminDeskRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/desk",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/admin-desk-route.tsx")),
    "AdminDeskRoute",
  ),
});

const adminLinksRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/links",
  beforeLoad: requireSession,
  component: lazyRouteComponent(
    accountPage(() => import("../routes/admin-links-route.tsx")),
    "AdminLinksRoute",
  ),
});

const sharedRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/shared/$token",
  component: lazyRouteComponent(
    accountPage(() => import("../routes/shared-route.tsx")),
    "SharedRoute",
  ),
});

const pages = [
  marketRoute,
  overviewRoute,
  coinRoute,
  compareRoute,
  watchlistsRoute,
  portfoliosRoute,
  portfolioCompareRoute,
  portfolioDashboardRoute,
  portfolioHoldingsRoute,
  portfolioTransactionsRoute,
  portfolioGainsRoute,
  portfolioImportRoute,
  portfolioSettingsRoute,
  strategiesRoute,
  strategyEditorRoute,
  strategyCompareRoute,
  strategyRunsRoute,
  strategyRunRoute,
  strategyOptimiseRoute,
  strategyPaperRoute,
  healthRoute,
  reportsRoute,
  reportRoute,
  settingsRoute,
  signInRoute,
  registerRoute,
  resetPasswordRoute,
  verifyEmailRoute,
  accountRoute,
  accountSecurityRoute,
  accountKeysRoute,
  accountActivityRoute,
  adminAccountsRoute,
  adminActivityRoute,
  adminLinksRoute,
  adminDeskRoute,
  sharedRoute,
  sharedStrategyRoute,
] as const;

export const router = createRouter({
  routeTree: rootRoute.addChildren(pages),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  // The shell is on the screen before the page's code has arrived.
  defaultPendingMs: 0,
  defaultPendingMinMs: 0,
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: RoutePending,
  scrollRestoration: true,
});

/** Loads the code of one page after the other, so that the desk can be walked through when its server is away. */
export async function preloadPages(): Promise<void> {
  for (const page of pages) {
    // A page that does not load now is loaded, or fails visibly, when it is opened.
    await router.loadRouteChunk(page)?.catch(() => undefined);
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
