import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import config from "../../.dependency-cruiser.mjs";
import { root } from "../toolchain/paths.mjs";

const API = "packages/api/src";
const MARKET = `${API}/domains/market`;

/** A violation of each rule: the importing file and what it imports. The imported files are made as empty modules. */
const violations = {
  "no-cycles": [`${API}/platform/a.ts`, "./b.ts", { [`${API}/platform/b.ts`]: 'import "./a.ts";' }],
  "no-unresolved": [`${API}/platform/lost.ts`, "./nowhere.ts", {}],
  "packages-point-one-way": ["packages/quant/src/up.ts", "../../api/src/router.ts"],
  "shared-stands-alone": ["packages/shared/src/up.ts", "../../quant/src/mean.ts"],
  "clients-import-api-types-only": ["packages/cli/src/value.ts", "../../api/src/router.ts"],
  "clients-import-the-router-only": [
    "packages/web/src/lib/deep.ts",
    "../../../api/src/desk.ts",
    {},
    "import type X from",
  ],
  "clients-stay-apart": ["packages/cli/src/screen.ts", "../../web/src/lib/format.ts"],
  "quant-is-pure": ["packages/quant/src/read.ts", "node:fs", {}],
  "platform-knows-no-domain": [`${API}/platform/leak.ts`, "../domains/market/list-listings.ts"],
  "domains-know-no-root": [`${MARKET}/climb.ts`, "../../desk.ts"],
  "domains-meet-in-public": [`${API}/domains/alerts/reach.ts`, "../market/list-listings.ts"],
  "sql-in-repositories": [`${MARKET}/ask.ts`, "kysely", {}],
  "trpc-in-routers": [`${MARKET}/call.ts`, "@trpc/server", {}],
  "express-in-http": [`${MARKET}/serve.ts`, "express", {}],
  "providers-stay-apart": [`${MARKET}/providers/binance/borrow.ts`, "../coingecko/coingecko.provider.ts"],
  "features-never-meet": ["packages/web/src/features/market/meet.ts", "../jobs/run.ts"],
  "web-points-one-way": ["packages/web/src/features/market/climb.ts", "../../app/shell.ts"],
  "ui-knows-no-data": ["packages/web/src/ui/fetch.ts", "../lib/trpc.ts"],
  "lib-knows-no-feature": ["packages/web/src/lib/climb.ts", "../features/jobs/run.ts"],
  "market-data-knows-no-feature": ["packages/web/src/market-data/climb.ts", "../features/jobs/run.ts"],
  "session-knows-no-page": ["packages/web/src/session/climb.ts", "../features/jobs/run.ts"],
  "stores-and-texts-know-no-data": ["packages/web/src/stores/fetch.ts", "../lib/trpc.ts"],
  "no-drawers": [`${API}/platform/drawer.ts`, "./utils/money.ts"],
  "no-test-code-in-the-product": [`${MARKET}/cheat.ts`, "./listing.fixture.ts"],
  "no-undeclared-package": [`${API}/platform/undeclared.ts`, "left-out", {}],
};

const allowed = {
  [`${MARKET}/listing.repository.ts`]: 'import "kysely";',
  [`${MARKET}/market.router.ts`]: 'import "@trpc/server"; import "./list-listings.ts";',
  [`${API}/platform/http/rest.ts`]: 'import "express"; import "@trpc/server";',
  [`${API}/domains/alerts/watch.ts`]: 'import "../market/market.public.ts";',
  [`${MARKET}/market.public.ts`]: "export const market = 1;",
  [`${MARKET}/list.test.ts`]: 'import "./listing.fixture.ts";',
  "packages/web/src/routes/market-route.ts":
    'import "../features/market/listings.ts"; import "../features/jobs/run.ts";',
  "packages/web/src/features/market/listings.ts": 'import "../../ui/table.ts"; import "../../lib/trpc.ts";',
  "packages/web/src/lib/trpc.ts":
    'import type { AppRouter } from "../../../api/src/router.ts"; export type R = AppRouter;',
  [`${API}/router.ts`]: "export type AppRouter = number;",
  "packages/web/src/ui/table.ts": "export const table = 1;",
  "packages/web/src/features/jobs/run.ts": "export const run = 1;",
  "packages/api/package.json": '{ "dependencies": { "kysely": "1", "express": "1", "@trpc/server": "1" } }',
  "packages/web/package.json": "{}",
  "packages/cli/package.json": "{}",
  "packages/quant/package.json": "{}",
  "packages/shared/package.json": "{}",
  "package.json": "{}",
};

describe("the boundary rules", () => {
  const tree = mkdtempSync(join(tmpdir(), "boundaries-"));
  let found;
  beforeAll(() => {
    for (const [file, text] of Object.entries(allowed)) write(tree, file, text);
    for (const name of ["kysely", "express", "@trpc/server", "left-out"]) writePackage(tree, name);
    for (const planted of Object.values(violations)) plant(tree, planted);
    found = cruise(tree);
  }, 60_000);
  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  it("each have a planted violation here", () => {
    expect(Object.keys(violations).sort()).toEqual(config.forbidden.map(({ name }) => name).sort());
  });

  it.each(Object.keys(violations))("%s is caught", (name) => {
    expect(found).toContainEqual({ rule: name, from: violations[name][0] });
  });

  it("leave alone what is allowed", () => {
    expect(found.filter(({ from }) => from in allowed)).toEqual([]);
  });
});

function plant(tree, [from, target, files, statement = "import"]) {
  write(tree, from, `${statement} "${target}";\n`);
  const made = files ?? { [join(dirname(from), target)]: "export const empty = 1;\n" };
  for (const [file, text] of Object.entries(made)) if (!(file in allowed)) write(tree, file, text);
}

function write(tree, file, text) {
  const path = join(tree, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function writePackage(tree, name) {
  write(tree, `node_modules/${name}/package.json`, `{ "name": "${name}", "version": "1.0.0", "main": "index.js" }`);
  write(tree, `node_modules/${name}/index.js`, "export {};");
}

function cruise(tree) {
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs");
  const args = [program, "packages", "--config", join(root, ".dependency-cruiser.mjs"), "--output-type", "json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: tree, encoding: "utf8", maxBuffer: 64_000_000 });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout).summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}
