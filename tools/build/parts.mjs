import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";
import { digest, isStamped, listSources, stamp } from "../toolchain/stamp.mjs";

/** What is built from what. Types are checked by `pnpm types`, not here: a start needs the programs only. */
export const parts = [
  {
    name: "server",
    packages: ["shared", "quant", "api"],
    output: "packages/api/dist/src/main.js",
    cwd: ".",
    command: ["node_modules/typescript/bin/tsc", "-b", "packages/api/tsconfig.build.json", "--noCheck"],
  },
  {
    name: "database",
    packages: ["api/src/migrations", "api/src/platform/database", "api/scripts"],
    output: "packages/api/dist/database-template/PG_VERSION",
    cwd: "packages/api",
    command: ["packages/api/scripts/build-database-template.ts"],
    nodeOptions: ["--conditions=source", "--experimental-strip-types", "--no-warnings"],
  },
  {
    name: "web",
    packages: ["shared", "quant", "web"],
    output: "packages/web/dist/app/index.html",
    cwd: "packages/web",
    command: ["packages/web/node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"],
  },
  {
    name: "cli",
    packages: ["shared", "cli"],
    output: "packages/cli/dist/cryptodesk.js",
    cwd: "packages/cli",
    command: ["packages/cli/node_modules/rolldown/bin/cli.mjs", "-c", "rolldown.config.ts", "--logLevel", "warn"],
  },
];

const stampFile = ({ name }) => join(root, "node_modules", `.cryptodesk-build-${name}`);
const buildInput = (path) => !/(^|\/)(node_modules|dist|test|bench|docs)$|\.(test|md)\b/.test(path);

/** A digest of everything that a part is built from. */
export function sourcesOf({ packages, command }) {
  const entries = ["pnpm-lock.yaml", "tsconfig.base.json", ...packages.map((name) => `packages/${name}`)];
  return digest([command.join(" "), ...listSources(root, entries, buildInput)]);
}

/** The parts whose sources changed since they were built, or whose result is missing. */
export function outdatedParts() {
  return parts.filter((part) => !existsSync(join(root, part.output)) || !isStamped(stampFile(part), sourcesOf(part)));
}

/** Notes that a part was built from the sources as listed before its build began. */
export function notePart(part, sources) {
  stamp(stampFile(part), sources);
}
