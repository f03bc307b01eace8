import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canJourney, NARROW, openBrowser, SOON } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("an analyst with a phone", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
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
    context = await browser.newContext({ viewport: NARROW, deviceScaleFactor: 3, hasTouch: true, isMobile: true });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const coins = () => page.getByRole("list", { name: "Coins with live prices" });
  const goTo = (name: string) =>
    page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true }).tap();

  it("finds a coin, opens it, stars it, and finds it again in the watchlist, by touch alone", async () => {
    await page.goto(desk.url);
    await coins().getByRole("link").first().waitFor();
    await page.getByLabel("Search coins by name, symbol or id").tap();
    await page.keyboard.type("solana");
    await expect.poll(() => coins().getByRole("link").first().textContent(), SOON).toContain("Solana");
    await coins().getByRole("link").first().tap();
    await page.getByRole("heading", { level: 1, name: "Solana SOL" }).waitFor();

    await page.getByRole("button", { name: "Watchlists: Solana" }).tap();
    await page.getByRole("dialog").getByRole("checkbox").first().tap();
    await page.getByText(/^Solana .*on /).waitFor();
    await page.touchscreen.tap(NARROW.width / 2, NARROW.height / 2);
    await goTo("Watchlists");
    await page.getByRole("heading", { level: 1, name: "Watchlists" }).waitFor();
    await page
      .getByRole("main")
      .getByRole("link", { name: /Solana/ })
      .first()
      .waitFor();

    await page.reload();
    await page
      .getByRole("main")
      .getByRole("link", { name: /Solana/ })
      .first()
      .tap();
    await page.getByRole("heading", { level: 1, name: "Solana SOL" }).waitFor();
  });

  it("reads the heat map and a longer span of a chart with the thumb", async () => {
    await page.goto(`${desk.url}/overview`);
    await page.getByRole("radiogroup", { name: "Heat map" }).getByText("Table", { exact: true }).tap();
    const table = page.getByRole("table", { name: "Heat map" });
    await table.getByRole("link", { name: /Ethereum ETH/ }).tap();
    await page.getByRole("heading", { level: 1, name: /Ethereum/ }).waitFor();
    await page.getByRole("radiogroup", { name: "Time span" }).first().getByText("1 y", { exact: true }).tap();
    await page.getByRole("figure", { name: /Ethereum over the last year/ }).waitFor();
  });
});
