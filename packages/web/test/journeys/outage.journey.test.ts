import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { registerFirst, signIn } from "../support/accounts.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

describe.skipIf(!canJourney())("the app while its server is away", () => {
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

  // A test that failed may have left it away.
  beforeEach(() => desk.resume());

  const coin = () => page.getByRole("table").getByRole("row").filter({ hasText: "Bitcoin" }).first();

  it("keeps the last figures, says how old they are, and recovers by itself", async () => {
    await page.goto(desk.url);
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await coin().waitFor();
    // The code of the other pages comes once this one has its data.
    await page.waitForLoadState("networkidle");
    await desk.kill();
    await page.getByText("You see the last known figures").waitFor({ timeout: 10_000 });
    expect(await coin().textContent()).toContain("$");
    expect(await page.getByText("Simulated market").isVisible()).toBe(true);

    await page.getByRole("link", { name: "Reports" }).click();
    const notice = page.getByRole("status").filter({ hasText: "The desk's server cannot be reached" });
    await notice.getByText("so nothing of it is kept here").waitFor({ timeout: 15_000 });
    await notice.getByRole("button", { name: "Try again" }).waitFor();
    expect(await page.getByRole("main").getByRole("alert").count()).toBe(0);

    await desk.resume();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor({ timeout: 30_000 });
    await page.getByText("The desk's server cannot be reached").waitFor({ state: "hidden", timeout: 15_000 });
    await page.getByRole("link", { name: "Market", exact: true }).click();
    const before = await coin().textContent();
    await expect.poll(() => coin().textContent(), SOON).not.toBe(before);
  });

  it("opens while its server is away, on any page, and comes back by itself", async () => {
    await page.goto(desk.url);
    await coin().waitFor();
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await expect.poll(() => page.evaluate(keptQueries), SOON).toContain("list");
    await desk.kill();
    await page.goto(desk.url);
    await page.getByText("You see the last known figures: prices").waitFor({ timeout: 15_000 });
    expect(await coin().textContent()).toContain("$");
    await page.goto(`${desk.url}/data-health`);
    await page.getByRole("button", { name: "Refresh", exact: true }).click();
    await page.getByText("Nothing was changed. Try again once the server is back.").waitFor({ timeout: 15_000 });
    await page.goto(`${desk.url}/compare?ids=bitcoin,ethereum`);
    await page.getByRole("heading", { level: 1, name: "Compare" }).waitFor();
    await page.getByText("The desk's server cannot be reached").first().waitFor({ timeout: 15_000 });
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("heading", { level: 1, name: "Settings" }).waitFor();
    await desk.resume();
    await page.getByRole("status").filter({ hasText: "Live" }).waitFor({ timeout: 30_000 });
  });

  it("says of a page whose code never came that it is out of reach, and opens it by itself later", async () => {
    const context = await browser.newContext({ viewport: WIDE, serviceWorkers: "block" });
    const fresh = await context.newPage();
    await fresh.route(/reports-route/, (route) => route.abort());
    await fresh.goto(desk.url);
    await fresh.getByRole("status").filter({ hasText: "Live" }).waitFor();
    await context.setOffline(true);
    await fresh.getByRole("link", { name: "Reports" }).click();
    const notice = fresh.getByRole("status").filter({ hasText: "You are offline" });
    await notice.getByText("It loads by itself when the connection is back.").waitFor({ timeout: 15_000 });
    await fresh.unroute(/reports-route/);
    await context.setOffline(false);
    await fresh.getByRole("heading", { level: 1, name: "Reports" }).waitFor({ timeout: 30_000 });
    expect(await notice.count()).toBe(0);
    await context.close();
  });
});

/** Runs in the page: names of the market's procedures whose answers the browser has kept. */
async function keptQueries(): Promise<string[]> {
  // Opening it before the app has would make it empty, for good.
  if (!(await indexedDB.databases()).some(({ name }) => name === "cryptodesk")) return [];
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open("cryptodesk");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  if (!database.objectStoreNames.contains("kept")) {
    database.close();
    return [];
  }
  const kept = await new Promise<{ state: { queries: { queryKey: [string[]] }[] } } | undefined>((resolve) => {
    const request = database.transaction("kept").objectStore("kept").get("answers");
    request.onsuccess = () => resolve(request.result);
  });
  database.close();
  return kept?.state.queries.map(({ queryKey: [path] }) => path[1] ?? "") ?? [];
}
