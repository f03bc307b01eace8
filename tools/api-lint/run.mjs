// Lints docs/openapi.json with Redocly and Spectral, and compiles the types that openapi-typescript makes of it. The
// linters are installed on first use from the lockfile beside this file.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { explain } from "../toolchain/explain.mjs";
import { findNpm } from "../toolchain/find-programs.mjs";
import { root } from "../toolchain/paths.mjs";
import { CommandFailed, collect } from "../toolchain/spawn.mjs";
import { digest, isStamped, stamp } from "../toolchain/stamp.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const document = join(root, "docs", "openapi.json");
const installed = join(here, "node_modules", ".cryptodesk-install");

try {
  await install();
  await lint("Redocly", ["@redocly/cli/bin/cli.js", "lint", document, "--config", join(here, "redocly.yaml")]);
  await lint("Spectral", [
    "@stoplight/spectral-cli/dist/index.js",
    "lint",
    document,
    "--ruleset",
    join(here, ".spectral.json"),
    "--fail-severity=warn",
  ]);
  await compileTypes();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  process.stderr.write(`${explain(error)}\n`);
  process.exitCode = 1;
}

async function install() {
  const wanted = digest([readFileSync(join(here, "package-lock.json"), "utf8")]);
  if (isStamped(installed, wanted)) return;
  const flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"];
  await collect("Installing the API linters", [...findNpm(), ...flags], { cwd: here });
  stamp(installed, wanted);
}

function lint(name, [script, ...args]) {
  const env = { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" };
  return collect(name, [process.execPath, join(here, "node_modules", script), ...args], { cwd: here, env });
}

async function compileTypes() {
  const folder = mkdtempSync(join(tmpdir(), "cryptodesk-api-types-"));
  try {
    const types = await lint("openapi-typescript", ["openapi-typescript/bin/cli.js", document]);
    writeFileSync(join(folder, "api.ts"), types);
    const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
    const flags = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022", "--module", "nodenext"];
    await collect("Compiling the API's types", [process.execPath, tsc, ...flags, join(folder, "api.ts")], {
      cwd: folder,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
