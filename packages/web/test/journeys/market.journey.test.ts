import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canJourney, NARROW, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("the market in a browser", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: WIDE });
  });
  afterEach(() => page.close());

  const table = () => page.getByRole("table", { name: "Coins with live prices" });
  const rows = () =>
    table()
      .getByRole("row")
      .filter({ has: page.getByRole("link") });

  it("shows a first visitor a market that moves, and says that it is simulated", async () => {
    await page.goto(desk.url);
    await page.getByText("Simulated market").waitFor();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    const bitcoin = rows().filter({ hasText: "Bitcoin" }).first();
    const before = await bitcoin.textContent();
    await expect.poll(() => bitcoin.textContent(), SOON).not.toBe(before);
    expect(await page.title()).toBe("Market · CryptoDesk");
  });

  it("keeps filters and order in the address over a reload, and back undoes the last step", async () => {
    await page.goto(desk.url);
    await rows().first().waitFor();
    await page.getByRole("button", { name: "Filters" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Market cap, at least").fill("1b");
    await form.getByRole("button", { name: "Show coins" }).click();
    await page.getByText("Market cap ≥ $1B").waitFor();
    await table().getByRole("button", { name: "24 h", exact: true }).click();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("?minMarketCapUsd=1000000000&sort=change24h");
    await page.reload();
    await page.getByText("Market cap ≥ $1B").waitFor();
    const sorted = table().getByRole("columnheader", { name: "24 h", exact: true });
    expect(await sorted.getAttribute("aria-sort")).toBe("descending");
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("?minMarketCapUsd=1000000000");
    await page.getByRole("button", { name: "Remove the filter Market cap ≥ $1B" }).click();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("");
    await page.goBack();
    await page.getByText("Market cap ≥ $1B").waitFor();
  });

  it("finds coins by typing and says what to do when there are none", async () => {
    await page.goto(desk.url);
    const search = page.getByLabel("Search coins by name, symbol or id");
    await search.fill("ethereum");
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("?search=ethereum");
    await expect.poll(() => rows().first().textContent(), SOON).toContain("Ethereum");
    await search.fill("qqqqqqqqqqqqqq");
    await page.getByText("No coin matches").waitFor();
    await page.getByRole("button", { name: "Clear search and filters" }).click();
    await expect.poll(() => rows().count(), SOON).toBeGreaterThan(10);
    expect(await search.inputValue()).toBe("");
  });

  it("draws few rows of many and fetches on while scrolling", async () => {
    await page.goto(desk.url);
    await rows().first().waitFor();
    const scroller = page.getByRole("region", { name: "Market table" });
    await expect
      .poll(async () => {
        await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        return table().getAttribute("aria-rowcount");
      }, SOON)
      .toBe("251");
    expect(await page.locator("tbody tr").count()).toBeLessThan(60);
  });

  it("says how many coins match, and aloud only when the filters have changed", async () => {
    await page.goto(desk.url);
    await page.getByText("250 coins", { exact: true }).waitFor();
    const said = page.getByRole("status").filter({ hasText: / of 250 coins$/ });
    expect(await said.count()).toBe(0);
    await page.goto(`${desk.url}/?maxRank=70`);
    await page.getByText("70 of 250 coins", { exact: true }).waitFor();
    await page.getByLabel("Search coins by name, symbol or id").fill("bitcoin");
    await said.waitFor();
    await expect.poll(async () => `${await rows().count()} of 250 coins`, SOON).toBe(await said.textContent());
  });

  it("selects all that match with one mark, those that have not come yet too, and takes them off again", async () => {
    await page.goto(`${desk.url}/?maxRank=150`);
    await rows().first().waitFor();
    const all = table().getByRole("checkbox", { name: /^Select all coins that match/ });
    await rows().nth(1).getByRole("checkbox").click();
    await expect.poll(() => all.evaluate((box: HTMLInputElement) => box.indeterminate), SOON).toBe(true);
    await all.focus();
    await page.keyboard.press("Space");
    await page.getByText("150 coins selected").waitFor();
    await expect.poll(() => all.isChecked(), SOON).toBe(true);
    await page.reload();
    await page.getByText("150 coins selected").waitFor();
    await all.click();
    await expect.poll(() => new URL(page.url()).searchParams.has("sel"), SOON).toBe(false);
    expect(await page.getByText("coins selected").count()).toBe(0);
  });

  it("saves exactly what is filtered as CSV", async () => {
    await page.goto(`${desk.url}/?maxRank=7`);
    await rows().first().waitFor();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV" }).click(),
    ]);
    const stream = await download.createReadStream();
    let csv = "";
    for await (const chunk of stream) csv += String(chunk);
    const lines = csv.trim().split(/\r?\n/);
    expect(lines).toHaveLength(8);
    expect(lines[0]).toContain("priceUsd");
  });

  it("drops what an address says that is no question to the market", async () => {
    await page.goto(`${desk.url}/?maxRank=7&minChange24hPct=abc&sort=foo&utm_source=mail`);
    await expect.poll(() => rows().count(), SOON).toBe(7);
    expect(await page.getByRole("button", { name: /^Remove the filter/ }).count()).toBe(1);
  });

  it("leads to the first field that cannot be read, and applies nothing", async () => {
    await page.goto(desk.url);
    await rows().first().waitFor();
    await page.getByRole("button", { name: "Filters" }).click();
    const form = page.getByRole("dialog");
    await form.getByLabel("Market cap, at least").fill("1b");
    await form.getByLabel("Rank, at least").fill("1.5");
    await form.getByLabel("Category").focus();
    await form.getByRole("button", { name: "Show coins" }).click();
    await expect
      .poll(() => form.getByLabel("Rank, at least").evaluate((field) => field === document.activeElement))
      .toBe(true);
    expect(new URL(page.url()).search).toBe("");
  });

  it("says in which colours it is after they were changed, and can be asked for the dark ones by name", async () => {
    const problems: string[] = [];
    page.on("pageerror", ({ message }) => problems.push(message));
    await page.goto(desk.url);
    await rows().first().waitFor();
    await page.keyboard.press("t");
    await page.locator("[aria-live='polite']").getByText("Light").waitFor();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search coins, pages, actions").fill("dark");
    await page.getByRole("button", { name: "Colour theme: Dark" }).waitFor();
    await page.keyboard.press("Enter");
    const scheme = () => page.evaluate(() => document.documentElement.dataset.mantineColorScheme);
    await expect.poll(scheme, SOON).toBe("dark");
    expect(problems).toEqual([]);
  });

  it("can be used with the keyboard alone, from the skip link to a coin and back", async () => {
    await page.goto(desk.url);
    await rows().first().waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the page");
    await page.keyboard.press("Enter");
    await page.getByLabel("Search coins by name, symbol or id").focus();
    await page.keyboard.type("solana");
    await expect.poll(() => rows().first().textContent(), SOON).toContain("Solana");
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press("Tab");
      const href = await page.evaluate(() => document.activeElement?.getAttribute("href"));
      if (href === "/coins/solana") break;
    }
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Solana/ }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main");
    await page.goBack();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("?search=solana");
  });

  it("fits a phone without scrolling sideways", async () => {
    await page.setViewportSize(NARROW);
    for (const width of [390, 320]) {
      await page.setViewportSize({ width, height: 700 });
      for (const path of [
        "/",
        "/overview",
        "/coins/bitcoin",
        "/compare?ids=bitcoin,ethereum",
        "/watchlists",
        "/data-health",
        "/reports",
        "/reports/latest",
        "/settings",
      ]) {
        await page.goto(desk.url + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(`${path} at ${width}: ${Math.max(0, overflow)}`).toBe(`${path} at ${width}: 0`);
      }
    }
  });
});
