import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { isChartSpan } from "../features/market/chart-span.ts";
import { parseMarketSearch } from "../features/market/market-search.ts";
import { prefetchCoin } from "../features/market/use-coin.ts";
import { parseSearch, stringifySearch } from "../lib/search-text.ts";
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

/** What the coin page keeps in its address. */
interface CoinSearch {
  span?: "24h" | "7d" | "30d" | "90d" | "1y" | "max";
  chart?: "line";
}

const coinRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/coins/$coinId",
  validateSearch: ({ span, chart }: Record<string, unknown>): CoinSearch => ({
    ...(isChartSpan(span) && { span }),
    ...(chart === "line" && { chart }),
  }),
  // Not awaited: the page shows its skeleton at once, and hovering a link already asks.
  loader: ({ params }) => prefetchCoin(params.coinId),
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

export const router = createRouter({
  routeTree: rootRoute.addChildren([marketRoute, coinRoute, healthRoute, reportsRoute, reportRoute]),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultErrorComponent: RouteError,
  defaultPendingComponent: RoutePending,
  scrollRestoration: true,
});

/**
 * Loads the code of every page once the first one has settled, so that the desk can still be walked through when its
 * server is away.
 */
export function preloadPages(): void {
  const load = () => {
    for (const page of [marketRoute, coinRoute, healthRoute, reportsRoute, reportRoute]) {
      // A page that does not load now is loaded, or fails visibly, when it is opened.
      router.loadRouteChunk(page)?.catch(() => undefined);
    }
  };
  if ("requestIdleCallback" in window) window.requestIdleCallback(load, { timeout: 5_000 });
  else setTimeout(load, 2_000);
}

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
