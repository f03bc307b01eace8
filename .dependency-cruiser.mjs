// The boundaries between packages, domains and layers. `$1` repeats what the group in `from` matched, so that a new
// domain or feature needs no edit here. Types count as dependencies except where a rule says otherwise.
const API = "^packages/api/src";
const TESTS = "\\.(test|bench|fixture)\\.[jt]sx?$|[^/]*suite\\.ts$|^packages/[^/]+/(test|bench|scripts)/";
const SQL_OWNERS = [
  "\\.(repository|tables)\\.ts$",
  "^packages/api/src/migrations/",
  "^packages/api/src/platform/(database|queue)/",
];
const TRPC_OWNERS = [
  "\\.router\\.ts$",
  "^packages/api/src/platform/(trpc|http)/",
  "^packages/api/src/domains/market/watch-listings\\.ts$",
  "^packages/api/src/router\\.ts$",
];

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "no-cycles",
      comment: "Files that need each other are one file, or lack a third that both may know.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-unresolved",
      comment: "Every import leads to a file.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "packages-point-one-way",
      comment: "shared ← quant ← api ← web, cli.",
      severity: "error",
      from: { path: "^packages/(shared|quant|api)/" },
      to: {
        path: "^packages/",
        pathNot: ["^packages/shared/", "^packages/$1/", "^packages/quant/"],
      },
    },
    {
      name: "shared-stands-alone",
      comment: "Contracts know no other package of ours.",
      severity: "error",
      from: { path: "^packages/shared/" },
      to: { path: "^packages/(?!shared/)" },
    },
    {
      name: "clients-import-api-types-only",
      comment: "web and cli see the router's type and nothing else of the server.",
      severity: "error",
      from: { path: "^packages/(web|cli)/src/" },
      to: { path: "^packages/api/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "clients-import-the-router-only",
      comment: "The one door of the api package is its router.",
      severity: "error",
      from: { path: "^packages/(web|cli)/src/" },
      to: { path: "^packages/api/", pathNot: "^packages/api/(src|dist/src)/router\\.(d\\.)?ts$" },
    },
    {
      name: "clients-stay-apart",
      comment: "web and cli never import each other.",
      severity: "error",
      from: { path: "^packages/(web|cli)/" },
      to: { path: "^packages/(web|cli)/", pathNot: "^packages/$1/" },
    },
    {
      name: "quant-is-pure",
      comment:
        "Mathematics runs in Node, worker threads and the browser: no I/O, no dependency but decimals and SHA-256.",
      severity: "error",
      from: { path: "^packages/quant/src/", pathNot: TESTS },
      to: {
        pathNot: ["^packages/(quant|shared)/", "(^|/)big\\.js/", "(^|/)@types/big\\.js/", "(^|/)@noble/hashes/"],
      },
    },
    {
      name: "platform-knows-no-domain",
      comment: "What every domain stands on must not lean on one of them.",
      severity: "error",
      from: { path: `${API}/platform/`, pathNot: TESTS },
      to: { path: `${API}/(domains/|(desk|jobs|main|router)\\.ts$)` },
    },
    {
      name: "domains-know-no-root",
      comment: "main, desk, jobs and router compose the domains; nothing calls back upwards.",
      severity: "error",
      from: { path: `${API}/domains/`, pathNot: TESTS },
      to: { path: `${API}/[^/]+\\.ts$` },
    },
    {
      name: "domains-meet-in-public",
      comment: "Another domain is used through its *.public.ts.",
      severity: "error",
      from: { path: `${API}/domains/([^/]+)/`, pathNot: TESTS },
      to: { path: `${API}/domains/[^/]+/`, pathNot: [`${API}/domains/$1/`, "\\.public\\.ts$"] },
    },
    {
      name: "sql-in-repositories",
      comment: "Only repositories, table descriptions, migrations and the database and queue platform speak SQL.",
      severity: "error",
      from: { path: `${API}/`, pathNot: [...SQL_OWNERS, TESTS] },
      to: { path: "(^|/)node_modules/(kysely|pg|pg-boss|@electric-sql/pglite)/" },
    },
    {
      name: "trpc-in-routers",
      comment: "Verbs know no transport.",
      severity: "error",
      from: { path: `${API}/`, pathNot: [...TRPC_OWNERS, TESTS] },
      to: { path: "(^|/)node_modules/@trpc/" },
    },
    {
      name: "express-in-http",
      comment: "Only the HTTP platform knows Express.",
      severity: "error",
      from: { path: `${API}/`, pathNot: [`${API}/platform/http/`, TESTS] },
      to: { path: "(^|/)node_modules/(express|compression|helmet|@types/express)/" },
    },
    {
      name: "providers-stay-apart",
      comment: "A provider is one folder: it shares the gate and the port, never another provider's code.",
      severity: "error",
      from: { path: `${API}/domains/market/providers/([^/]+)/`, pathNot: TESTS },
      to: { path: `${API}/domains/market/providers/[^/]+/`, pathNot: `${API}/domains/market/providers/$1/` },
    },
    {
      name: "features-never-meet",
      comment:
        "Routes compose features; what two need belongs to market-data, portfolio-data, strategy-data, stores, ui, lib or a package.",
      severity: "error",
      from: { path: "^packages/web/src/features/([^/]+)/" },
      to: { path: "^packages/web/src/features/[^/]+/", pathNot: "^packages/web/src/features/$1/" },
    },
    {
      name: "web-points-one-way",
      comment:
        "app → routes → features → portfolio-data, strategy-data → market-data, session → ui, stores, lib → catalogue.",
      severity: "error",
      from: {
        path: "^packages/web/src/(features|portfolio-data|strategy-data|market-data|session|stores|ui|lib|catalogue)/",
        pathNot: TESTS,
      },
      to: { path: "^packages/web/src/(app|routes)/" },
    },
    {
      name: "market-data-knows-no-feature",
      comment: "What several features read of the market, of portfolios or of strategies leans on none of them.",
      severity: "error",
      from: { path: "^packages/web/src/(portfolio-data|strategy-data|market-data|stores|catalogue)/", pathNot: TESTS },
      to: { path: "^packages/web/src/features/" },
    },
    {
      name: "session-knows-no-page",
      comment: "Who is signed in is the same for every page: it leans on no feature and not on the market.",
      severity: "error",
      from: { path: "^packages/web/src/session/", pathNot: TESTS },
      to: { path: "^packages/web/src/(features|portfolio-data|strategy-data|market-data)/" },
    },
    {
      name: "stores-and-texts-know-no-data",
      comment: "Preferences, local lists and texts are there before and without the server.",
      severity: "error",
      from: { path: "^packages/web/src/(stores|catalogue)/", pathNot: TESTS },
      to: { path: "^packages/web/src/(market-data|session|ui|lib)/" },
    },
    {
      name: "ui-knows-no-data",
      comment: "Components in ui get everything as properties.",
      severity: "error",
      from: { path: "^packages/web/src/ui/", pathNot: TESTS },
      to: {
        path: [
          "^packages/web/src/(features|portfolio-data|strategy-data|market-data|session|stores|routes|app)/",
          "^packages/web/src/lib/(trpc|query-client)",
          "node_modules/@trpc/",
          "node_modules/@tanstack/react-query/",
          "^packages/api/",
        ],
      },
    },
    {
      name: "lib-knows-no-feature",
      comment: "What every feature stands on must not lean on one of them.",
      severity: "error",
      from: { path: "^packages/web/src/lib/", pathNot: TESTS },
      to: { path: "^packages/web/src/(features|session|ui)/" },
    },
    {
      name: "no-drawers",
      comment: "Name the concept: utils, helpers and common say nothing.",
      severity: "error",
      from: {},
      to: { path: "^packages/.*/(utils?|helpers?|commons?|misc)(/|\\.[jt]sx?$)", pathNot: "node_modules" },
    },
    {
      name: "no-test-code-in-the-product",
      comment: "Tests, fixtures and benches are never part of what runs.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: TESTS },
      to: { path: TESTS },
    },
    {
      name: "no-undeclared-package",
      comment: "A package that is imported is named in package.json.",
      severity: "error",
      from: { path: "^packages/[^/]+/src/", pathNot: TESTS },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: ["^packages/[^/]+/dist/", "\\.css$"] },
    tsPreCompilationDeps: "specify",
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["source", "import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json"],
    },
  },
};
