import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { IdentityRuntime } from "../src/domains/identity/identity-runtime.ts";
import type { MarketRuntime } from "../src/domains/market/market-runtime.ts";
import type { PortfolioRuntime } from "../src/domains/portfolio/portfolio-runtime.ts";
import type { SharingRuntime } from "../src/domains/portfolio/sharing/sharing-runtime.ts";
import type { StrategyRuntime } from "../src/domains/strategy/strategy-runtime.ts";
import { exampleBody, exampleUrl } from "../src/platform/http/openapi-operation.ts";
import { splitUrl } from "../src/platform/http/query-text.ts";
import { readInput } from "../src/platform/http/rest-input.ts";
import { REST_BASE, RouteTable, restRoutes } from "../src/platform/http/rest-routes.ts";
import { createAppRouter } from "../src/router.ts";
import { documentOfDesk } from "./openapi-of-desk.ts";

const router = createAppRouter({
  market: {} as MarketRuntime,
  identity: {} as IdentityRuntime,
  portfolios: {} as PortfolioRuntime,
  sharing: {} as SharingRuntime,
  strategies: {} as StrategyRuntime,
  jobs: [],
  readStatus: () => Promise.reject(new Error()),
});
const routes = restRoutes(router);

interface Operation {
  operationId: string;
  parameters: { name: string; in: string; required: boolean }[];
  responses: Record<string, unknown>;
  "x-cryptodesk-cli": string;
}
const text = documentOfDesk();
const document = JSON.parse(text) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: object };
};
const operations = Object.values(document.paths).flatMap((path) => Object.values(path));

describe("the committed OpenAPI document", () => {
  it("is what the router says; otherwise run scripts/write-openapi.ts", () => {
    expect(readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8")).toBe(text);
  });

  it("has every procedure once, with its CLI words", () => {
    const procedures = Object.keys(router._def.procedures);
    expect(operations.map(({ operationId }) => operationId).sort()).toEqual(procedures.sort());
    expect(operations.every((operation) => operation["x-cryptodesk-cli"].length > 0)).toBe(true);
  });

  it("points to nothing that it does not have", () => {
    const references = [...text.matchAll(/"\$ref": "#\/([^"]+)"/g)].map(([, path]) => path ?? "");
    const missing = references.filter((path) => {
      let found: unknown = document;
      for (const part of path.split("/")) found = (found as Record<string, unknown> | undefined)?.[part];
      return found === undefined;
    });
    expect([references.length > 100, missing]).toEqual([true, []]);
  });

  it("declares each path parameter", () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      for (const { parameters } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === "path" && one.required).map(({ name }) => name)).toEqual(named);
      }
    }
  });
});

describe("each operation's example", () => {
  it.each(routes.map((route) => [route.procedure, route] as const))(
    "%s is read back as it was meant, and accepted",
    (_name, route) => {
      const { path, query } = splitUrl(exampleUrl(route).slice(REST_BASE.length));
      const match = new RouteTable(routes).match(path).find((one) => one.route === route);
      expect(match).toBeDefined();
      if (!match) return;
      const input = readInput(match, query, exampleBody(route) ?? undefined);
      expect(input).toEqual(route.meta.example);
      expect(route.input.safeParse(input)).toMatchObject({ success: true });
    },
  );
});
