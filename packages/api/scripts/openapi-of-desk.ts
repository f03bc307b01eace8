import { readFileSync } from "node:fs";
import type { IdentityRuntime } from "../src/domains/identity/identity-runtime.ts";
import type { MarketRuntime } from "../src/domains/market/market-runtime.ts";
import type { PortfolioRuntime } from "../src/domains/portfolio/portfolio-runtime.ts";
import type { SharingRuntime } from "../src/domains/portfolio/sharing/sharing-runtime.ts";
import type { StrategyRuntime } from "../src/domains/strategy/strategy-runtime.ts";
import { createOpenApi } from "../src/platform/http/openapi.ts";
import { restRoutes } from "../src/platform/http/rest-routes.ts";
import { createAppRouter } from "../src/router.ts";

/** The text of docs/openapi.json. The router is only read, never called, so that it needs no running parts. */
export function documentOfDesk(): string {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  const router = createAppRouter({
    market: {} as MarketRuntime,
    identity: {} as IdentityRuntime,
    portfolios: {} as PortfolioRuntime,
    sharing: {} as SharingRuntime,
    strategies: {} as StrategyRuntime,
    jobs: [],
    readStatus: () => Promise.reject(new Error("not running")),
  });
  return `${JSON.stringify(createOpenApi(restRoutes(router), { version }), null, 2)}\n`;
}
