/**
 * What `pnpm verify` runs: `command` is a script and its arguments, run with Node from the root. Those that write a
 * generated file come with `unchanged`: the check fails when the file then differs from what was there.
 */
export const checks = [
  { name: "types", command: ["node_modules/typescript/bin/tsc", "-b"] },
  { name: "format and lint", command: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."] },
  {
    name: "boundaries",
    command: [
      "node_modules/dependency-cruiser/bin/dependency-cruiser.mjs",
      "packages",
      "--config",
      ".dependency-cruiser.mjs",
    ],
  },
  { name: "unused code", command: ["node_modules/knip/bin/knip.js"] },
  {
    name: "OpenAPI document",
    command: ["--conditions=source", "packages/api/scripts/write-openapi.ts"],
    unchanged: "docs/openapi.json",
  },
  {
    name: "settings reference",
    command: ["--conditions=source", "packages/api/scripts/write-settings-reference.ts"],
    unchanged: "docs/reference/settings.md",
  },
  {
    name: "terminal reference",
    command: ["--conditions=source", "packages/cli/scripts/write-reference.ts"],
    unchanged: "docs/reference/cli.md",
  },
  { name: "page sizes", command: ["packages/web/scripts/check-sizes.mjs"] },
  { name: "API lint", command: ["tools/api-lint/run.mjs"] },
];
