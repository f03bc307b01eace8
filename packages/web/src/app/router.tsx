import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseCoinSearch } from "../features/coin/coin-search.ts";
import { prefetchSeries } from "../features/coin/prefetch-series.ts";
import { parseCompareSearch } from "../features/compare/compare-search.ts";
import { parseMarketSearch } from "../features/market/market-search.ts";
import { parseWatchSearch } from "../features/watchlists/watch-search.ts";
import { parseSearch, stringifySearch } from "../lib/search-text.ts";
import { prefetchCoin } from "../market-data/use-coin.ts";
import { NotFound } from "./not-found.tsx";
import { RouteError } from "./route-error.tsx";
import { RoutePending } from "./route-pending.tsx";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const marketRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  validateSearch: parseMarketSearch,
  component: lazyRouteComponent(() => import("../routes/market-route.tsx"), "MarketRoute"),
});

const coinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/coins/$coinId",
  validateSearch: parseCoinSearch,
  // Not awaited: the page shows its skeleton at once, and hovering a link already asks.
  loaderDeps: ({ search }) => search,
  loader: ({ params, deps }) => {
    prefetchCoin(params.coinId);
    prefetchSeries(params.coinId, deps);
  },
  component: lazyRouteComponent(() => import("../routes/coin-route.tsx"), "CoinRoute"),
});

// Not /health: that address is the API's own.
const healthRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/data-health",
  component: lazyRouteComponent(() => import("../routes/health-route.tsx"), "HealthRoute"),
});

const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports",
  component: lazyRouteComponent(() => import("../routes/reports-route.tsx"), "ReportsRoute"),
});

const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/reports/$date",
  component: lazyRouteComponent(() => import("../routes/report-route.tsx"), "ReportRoute"),
});

const overviewRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/overview",
  component: lazyRouteComponent(() => import("../routes/overview-route.tsx"), "OverviewRoute"),
});

const compareRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/compare",
  validateSearch: parseCompareSearch,
  component: lazyRouteComponent(() => import("../routes/compare-route.tsx"), "CompareRoute"),
});

const watchlistsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/watchlists",
  validateSearch: parseWatchSearch,
  component: lazyRouteComponent(() => import("../routes/watchlists-route.tsx"), "WatchlistsRoute"),
});

const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/settings",
  component: lazyRouteComponent(() => import("../routes/settings-route.tsx"), "SettingsRoute"),
});

const pages = [
  marketRoute,
  overviewRoute,
  coinRoute,
  compareRoute,
  watchlistsRoute,
  healthRoute,
  reportsRoute,
  reportRoute,
  settingsRoute,
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

/** Loads the code of every page, so that the desk can still be walked through when its server is away. */
export function preloadPages(): void {
  for (const page of pages) {
    // A page that does not load now is loaded, or fails visibly, when it is opened.
    router.loadRouteChunk(page)?.catch(() => undefined);
  }
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
