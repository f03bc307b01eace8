// First paint, layout shift and response to input of the built app, against a bare page of the same server.
import { availableParallelism, loadavg } from "node:os";
import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../test/support/browser.ts";
import { DeskProcess } from "../test/support/desk-process.ts";
import { median } from "./browser-page.ts";

const ROUNDS = 3;
const SETTLED_MS = 2_500;

interface Vitals {
  lcpMs: number;
  shift: number;
  /** The slowest answer to an input, ms; 0 where none took longer than a frame. */
  inpMs: number;
}

declare global {
  interface Window {
    vitals: Vitals;
  }
}

/** Runs in the page before anything else. */
function watch(): void {
  window.vitals = { lcpMs: 0, shift: 0, inpMs: 0 };
  type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean };
  type Input = PerformanceEntry & { interactionId: number };
  const observe = (type: string, note: (entry: PerformanceEntry) => void, options = {}) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...options });
  observe("largest-contentful-paint", ({ startTime }) => {
    window.vitals.lcpMs = startTime;
  });
  observe("layout-shift", (entry) => {
    const { value, hadRecentInput } = entry as Shift;
    if (!hadRecentInput) window.vitals.shift += value;
  });
  observe(
    "event",
    (entry) => {
      const { interactionId, duration } = entry as Input;
      if (interactionId > 0) window.vitals.inpMs = Math.max(window.vitals.inpMs, duration);
    },
    { durationThreshold: 16 },
  );
}

const BARE = "<!doctype html><title>bare</title><h1>A heading and nothing else</h1>";

async function visit(browser: Browser, url: string, act: (page: Page) => Promise<void>): Promise<Vitals> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.route("**/bare", (route) => route.fulfill({ contentType: "text/html", body: BARE }));
  const page = await context.newPage();
  await page.addInitScript(watch);
  await page.goto(url);
  await page.waitForTimeout(SETTLED_MS);
  await act(page);
  const vitals = await page.evaluate(() => window.vitals);
  await context.close();
  return vitals;
}

/** What led to the input that is meant does not count. */
const forgetInputs = (page: Page) =>
  page.evaluate(() => {
    window.vitals.inpMs = 0;
  });

/** Other work on the machine is part of every figure here; its extent is said beside them. */
const load = () => `${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`;

const still = () => Promise.resolve();

/** Inputs and what they touch; each waits for what it brings. */
const INPUTS: Record<string, { path: string; act: (page: Page) => Promise<void> }> = {
  "sort a column": {
    path: "/",
    act: async (page) => {
      await page.getByRole("button", { name: "Price", exact: true }).click();
      await page.waitForTimeout(600);
    },
  },
  "type in the search": {
    path: "/",
    act: async (page) => {
      await page.getByRole("searchbox").first().pressSequentially("bitco", { delay: 60 });
      await page.waitForTimeout(600);
    },
  },
  "open the palette": {
    path: "/",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(300);
    },
  },
  "open a coin": {
    path: "/",
    act: async (page) => {
      await page.locator("tbody a").nth(3).click();
      await page.getByRole("heading", { level: 1 }).waitFor();
      await page.waitForTimeout(900);
    },
  },
  "open the filters": {
    path: "/",
    act: async (page) => {
      await page.getByRole("button", { name: /^Filters/ }).click();
      await page.getByRole("dialog").waitFor();
      await page.waitForTimeout(300);
    },
  },
  "apply a filter": {
    path: "/",
    act: async (page) => {
      await page.getByRole("button", { name: /^Filters/ }).click();
      await page.getByLabel("Prices held back").selectOption("false");
      await page.waitForTimeout(300);
      await forgetInputs(page);
      await page.getByRole("button", { name: "Show coins", exact: true }).click();
      await page.waitForURL(/quarantined/);
      await page.waitForTimeout(600);
    },
  },
  "remove a filter": {
    path: "/?quarantined=false",
    act: async (page) => {
      await page
        .getByRole("button", { name: /^Remove the filter/ })
        .first()
        .click();
      await page.waitForURL((url) => !url.search.includes("quarantined"));
      await page.waitForTimeout(600);
    },
  },
  "select a coin": {
    path: "/",
    act: async (page) => {
      await page.locator("tbody input[type='checkbox']").nth(2).click();
      await page.waitForTimeout(300);
    },
  },
  "select all coins": {
    path: "/?quarantined=false",
    act: async (page) => {
      await page.locator("thead input[type='checkbox']").click();
      await page.waitForURL(/sel=/);
      await page.waitForTimeout(600);
    },
  },
  "another span": {
    path: "/coins/bitcoin",
    act: async (page) => {
      await page.getByText("90 d", { exact: true }).first().click();
      await page.waitForTimeout(600);
    },
  },
};

const PAGES = [
  "/",
  "/overview",
  "/coins/bitcoin",
  "/compare?ids=bitcoin,ethereum",
  "/watchlists",
  "/data-health",
  "/reports",
  "/settings",
];

const desk = await DeskProcess.start();
// The page is measured, not the first minute of a new desk, whose history takes one of the machine's cores.
await desk.historyFilled();
const browser = await openBrowser();
const bare = [];
for (let round = 0; round < ROUNDS; round += 1) bare.push(await visit(browser, `${desk.url}/bare`, still));
const reference = median(bare.map(({ lcpMs }) => lcpMs));
console.log(
  `largest paint (target 1,200 ms) and layout shift (target 0.02), median of ${ROUNDS}; a page of one heading ${reference.toFixed(0)} ms`,
);
for (const path of PAGES) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await visit(browser, desk.url + path, still));
  const lcp = median(rounds.map(({ lcpMs }) => lcpMs));
  const fastest = Math.min(...rounds.map(({ lcpMs }) => lcpMs));
  const shift = median(rounds.map((round) => round.shift));
  console.log(
    `  ${path.padEnd(30)} ${lcp.toFixed(0).padStart(5)} ms (fastest ${fastest.toFixed(0).padStart(4)})   ratio ${(lcp / reference).toFixed(1)}   shift ${shift.toFixed(4)}   load ${load()}`,
  );
}
console.log(`slowest answer to an input (target 100 ms; a frame is 16), median of ${ROUNDS}`);
for (const [name, { path, act }] of Object.entries(INPUTS)) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await visit(browser, desk.url + path, act));
  const answers = rounds.map(({ inpMs }) => inpMs);
  const slowest = median(answers).toFixed(0).padStart(4);
  console.log(`  ${name.padEnd(20)} ${slowest} ms (fastest ${Math.min(...answers).toFixed(0)})   load ${load()}`);
}
await browser.close();
await desk.stop();
