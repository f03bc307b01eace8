// Runs packages/*/bench/*.bench.ts one after the other: `pnpm bench [part of a file name…]`.
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { runScript } from "../ci/run-script.mjs";
import { root } from "../toolchain/paths.mjs";

const asked = process.argv.slice(2);
const folders = readdirSync(join(root, "packages")).map((name) => join(root, "packages", name, "bench"));
const files = folders
  .filter((folder) => existsSync(folder))
  .flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))
  .filter((file) => file.endsWith(".bench.ts"))
  .filter((file) => asked.length === 0 || asked.some((part) => basename(file).includes(part)))
  .sort();

const failed = [];
if (files.length === 0) process.stderr.write("No such bench.\n");
else if ((await runScript(["tools/build/build.mjs"])) !== 0) failed.push("build");
for (const file of files) {
  process.stdout.write(`\n── ${basename(file, ".bench.ts")} ──\n`);
  if ((await runScript(["--conditions=source", file])) !== 0) failed.push(basename(file));
}
if (failed.length > 0) process.stdout.write(`\nfailed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 && files.length > 0 ? 0 : 1;
