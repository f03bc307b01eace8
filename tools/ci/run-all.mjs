// What .ci/run runs once the machine is ready: the tests, then every other check, then one line that counts both.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";
import { addCounts, describeCounts } from "./reports.mjs";
import { runScript } from "./run-script.mjs";

const steps = [
  // Nobody watches this run, and its machine is anyone's: what fails is tried once more, and named at the end.
  { script: "run-tests.mjs", flags: ["--retry=1"], counts: "test-counts.json" },
  { script: "verify.mjs", flags: [], counts: "verify-counts.json" },
];

const counted = [];
for (const step of steps) counted.push(await runStep(step));
const counts = addCounts(counted);
process.stdout.write(`\n${describeCounts(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function runStep({ script, flags, counts }) {
  const file = join(root, "reports", counts);
  rmSync(file, { force: true });
  const code = await runScript([join(root, "tools/ci", script), ...flags]);
  const found = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { passed: 0, failed: 0, skipped: 0 };
  return code !== 0 && found.failed === 0 ? { ...found, failed: 1 } : found;
}
