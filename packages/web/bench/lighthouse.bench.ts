// Lighthouse on the built app. It is fetched for the occasion: nobody who starts the desk should have to download it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { chromiumProgram } from "../test/support/browser.ts";
import { DeskProcess } from "../test/support/desk-process.ts";
import { median } from "./browser-page.ts";

const VERSION = "13.5.0";
const ROUNDS = 3;
const ATTEMPTS = 3;
const TARGETS = { accessibility: 0.97, performance: 0.95 } as const;
const PAGES = ["/", "/overview", "/coins/bitcoin", "/data-health", "/compare?ids=bitcoin,ethereum", "/reports/latest"];

interface Report {
  categories: Record<keyof typeof TARGETS, { score: number | null }>;
  audits: Record<string, { title: string; score: number | null; numericValue?: number; scoreDisplayMode: string }>;
}

/** A page's report; Lighthouse now and then loses its own recording of a page, and then it is asked again. */
async function audit(url: string): Promise<Report> {
  for (let attempt = 1; attempt < ATTEMPTS; attempt += 1) {
    try {
      return await auditOnce(url);
    } catch (error) {
      console.log(`      asked again: ${error instanceof Error ? error.message : error}`);
    }
  }
  return auditOnce(url);
}

async function auditOnce(url: string): Promise<Report> {
  const file = join(tmpdir(), `cryptodesk-lighthouse-${process.pid}.json`);
  const args = [
    "exec",
    "--yes",
    `--package=lighthouse@${VERSION}`,
    "--",
    "lighthouse",
    url,
    "--quiet",
    "--preset=desktop",
  ];
  const output = ["--output=json", `--output-path=${file}`, `--only-categories=${Object.keys(TARGETS).join(",")}`];
  const flags = ["--chrome-flags=--headless=new --no-sandbox"];
  const child = spawn("npm", [...args, ...output, ...flags], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, CHROME_PATH: chromiumProgram() ?? "" },
  });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`lighthouse ended with ${code}`);
  const report: Report = JSON.parse(readFileSync(file, "utf8"));
  rmSync(file);
  return report;
}

const desk = await DeskProcess.start();
// The page is measured, not the first minute of a new desk, whose history takes one of the machine's cores.
await desk.historyFilled();
console.log(
  `Lighthouse ${VERSION}, desktop, median of ${ROUNDS}; targets accessibility ${TARGETS.accessibility}, performance ${TARGETS.performance}`,
);
for (const path of PAGES) {
  const reports: Report[] = [];
  for (let round = 0; round < ROUNDS; round += 1) reports.push(await audit(desk.url + path));
  const score = (name: keyof typeof TARGETS) =>
    median(reports.map(({ categories }) => categories[name].score ?? Number.NaN)).toFixed(2);
  const value = (name: string) => median(reports.map(({ audits }) => audits[name]?.numericValue ?? Number.NaN));
  const paint = value("largest-contentful-paint").toFixed(0);
  const blocked = value("total-blocking-time").toFixed(0);
  console.log(
    `  ${path.padEnd(30)} accessibility ${score("accessibility")}   performance ${score("performance")}   LCP ${paint} ms   blocked ${blocked} ms   load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
  const failing = reports.flatMap(({ audits }) =>
    Object.values(audits).filter(({ score: found, scoreDisplayMode }) => scoreDisplayMode === "binary" && found === 0),
  );
  for (const title of new Set(failing.map((entry) => entry.title))) console.log(`      ${title}`);
}
await desk.stop();
