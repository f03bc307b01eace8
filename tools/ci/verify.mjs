// Every check that needs no services, two at a time: `node tools/ci/verify.mjs [name…]`.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";
import { checks } from "./checks.mjs";

const AT_ONCE = 2;
const asked = process.argv.slice(2);
const waiting = checks.filter(({ name }) => asked.length === 0 || asked.includes(name));
const outcomes = [];

await Promise.all(Array.from({ length: AT_ONCE }, work));

const failed = outcomes.filter(({ failure }) => failure !== null);
for (const { name, failure } of failed) process.stdout.write(`\n── ${name} ──\n${failure.trimEnd()}\n`);
mkdirSync(join(root, "reports"), { recursive: true });
const counts = { passed: outcomes.length - failed.length, failed: failed.length, skipped: 0 };
writeFileSync(join(root, "reports", "verify-counts.json"), JSON.stringify(counts));
process.stdout.write(
  failed.length === 0 ? "\nverified\n" : `\nnot verified: ${failed.map(({ name }) => name).join(", ")}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;

async function work() {
  for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
    const started = performance.now();
    const failure = await runCheck(check);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${failure === null ? "ok    " : "FAILED"} ${check.name} (${seconds} s)\n`);
    outcomes.push({ name: check.name, failure });
  }
}

/** Null when it passed, else what it printed. */
async function runCheck({ command, unchanged }) {
  const before = unchanged === undefined ? null : readIfThere(unchanged);
  const { code, output } = await run(command);
  if (code !== 0) return output || `exit code ${code}`;
  if (unchanged === undefined || readIfThere(unchanged) === before) return null;
  return `${unchanged} was out of date and has been written anew: commit it.`;
}

function readIfThere(file) {
  const path = join(root, file);
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

function run([script, ...args]) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    const read = (text) => {
      output += text;
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}
