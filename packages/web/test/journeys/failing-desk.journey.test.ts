import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { type FakeDesk, startFakeDesk } from "../support/fake-desk.ts";

const REQUEST_ID = /[0-9a-f]{8}-[0-9a-z-]{20,}/;

describe.skipIf(!canJourney())("a desk that answers 500", () => {
  let browser: Browser;
  let desk: FakeDesk;
  let failing: Set<string>;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    failing = new Set();
    desk = await startFakeDesk(0, "ok", { failing });
    page = await browser.newPage({ viewport: WIDE });
  });
  afterEach(async () => {
    await page.close();
    await desk.stop();
  });

  const panel = (name: string) => page.getByRole("region", { name, exact: true });
  const notice = (where: Locator) => where.getByRole("alert").filter({ hasText: "Internal error" });
  /** The notice of a panel: what happened, the id to quote, the way to try again. */
  const failed = async (where: Locator) => {
    await notice(where).waitFor();
    expect(await notice(where).textContent()).toMatch(REQUEST_ID);
    await notice(where).getByRole("button", { name: "Try again" }).waitFor();
  };
  const retry = (where: Locator) => notice(where).getByRole("button", { name: "Try again" }).click();
  const moves = async (where: Locator) => {
    const before = await where.textContent();
    await expect.poll(() => where.textContent(), SOON).not.toBe(before);
  };

  it("says so in the panels it concerns, and the rest of the overview lives on", async () => {
    for (const procedure of ["market.top", "market.reports"]) failing.add(procedure);
    await page.goto(`${desk.url}/overview`);
    for (const name of ["Gainers", "Losers", "Most traded", "Latest report"]) await failed(panel(name));
    expect(await notice(panel("Heat map")).count()).toBe(0);
    await panel("Heat map")
      .getByText(/of \d+ rose over/)
      .waitFor();
    await panel("Dominance").getByRole("link", { name: "QUI0" }).waitFor();

    failing.clear();
    await retry(panel("Gainers"));
    // Sooner than the list asks again by itself.
    await panel("Gainers").getByRole("listitem").first().waitFor({ timeout: 10_000 });
    expect(await notice(panel("Gainers")).count()).toBe(0);
    // Nobody tried the others again yet.
    expect(await notice(panel("Losers")).count()).toBe(1);
    await retry(panel("Latest report"));
    await panel("Latest report").getByRole("listitem").first().waitFor();
  });

  it("keeps a coin's price moving beside a chart that failed, and draws the chart when tried again", async () => {
    for (const procedure of ["market.candles", "market.similar", "market.gaps"]) failing.add(procedure);
    await page.goto(`${desk.url}/coins/quill-0`);
    for (const name of ["Price", "Moves alike", "Stored history"]) await failed(panel(name));
    await panel("Key figures").getByRole("button", { name: "Market cap" }).waitFor();
    await moves(page.getByRole("heading", { level: 1 }).locator("xpath=ancestor::header"));

    failing.delete("market.candles");
    await retry(panel("Price"));
    await panel("Price")
      .getByRole("figure", { name: /Quill Chain over the last 30 days/ })
      .waitFor();
    await failed(panel("Moves alike"));
    failing.clear();
    await retry(panel("Moves alike"));
    await panel("Moves alike").getByRole("table").waitFor();
  });

  it("shows the market without its totals, and its totals without the market", async () => {
    const coins = panel("All coins");
    const total = page.getByRole("definition").filter({ hasText: "$2.48T" });
    failing.add("market.overview");
    await page.goto(desk.url);
    await failed(page.getByRole("main"));
    expect(await notice(coins).count()).toBe(0);
    await moves(coins.getByRole("row").nth(1));
    failing.clear();
    await retry(page.getByRole("main"));
    await total.waitFor();

    failing.add("market.list");
    await page.reload();
    await failed(coins);
    await total.waitFor();
    failing.clear();
    await retry(coins);
    await moves(coins.getByRole("row").nth(1));
  });

  it.each(["/data-health", "/overview"])(
    "fails panel by panel on %s when nothing answers, and is whole again when everything does",
    async (path) => {
      const procedures = ["list", "overview", "top", "reports", "providers", "quarantine", "setAside", "coverage"];
      for (const name of procedures) failing.add(`market.${name}`);
      for (const name of ["runs", "schedules"]) failing.add(`jobs.${name}`);
      await page.goto(desk.url + path);
      const notices = notice(page.getByRole("main"));
      await expect.poll(() => notices.count(), SOON).toBeGreaterThanOrEqual(5);
      await page.locator("main .mantine-Skeleton-root").first().waitFor({ state: "detached" });
      for (const one of await notices.all()) {
        expect(await one.textContent()).toMatch(REQUEST_ID);
        await one.getByRole("button", { name: "Try again" }).waitFor();
      }
      failing.clear();
      // What asks again by itself may be faster than the finger.
      await expect
        .poll(async () => {
          const again = notices.getByRole("button", { name: "Try again" });
          if ((await again.count()) > 0)
            await again
              .first()
              .click({ timeout: 2_000 })
              .catch(() => undefined);
          return notices.count();
        }, SOON)
        .toBe(0);
      await page.getByRole("banner").getByRole("status").filter({ hasText: "Live" }).waitFor();
    },
  );
});
