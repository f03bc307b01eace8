import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("an analyst's day", () => {
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
    context = await browser.newContext({ viewport: WIDE });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const rowsOf = (where: Page) =>
    where
      .getByRole("table", { name: "Coins with live prices" })
      .getByRole("row")
      .filter({ has: where.getByRole("link") });
  const query = () => new URL(page.url()).searchParams;

  it("finds the biggest loser above a volume, and who gets the address sees the same question", async () => {
    await page.goto(desk.url);
    await rowsOf(page).first().waitFor();
    await page
      .getByRole("button", { name: "Views" })
      .or(page.getByRole("button", { name: "Largest" }))
      .first()
      .click();
    await page.getByRole("menuitem", { name: "Losers, traded" }).click();
    await expect.poll(() => query().get("direction"), SOON).toBe("asc");
    expect(query().get("minVolume24hUsd")).toBe("1000000");
    const other = await browser.newContext({ viewport: WIDE });
    const guest = await other.newPage();
    await guest.goto(page.url());
    await guest.getByText("Volume (24 h) ≥ $1M").waitFor();
    // Prices move between the two looks; a change in percent of the first row is a loss for both.
    for (const where of [page, guest])
      await expect.poll(() => rowsOf(where).first().textContent(), SOON).toContain("−");
    await other.close();
  });

  it("keeps a view, its columns and its name over a reload", async () => {
    await page.goto(`${desk.url}/?maxRank=20`);
    await rowsOf(page).first().waitFor();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "Source" }).check();
    await page.keyboard.press("Escape");
    await page.getByRole("columnheader", { name: "Source" }).waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Save this view" }).click();
    await page.getByRole("dialog").getByLabel("Name").fill("My twenty");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.goto(desk.url);
    await page.getByRole("columnheader", { name: "Source" }).waitFor();
    await page.getByRole("button", { name: "Largest" }).click();
    await page.getByRole("menuitem", { name: "My twenty" }).click();
    await expect.poll(() => query().get("maxRank"), SOON).toBe("20");
  });

  it("makes a column wider with the keyboard, hides one, and keeps both", async () => {
    await page.goto(desk.url);
    const widthOf = async () => (await page.getByRole("columnheader", { name: "Price" }).boundingBox())?.width ?? 0;
    const before = await widthOf();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "Price wider" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await expect.poll(widthOf, SOON).toBeCloseTo(before + 32, 0);
    await page.getByRole("checkbox", { name: "1 h", exact: true }).click();
    await page.keyboard.press("Escape");
    await expect.poll(() => new URL(page.url()).searchParams.get("cols"), SOON).toMatch(/^price,change24h,/);
    await page.goto(desk.url);
    await expect.poll(widthOf, SOON).toBeCloseTo(before + 32, 0);
    await expect.poll(() => new URL(page.url()).searchParams.get("cols"), SOON).toMatch(/^price,change24h,/);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "Usual columns" }).click();
    await page.keyboard.press("Escape");
    await expect.poll(widthOf, SOON).toBeCloseTo(before, 0);
  });

  it("walks the rows with the arrow keys and marks one", async () => {
    await page.goto(desk.url);
    const table = page.getByRole("region", { name: "Market table" });
    await table.getByRole("row").nth(3).waitFor();
    await table.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("x");
    await expect.poll(() => new URL(page.url()).searchParams.get("sel"), SOON).toBe("ethereum");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Ethereum/ }).waitFor();
  });

  it("selects coins, compares them, and finds the selection again on the way back", async () => {
    await page.goto(desk.url);
    for (const name of ["Bitcoin", "Ethereum", "Solana"]) {
      await page.getByRole("checkbox", { name: `Select ${name}`, exact: true }).click();
    }
    await page.getByText("3 coins selected").waitFor();
    await page.getByRole("link", { name: "Compare 3" }).click();
    await page.getByRole("heading", { level: 1, name: "Compare" }).waitFor();
    await page.getByRole("figure", { name: /Bitcoin .*%/ }).waitFor();
    const matrix = page.getByRole("region", { name: "Table: Correlation" });
    expect(await matrix.getByRole("row").count()).toBe(4);
    await page.goBack();
    await page.getByText("3 coins selected").waitFor();
  });

  it("copies and saves the selected coins with the columns shown, also those further down than the list has come", async () => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin: desk.url });
    const listed = await fetch(`${desk.url}/api/v1/cryptocurrencies?sort=rank&minRank=200&limit=1&fields=id,name`);
    const { items } = (await listed.json()) as { items: { id: string; name: string }[] };
    const [far] = items;
    if (!far) throw new Error("the simulated market has fewer than 200 coins");
    await page.goto(`${desk.url}/?cols=change7d,price&sel=bitcoin,${far.id}`);
    await page.getByText("2 coins selected").waitFor();
    await page.getByRole("button", { name: "Copy as table" }).click();
    await page.getByText("Copied.").waitFor();
    const lines = (await page.evaluate(() => navigator.clipboard.readText())).split("\n");
    expect(lines[0]).toBe("Coin\tSymbol\t7 d\tPrice");
    expect(lines.slice(1).map((line) => line.split("\t")[0])).toEqual(["Bitcoin", far.name]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    const stream = await download.createReadStream();
    let csv = "";
    for await (const chunk of stream) csv += String(chunk);
    expect(
      csv
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((line) => line.split(",")[0]),
    ).toEqual(["bitcoin", far.id]);
  });

  it("compares as a table too, says which coins are too many, and leaves out what nobody knows", async () => {
    await page.goto(`${desk.url}/compare?ids=bitcoin,ethereum`);
    await page.getByRole("button", { name: "As a table" }).click();
    const values = page.getByRole("region", { name: "Table: Performance" });
    await values.getByRole("columnheader", { name: "ETH" }).waitFor();
    expect(await values.getByRole("row").last().textContent()).toMatch(/%.*%/);
    // An hour a row for thirty days.
    await page.getByText(/^400 of 7\d\d rows$/).waitFor();
    await page.getByRole("button", { name: "Show more rows" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText(/^(7\d\d) of \1 rows$/).waitFor();
    expect(await values.getByRole("row").count()).toBeGreaterThan(700);
    expect(await values.evaluate((region) => region === document.activeElement)).toBe(true);
    await page.getByRole("button", { name: "As a chart" }).click();
    const chart = page.getByRole("figure", { name: /Bitcoin .*%/ }).first();
    await chart.focus();
    await page.keyboard.press("End");
    const said = page.getByRole("status").filter({ hasText: /: BTC [^,]*%, ETH .*%/ });
    await said.waitFor();
    const newest = await said.textContent();
    await page.keyboard.press("ArrowLeft");
    await expect.poll(() => said.textContent(), SOON).not.toBe(newest);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => said.textContent(), SOON).toBe(newest);
    await page.keyboard.press("Escape");
    await expect.poll(() => said.count(), SOON).toBe(0);
    const ten = ["bitcoin", "ethereum", "solana", "dogecoin", "tether", "cardano", "chainlink", "avalanche-2", "pepe"];
    await page.goto(`${desk.url}/compare?ids=${[...ten, "shiba-inu", "wrapped-bitcoin"].join(",")}`);
    await page.getByText("10 coins are the most. Left out: wrapped-bitcoin.").waitFor();
    await page.getByRole("button", { name: "Remove Tether" }).click();
    await page.getByRole("button", { name: "Remove Wrapped Bitcoin" }).waitFor();
    await page.goto(`${desk.url}/compare?ids=bitcoin,no-such-coin,ethereum`);
    await page.getByText("This desk does not know “no-such-coin”").waitFor();
    await page.getByRole("button", { name: "Compare without it" }).click();
    await page.getByRole("figure", { name: /Bitcoin .*%/ }).waitFor();
  });

  it("keeps a watchlist in its own order with a note, and takes a removal back", async () => {
    await page.goto(`${desk.url}/watchlists`);
    await page.getByRole("button", { name: "Add the 10 largest" }).click();
    const table = page.getByRole("region", { name: "Table: Coins" });
    const names = async () => (await table.getByRole("row").allTextContents()).slice(1);
    await expect.poll(async () => (await names()).length, SOON).toBe(10);
    await table.getByRole("button", { name: "Move Ethereum up" }).focus();
    await page.keyboard.press("Enter");
    await expect.poll(async () => (await names())[0], SOON).toContain("Ethereum");
    await table.getByLabel("Note on Ethereum").fill("fees");
    await page.keyboard.press("Tab");
    await table.getByRole("button", { name: "Take Bitcoin off the list" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.reload();
    await expect.poll(async () => (await names())[0], SOON).toContain("Ethereum");
    expect(await names()).toHaveLength(10);
    expect(await table.getByLabel("Note on Ethereum").inputValue()).toBe("fees");
  });

  it("goes anywhere by keyboard: palette, jumps and help", async () => {
    await page.goto(desk.url);
    await rowsOf(page).first().waitFor();
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search coins, pages, actions").waitFor();
    await page.keyboard.type("dogecoin");
    await page.getByRole("button", { name: /Dogecoin DOGE/ }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /Dogecoin/ }).waitFor();
    await page.keyboard.press("g");
    await page.keyboard.press("w");
    await page.getByRole("heading", { level: 1, name: "Watchlists" }).waitFor();
    await page.keyboard.press("Shift+?");
    await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  });

  it("hears its shortcuts from a field, from a ticked box and from keyboards that write / with Shift", async () => {
    await page.goto(desk.url);
    await rowsOf(page).first().waitFor();
    const search = page.getByRole("searchbox").first();
    await page.getByRole("checkbox").nth(1).click();
    await page.evaluate(() => {
      const slash = { key: "/", code: "Digit7", shiftKey: true, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent("keydown", slash));
    });
    await expect.poll(() => search.evaluate((field) => field === document.activeElement), SOON).toBe(true);
    await page.keyboard.press("/");
    expect(await search.inputValue()).toBe("/");
    await page.keyboard.press("Control+k");
    await page.getByPlaceholder("Search coins, pages, actions").waitFor();
  });

  it("speaks German to a German browser and shows amounts in euros when asked", async () => {
    const german = await browser.newContext({ viewport: WIDE, locale: "de-DE" });
    const seite = await german.newPage();
    await seite.goto(`${desk.url}/settings`);
    await seite.getByRole("heading", { level: 1, name: "Einstellungen" }).waitFor();
    expect(await seite.evaluate(() => document.documentElement.lang)).toBe("de");
    await seite.getByLabel("Währung", { exact: true }).selectOption("eur");
    await seite.getByRole("navigation", { name: "Seiten" }).getByRole("link", { name: "Markt", exact: true }).click();
    await seite.getByRole("table").getByText("€").first().waitFor();
    await seite.goto(`${desk.url}/settings`);
    await seite.getByLabel("Sprache").selectOption("en");
    await seite.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await german.close();
  });
});
