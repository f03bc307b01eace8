// Runs packages/*/bench/*.bench.ts one after the other: `pnpm bench [part of a file name…]`.
import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
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
else if (!(await run("tools/build/build.mjs"))) failed.push("build");
for (const file of files) {
  process.stdout.write(`\n── ${basename(file, ".bench.ts")} ──\n`);
  if (!(await run("--conditions=source", file))) failed.push(basename(file));
}
if (failed.length > 0) process.stdout.write(`\nfailed: ${failed.join(", ")}\n`);
process.exitCode = failed.length === 0 && files.length > 0 ? 0 : 1;

function run(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: "inherit" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code === 0));
  });
}
