import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { type CheckedPage, SCREENS, violations } from "../support/axe.ts";
import { canJourney, openBrowser, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const PATIENCE_MS = 400_000;
// A run with all of its checks on a busy machine.
const RUN = { timeout: 120_000 };

const RULES = {
  schema: 1,
  name: "Cross",
  universe: { kind: "coin", coin: "bitcoin" },
  timeframe: "1d",
  parameters: [
    { name: "fast", value: 10, min: 5, max: 20, step: 5 },
    { name: "slow", value: 40, min: 30, max: 60, step: 10 },
  ],
  series: [
    { name: "quick", indicator: "sma", parameters: { period: { parameter: "fast" } } },
    { name: "calm", indicator: "sma", parameters: { period: { parameter: "slow" } } },
  ],
  long: {
    enter: { kind: "crosses", left: { series: "quick" }, direction: "above", right: { series: "calm" } },
    exit: { kind: "crosses", left: { series: "quick" }, direction: "below", right: { series: "calm" } },
  },
  sizing: { kind: "equity", pct: 95 },
};

describe.skipIf(!canJourney())("the runs of a strategy", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let strategyId: string;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
    await registerFirst(desk);
    const made = await ask(desk, "strategies", { rules: RULES }, await tokenOf(desk));
    strategyId = (made as { strategy: { id: string } }).strategy.id;
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: WIDE, acceptDownloads: true });
    page = await context.newPage();
    await signIn(context, desk);
  });
  afterEach(() => context.close());

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const heading = (name: string) => page.getByRole("heading", { name });
  const opened = async (part: string) => {
    await page.goto(`${desk.url}/strategies/${strategyId}/${part}`);
    await heading("Cross").waitFor(RUN);
  };
  const backtest = async (capital: string) => {
    await opened("runs");
    await button("New backtest").click(RUN);
    await dialog().getByLabel("Capital in US dollars").fill(capital);
    await dialog().getByRole("button", { name: "Run the backtest" }).click();
    await heading("Equity against the benchmark").waitFor(RUN);
  };

  it("end in a result that says how far to believe it, with each trade open to its reasons", async () => {
    await backtest("10000");
    await page.getByText("Simulated market", { exact: true }).last().waitFor();
    await heading("How far to believe this").waitFor();
    await heading("Look-ahead").waitFor();
    await page.getByText(/^Passed: run anew on/).waitFor();
    await button("Sharpe ratio").hover();
    await page.getByText(/Sharpe, Journal of Portfolio Management/).waitFor();
    await button(/^Why: trade 1, bitcoin/).click(RUN);
    await dialog().getByText("What held at the signal").waitFor();
    expect(await dialog().locator("pre").textContent()).toMatch(/quick|calm/);
    await page.keyboard.press("Escape");
    await page.getByRole("figure", { name: /^bitcoin from .* trades?:/ }).waitFor(RUN);
    const saved = page.waitForEvent("download");
    await button("CSV").click();
    expect((await saved).suggestedFilename()).toMatch(/trades.*\.csv$/);
  });

  it("are laid beside each other", async () => {
    await backtest("20000");
    await opened("runs");
    const boxes = page.getByRole("checkbox", { name: /^Choose for comparison/ });
    await boxes.nth(1).waitFor(RUN);
    await boxes.nth(0).check();
    await boxes.nth(1).check();
    await page.getByRole("link", { name: "Compare 2 runs" }).click();
    await heading("Runs compared").waitFor();
    await page.getByRole("row", { name: /^Total return/ }).waitFor(RUN);
    await page.getByText(/^From 100: Cross v1/).waitFor();
  });

  it("search for parameters, tell how many points that is, and hand the best to the rules", async () => {
    await opened("optimise");
    await page.getByText("16 points will be tried.").waitFor(RUN);
    await page.getByLabel("fast: step").fill("15");
    await page.getByText("8 points will be tried.").waitFor();
    await page.getByLabel("Trades at least").fill("0");
    await button("Start the search").click();
    await heading("Best of those tried").waitFor(RUN);
    await page.getByRole("row", { name: /^Total return/ }).waitFor();
    await page.getByRole("img", { name: /points with a score/ }).waitFor();
    await button("Take these values").click();
    await dialog().getByRole("button", { name: "Take these values" }).click();
    await page.getByText(/^Version 2 has these values/).waitFor(RUN);
  });

  it("go on live on paper, without any order", async () => {
    await opened("paper");
    await page.getByText(/^No order is ever placed/).waitFor(RUN);
    await button("Start paper trading").click();
    await dialog().getByRole("button", { name: "Start paper trading" }).click();
    await button("Pause").waitFor(RUN);
    await page.getByText("$10,000.00").first().waitFor();
    await button("Pause").click();
    await button("Go on").waitFor(RUN);
  });

  it("break no rule of accessibility, on a wide and a narrow screen, in both themes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const listed = await fetch(`${desk.url}/api/v1/strategy-runs?limit=50`, {
      headers: { authorization: `Bearer ${await tokenOf(desk)}` },
    });
    const { items } = (await listed.json()) as { items: { id: string; kind: string }[] };
    const runs = `/strategies/${strategyId}/runs`;
    const backtests = items.filter(({ kind }) => kind === "backtest").map(({ id }) => id);
    const pages: CheckedPage[] = [
      { path: runs },
      { path: `/strategies/compare-runs?runs=${backtests.slice(0, 2).join(",")}` },
      { path: runs, press: ["New backtest"] },
      ...["backtest", "optimisation"].flatMap((kind) => {
        const run = items.find((item) => item.kind === kind);
        return run ? [{ path: `${runs}/${run.id}` }] : [];
      }),
      { path: `/strategies/${strategyId}/optimise` },
      { path: `/strategies/${strategyId}/paper` },
    ];
    const found: string[] = [];
    for (const screen of SCREENS) {
      const checking = await browser.newContext({ ...screen, reducedMotion: "reduce" });
      await signIn(checking, desk);
      for (const checked of pages) found.push(...(await violations(checking, desk.url, checked)));
      await checking.close();
    }
    expect(found).toEqual([]);
  });
});
