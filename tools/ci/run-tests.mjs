// Runs every test and ends with one line: "N passed, N failed, N skipped". Arguments are passed on to Vitest.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../toolchain/paths.mjs";
import { addCounts, describeCounts, listFailed, listRetried, listSkipped, readReport } from "./reports.mjs";
import { runScript } from "./run-script.mjs";

// What looks at the clock comes after the rest and alone; journeys, which start whole stacks, come last.
const rounds = [["unit", "db"], ["clock"], ["journeys"]];
const folder = join(root, "reports");
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const runs = [];
for (const projects of rounds) runs.push(await runRound(projects));

printList("Skipped", listSkipped);
printList("Passed only when tried again", listRetried);
printLines(
  "Failed",
  runs.flatMap(({ report, code }) => listFailed(report, root, code)),
);
const counts = addCounts(runs.map(({ report, code }) => readReport(report, code)));
writeFileSync(join(folder, "test-counts.json"), JSON.stringify(counts));
process.stdout.write(`\n${describeCounts(counts)}\n`);
process.exitCode = counts.failed === 0 ? 0 : 1;

function printList(title, listOf) {
  printLines(
    title,
    runs.flatMap(({ report }) => (report === null ? [] : listOf(report, root))),
  );
}

function printLines(title, lines) {
  if (lines.length > 0) process.stdout.write(`\n${title}:\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}

async function runRound(projects) {
  const file = join(folder, `${projects.join("-")}.json`);
  const flags = projects.flatMap((project) => ["--project", project]);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`, "--passWithNoTests"];
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const code = await runScript([vitest, "run", ...flags, ...reporters, ...process.argv.slice(2)]);
  return { code, report: existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null };
}
