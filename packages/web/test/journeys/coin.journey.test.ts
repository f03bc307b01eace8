import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registerFirst, signIn } from "../support/accounts.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("a coin and the data behind it in a browser", () => {
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

  it("opens from the market and shows another span of its chart, also as a table", async () => {
    await page.goto(desk.url);
    await page.getByRole("table").getByRole("link", { name: "Bitcoin BTC" }).click();
    await page.getByRole("heading", { level: 1, name: /Bitcoin/ }).waitFor();
    await page.getByRole("figure", { name: /Bitcoin over the last 30 days/ }).waitFor();
    await page.getByRole("radiogroup", { name: "Time span" }).first().getByText("1 y", { exact: true }).click();
    await page.getByRole("figure", { name: /Bitcoin over the last year/ }).waitFor();
    expect(new URL(page.url()).search).toBe("?span=1y");
    await page.getByText("Line", { exact: true }).click();
    await page.getByText("One point for every 1 day").waitFor();
    await page.getByText("Table", { exact: true }).click();
    const history = page.getByRole("region", { name: "Price history" });
    await history.waitFor();
    expect(await history.getByRole("row").count()).toBe(101);
  });

  it("marks the span that is chosen before the chart of it is drawn", async () => {
    await page.goto(`${desk.url}/coins/bitcoin`);
    await page.getByRole("figure", { name: /Bitcoin over the last 30 days/ }).waitFor();
    const next = page.getByRole("radiogroup", { name: "Time span" }).first().getByRole("radio", { name: "90 d" });
    const atNextFrame = await next.evaluate(async (radio: HTMLInputElement) => {
      radio.click();
      await new Promise(requestAnimationFrame);
      return { checked: radio.checked, address: location.search };
    });
    expect(atNextFrame).toEqual({ checked: true, address: "" });
    await page.getByRole("figure", { name: /Bitcoin over the last 90 days/ }).waitFor();
    expect(new URL(page.url()).search).toBe("?span=90d");
  });

  it("reads the figures a page at a time and saves all of them", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?span=1y`);
    await page.getByText("Table", { exact: true }).click();
    await page.getByText("1 to 100 of 366, newest first").waitFor();
    await page.getByRole("button", { name: "Older" }).click();
    await page.getByText("101 to 200 of 366, newest first").waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "CSV" }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe("cryptodesk-bitcoin-candles-1d.csv");
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split(/\r?\n/);
    expect(lines).toHaveLength(367);
  });

  it("draws another coin beside it, in percent, and keeps it in the address", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?span=90d`);
    await page.getByRole("button", { name: "Beside it" }).click();
    await page.getByRole("textbox", { name: "Add a coin" }).fill("ethereum");
    await page.getByRole("option", { name: /^E? ?Ethereum ETH/ }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => new URL(page.url()).searchParams.get("vs"), SOON).toBe("ethereum");
    await page.reload();
    await page.getByText(/Since .+ beside it: ETH [+−]\d/).waitFor();
  });

  it("is read bar by bar with the keyboard", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?span=90d`);
    const chart = page.getByRole("figure", { name: /Bitcoin over the last 90 days/ });
    await chart.focus();
    await page.keyboard.press("Home");
    await page.getByText(/O \$[\d,.]+/).waitFor();
    const first = await page.getByText(/^C \$/).textContent();
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => page.getByText(/^C \$/).textContent(), SOON).not.toBe(first);
    await page.keyboard.press("Escape");
    await page.getByText("Move over the chart, or use the arrow keys").waitFor();
  });

  it("draws indicators, says what they say, and keeps them in the address", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?span=1y`);
    await page.getByRole("button", { name: "Indicators" }).click();
    await page.getByRole("checkbox", { name: "RSI, 14" }).click();
    await page.getByRole("checkbox", { name: "Simple average, 50" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => new URL(page.url()).searchParams.get("ind"), SOON).toBe("rsi,sma50");
    await page.reload();
    await page.getByText(/RSI, 14: \d+\.\d\d\. Simple average, 50: /).waitFor();
  });

  it("takes indicators of lengths of one's own, and says what is wrong with others", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?span=1y`);
    await page.getByRole("button", { name: "Indicators" }).click();
    const form = page.getByRole("form", { name: "With other lengths" });
    await form.getByLabel("With other lengths").selectOption("macd");
    await form.getByLabel("Fast").fill("30");
    await page.keyboard.press("Enter");
    await form.getByText("Shorter than the slow one").waitFor();
    expect(await form.getByLabel("Fast").evaluate((field) => field === document.activeElement)).toBe(true);
    await form.getByLabel("Fast").fill("8");
    await form.getByLabel("Slow").fill("17");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.getByRole("checkbox", { name: "MACD, 8, 17 and 9" }).isChecked(), SOON).toBe(true);
    await expect.poll(() => new URL(page.url()).searchParams.get("ind"), SOON).toBe("macd8-17-9");
    await page.keyboard.press("Enter");
    await form.getByText("The chart shows it already").waitFor();
    await page.getByRole("checkbox", { name: "RSI, 14" }).focus();
    await page.keyboard.press("Space");
    await page.getByText(/RSI, 14: /).waitFor();
    expect(await page.evaluate(() => document.activeElement?.closest("li")?.textContent)).toBe("RSI, 14");
    await page.reload();
    await page.getByText(/MACD, 8, 17 and 9: .*RSI, 14: /).waitFor();
  });

  it("names its figures' meaning, source and time on focus", async () => {
    await page.goto(`${desk.url}/coins/bitcoin`);
    await page.getByRole("button", { name: "Market cap" }).focus();
    await page.getByRole("tooltip").filter({ hasText: "Price times circulating supply. From sandbox" }).waitFor();
  });

  it("says of an unknown figure who says nothing of it", async () => {
    await page.goto(`${desk.url}/coins/prynium`);
    await page.getByRole("button", { name: "Circulating" }).focus();
    await page.getByRole("tooltip").filter({ hasText: "Unknown: sandbox says nothing of it" }).waitFor();
  });

  it("takes an address that asks for what there is not as the default", async () => {
    await page.goto(`${desk.url}/coins/bitcoin?chart=pie&span=fortnight&ind=sma0,sma401`);
    await page.getByRole("figure", { name: /Bitcoin over the last 30 days.+ Candles of 4 h/ }).waitFor();
    expect(await page.getByRole("radio", { name: "Candles" }).isChecked()).toBe(true);
    await page.goto(`${desk.url}/compare?ids=bitcoin,ethereum&window=fortnight`);
    await page.getByRole("figure", { name: /Bitcoin .*%/ }).waitFor();
    expect(await page.getByRole("radio", { name: "30 d" }).isChecked()).toBe(true);
  });

  it("says what to do about a coin it does not know", async () => {
    await page.goto(`${desk.url}/coins/no-such-coin`);
    await page.getByText("This desk knows no coin called “no-such-coin”").waitFor();
    await page.getByRole("link", { name: "Search the market for it" }).click();
    await expect.poll(() => new URL(page.url()).search, SOON).toBe("?search=no-such-coin");
  });

  it("refreshes by hand and shows how far it is", async () => {
    await page.goto(`${desk.url}/data-health`);
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    await page.getByRole("progressbar", { name: "Progress of the job" }).waitFor();
    await page.getByRole("status").filter({ hasText: "Done" }).waitFor({ timeout: 30_000 });
    const runs = page.getByRole("region", { name: "Table: Recent runs" });
    await expect.poll(() => runs.textContent(), SOON).toContain("by hand");
  });

  it("has a readable report from the first day", async () => {
    await page.goto(`${desk.url}/reports`);
    await page.getByRole("main").getByRole("link").first().click();
    await page.getByRole("heading", { level: 1, name: /Market report, / }).waitFor();
    await page.getByRole("heading", { name: "In short" }).waitFor();
  });

  it("prints the report light and with its bars, also from a dark desk", async () => {
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    await page.goto(`${desk.url}/reports/latest`);
    await page.getByRole("heading", { name: "In short" }).waitFor();
    const look = () =>
      page.evaluate(() => {
        const { backgroundColor, printColorAdjust } = getComputedStyle(document.body);
        return { backgroundColor, printColorAdjust };
      });
    const dark = await look();
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    expect(await look()).toEqual({ backgroundColor: "rgb(255, 255, 255)", printColorAdjust: "exact" });
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect((await look()).backgroundColor).toBe(dark.backgroundColor);
    await page.emulateMedia({ colorScheme: null, media: null });
  });
});
