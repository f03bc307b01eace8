import { SimilarCoins } from "@cryptodesk/shared/market/similar.contract";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("ordering coins and following kinship", () => {
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
  const head = (name: string) => table().getByRole("columnheader", { name: new RegExp(`^${name}( |$)`) });
  const sorter = (name: string) => head(name).getByRole("button");
  const asked = (question: string) =>
    expect.poll(() => decodeURIComponent(new URL(page.url()).search), SOON).toBe(question);
  const open = async (path: string) => {
    await page.goto(desk.url + path);
    await table().getByRole("link").first().waitFor();
  };

  const similarCount = async (id: string) => {
    const answer = await fetch(`${desk.url}/api/v1/cryptocurrencies/${id}/similar`);
    return SimilarCoins.parse(await answer.json()).items.length;
  };

  it("adds a second key with Shift and the pointer, turns it, and takes it away again", async () => {
    await open("/");
    await sorter("Coin").click();
    await asked("?sort=name");
    await sorter("24 h").click({ modifiers: ["Shift"] });
    await asked("?sort=name&then=change24h:desc");
    await head("24 h").getByText("descending, key 2 of the order").waitFor();
    await head("Coin").getByText("ascending, key 1 of the order").waitFor();
    expect(await head("Coin").getAttribute("aria-sort")).toBe("ascending");
    await sorter("24 h").click({ modifiers: ["Shift"] });
    await asked("?sort=name&then=change24h:asc");
    await sorter("24 h").click({ modifiers: ["Shift"] });
    await asked("?sort=name");
    // Without Shift a column orders alone.
    await sorter("Volume 24 h").click({ modifiers: ["Shift"] });
    await sorter("Price").click();
    await asked("?sort=price");
  });

  it("adds a second key with Shift and Enter, keeps the focus there, and keeps the order over a reload", async () => {
    await open("/");
    await sorter("Coin").focus();
    await page.keyboard.press("Enter");
    await asked("?sort=name");
    await sorter("Volume 24 h").focus();
    await page.keyboard.press("Shift+Enter");
    await asked("?sort=name&then=volume:desc");
    expect(await sorter("Volume 24 h").evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Shift+Space");
    await asked("?sort=name&then=volume:asc");
    await page.reload();
    await head("Volume 24 h").getByText("ascending, key 2 of the order").waitFor();
    await head("Coin").getByText("ascending, key 1 of the order").waitFor();
  });

  it("leads from a coin to one that moves alike, and to the comparison of both", async () => {
    // The history that is compared is fetched after the first start.
    await expect.poll(() => similarCount("bitcoin"), { timeout: 60_000, interval: 500 }).toBeGreaterThan(2);
    await page.goto(`${desk.url}/coins/bitcoin`);
    const alike = page.getByRole("region", { name: "Moves alike" });
    const other = alike.getByRole("rowheader").getByRole("link").first();
    const [href, name] = [await other.getAttribute("href"), await other.textContent()];
    await other.click();
    await page.getByRole("heading", { level: 1, name: name?.trim() ?? "" }).waitFor();
    expect(new URL(page.url()).pathname).toBe(href);

    const alikeToo = page.getByRole("table", { name: /^Daily returns against those of/ });
    expect(await alikeToo.getByRole("rowheader").getByRole("link").first().getAttribute("href")).not.toBe(href);
    await alike.getByRole("radiogroup", { name: "Days compared" }).getByText("30 d", { exact: true }).click();
    await page.getByRole("table", { name: /over the last 30 days/ }).waitFor();
    await alike.getByRole("link", { name: /^Compare these \d/ }).click();
    await page.getByRole("heading", { level: 1, name: "Compare" }).waitFor();
    const ids = new URL(page.url()).searchParams.get("ids")?.split(",") ?? [];
    expect(ids[0]).toBe(href?.split("/").at(-1));
    expect(ids.length).toBeGreaterThan(2);
    const figures = page.getByRole("table", { name: "Figures" });
    await figures.waitFor();
    expect(await figures.getByRole("row").count()).toBe(ids.length + 1);
  });
});
