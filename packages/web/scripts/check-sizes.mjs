// Builds the app where it is out of date and holds its downloads to the budgets of .size-limit.mjs.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const run = (script, args, cwd) =>
  spawnSync(process.execPath, [script, ...args], { cwd, stdio: "inherit" }).status ?? 1;

const built = run(path("../../../tools/build/build.mjs"), ["web"], path("../../.."));
process.exitCode = built === 0 ? run(path("../node_modules/size-limit/bin.js"), [], path("..")) : built;
