import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerFirst, signIn } from "../support/accounts.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";
import { actAsAnalyst } from "../support/fake-accounts.ts";
import { startFakeDesk } from "../support/fake-desk.ts";

describe.skipIf(!canJourney())("the health of the data in a browser", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
    page = await browser.newPage({ viewport: WIDE });
    await registerFirst(desk);
    await signIn(page.context(), desk);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it("maps what is stored of every coin, by day and by hour", async () => {
    await page.goto(`${desk.url}/data-health`);
    const map = page.getByRole("region", { name: "Table: Gap map" });
    const bitcoin = map.getByRole("row").filter({ hasText: "Bitcoin BTC" });
    await bitcoin.getByRole("img", { name: /Bitcoin: \d+ % of the blocks are whole/ }).waitFor();
    const rows = await map.getByRole("row").count();
    await page.getByRole("button", { name: "More coins", exact: true }).click();
    await expect.poll(() => map.getByRole("row").count(), SOON).toBeGreaterThan(rows);
    await page.getByText("Hours, 14 d", { exact: true }).click();
    await page.getByText("one block is a day.").waitFor();
  });

  it("fetches one coin's history on demand and says when it is done", async () => {
    await page.goto(`${desk.url}/data-health`);
    await page.getByRole("textbox", { name: "Which coin" }).fill("solana");
    await page.getByRole("option", { name: /Solana SOL/ }).click();
    await page.getByText("History of solana").waitFor();
    await page.getByRole("status").filter({ hasText: "Done" }).waitFor({ timeout: 30_000 });
    const runs = page.getByRole("region", { name: "Table: Recent runs" });
    await expect.poll(() => runs.textContent(), SOON).toContain("solana");
  });

  it("opens everything that is known of a run, and how long the last ones took", async () => {
    await page.goto(`${desk.url}/data-health`);
    const runs = page.getByRole("region", { name: "Table: Recent runs" });
    await runs.getByRole("button").first().click();
    const detail = page.getByRole("dialog");
    await detail.getByText("Attempt").waitFor();
    await page.keyboard.press("Escape");
    await detail.waitFor({ state: "hidden" });
    await page.getByRole("region", { name: "Table: Schedules" }).getByRole("button").first().click();
    await detail.getByText(/^(One run: it took|\d+ runs: half of them took) /).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("combobox", { name: "State", exact: true }).selectOption("cancelled");
    await page.getByText("No run matches").waitFor();
  });
});

describe.skipIf(!canJourney())("a decision that the server refuses", () => {
  it("puts the held-back price back and says why", async () => {
    const fake = await startFakeDesk(0, "ok", { failing: new Set(["market.resolveQuarantine"]) });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage({ viewport: WIDE });
      await actAsAnalyst(page.context(), fake.url);
      await page.goto(`${fake.url}/data-health`);
      const accept = page.getByRole("button", { name: /^Accept the price of/ });
      await accept.click();
      const layer = page.locator(".mantine-Modal-inner");
      // The page stays in sight behind the question.
      expect(await layer.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgba(0, 0, 0, 0)");
      await page.getByRole("dialog").getByRole("button", { name: "Accept the price", exact: true }).click();
      await page.getByText("Something went wrong on the server").waitFor();
      await accept.waitFor();
    } finally {
      await browser.close();
      await fake.stop();
    }
  });
});
