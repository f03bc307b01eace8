import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { type CheckedPage, SCREENS, violations } from "../support/axe.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const PATIENCE_MS = 600_000;

// An export as Koinly's universal format asks for it: two purchases, a sale of part of them, and a reward.
const FILE = [
  "Date,Sent Amount,Sent Currency,Received Amount,Received Currency,Fee Amount,Fee Currency,Net Worth Amount,Net Worth Currency,Label,Description,TxHash",
  "2025-01-10 12:00:00 UTC,10000,USD,0.1,BTC,,,,,,,",
  "2025-06-10 12:00:00 UTC,22000,USD,0.2,BTC,,,,,,,",
  "2026-02-10 12:00:00 UTC,0.1,BTC,13000,USD,,,,,,,",
  "2026-03-10 12:00:00 UTC,,,0.5,ETH,,,1000,USD,reward,,",
].join("\n");

describe.skipIf(!canJourney())("the figures of a portfolio", () => {
  let desk: DeskProcess;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let token: string;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
    await registerFirst(desk);
    token = await tokenOf(desk);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });
  beforeEach(async () => {
    context = await browser.newContext({ viewport: WIDE, acceptDownloads: true });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  const button = (name: string | RegExp) => page.getByRole("button", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const tab = (name: string) =>
    page.getByRole("navigation", { name: "Parts of the portfolio" }).getByRole("link", { name });
  const row = (text: string | RegExp) => page.getByRole("row").filter({ hasText: text });

  const make = async (name: string): Promise<string> => {
    const made = await ask(desk, "portfolios", { name, currency: "usd" }, token);
    return (made as { id: string }).id;
  };
  const record = (id: string, body: Record<string, unknown>) => ask(desk, `portfolios/${id}/transactions`, body, token);
  const opened = async (path: string) => {
    await signIn(context, desk);
    await page.goto(desk.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };

  it("come from a file, open into what they are computed from, follow the method, and go when the file is taken back", async () => {
    const id = await make("From a file");
    await opened(`/portfolios/${id}/import`);
    const file = { name: "koinly.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Ready to record").waitFor(SOON);
    await row(/^2.*New.*Buy · 0.1 bitcoin/).waitFor();
    await button("Record 4 transactions").click();
    await page.getByText("4 transactions were recorded.").waitFor(SOON);

    await page.getByRole("link", { name: "See the holdings" }).click();
    await button("Quantity of BTC 0.2").waitFor(SOON);
    await row("BTC").getByText("$22,000.00").waitFor(SOON);

    await tab("Gains").click();
    await button(/^Gain of BTC, 10 Feb 2026/).click();
    await dialog().getByText("Computed again from these inputs: the same value.").waitFor(SOON);
    await dialog().getByText("$3,000.00").waitFor();
    await dialog().getByRole("table", { name: "What it is computed from" }).getByRole("button").first().click();
    await dialog().getByText("Computed again from these inputs: the same value.").waitFor(SOON);
    await dialog().getByRole("button", { name: "Gain of BTC, 10 Feb 2026" }).click();
    await dialog().getByText("$3,000.00").waitFor();
    await page.keyboard.press("Escape");
    await dialog().waitFor({ state: "detached" });

    await row(/LIFO/).getByText("+$2,000.00").first().waitFor(SOON);
    await button("Use LIFO…").click();
    await dialog().getByRole("button", { name: "Count by LIFO" }).click();
    await row(/LIFO counts now/).waitFor(SOON);
    await button(/^Gain of BTC, 10 Feb 2026 \+\$2,000\.00/).waitFor(SOON);

    await tab("Import").click();
    await button("Take it back: koinly.csv").click();
    await dialog().getByRole("button", { name: "Take it back" }).click();
    await page.getByText("Taken back").first().waitFor(SOON);
    await tab("Holdings").click();
    await page.getByText("Nothing is held").waitFor(SOON);
  });

  it("ask for the order of dates where a file fits two, and record nothing of it before", async () => {
    const id = await make("Asked");
    await opened(`/portfolios/${id}/import`);
    const text = "Day,Coin,Units\n01/02/2025,BTC,0.5\n03/04/2025,BTC,0.25\n";
    const file = { name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Has questions").waitFor(SOON);
    await page
      .getByLabel("Date *")
      .or(page.getByLabel("Date", { exact: true }))
      .first()
      .selectOption("Day");
    await page.getByLabel("Asset", { exact: true }).selectOption("Coin");
    await page.getByLabel("Amount of it").selectOption("Units");
    await button(/^(Answer and read again|Read again)$/).click();
    await page.getByText("written with the day first").first().waitFor(SOON);
    await page.getByLabel(/^Order of dates/).selectOption("dmy", SOON);
    await button(/^(Answer and read again|Read again)$/).click();
    await page.getByText("Ready to record").waitFor(SOON);
    await row(/01\/02\/2025/)
      .getByText("01 Feb 2025", { exact: false })
      .waitFor(SOON);
  });

  it("go on with a file whose upload broke off, and forget a mapping of columns that was kept", async () => {
    const id = await make("Broken off");
    await ask(desk, "imports/mappings", { name: "My broker", mapping: { date: "Day", asset: "Coin" } }, token);
    await opened(`/portfolios/${id}/import`);
    const lines = Array.from({ length: 9_000 }, (_, at) => `2025-02-${10 + (at % 10)},BTC,0.5,${at}`);
    const buffer = Buffer.from(`Day,Coin,Units,Number\n${lines.join("\n")}\n`);
    const file = { name: "mine.csv", mimeType: "text/csv", buffer };
    await page.route("**/portfolioImport.upload*", (route) => route.abort());
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("What has arrived is kept").waitFor(SOON);
    await page.unroute("**/portfolioImport.upload*");
    await button("mine.csv").click();
    await page.getByText(/of the file have arrived/).waitFor(SOON);
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Has questions").waitFor(SOON);
    await page.getByLabel("As for an earlier file").selectOption("My broker");
    await button("Delete “My broker”").click();
    await page.getByText("My broker was deleted").waitFor(SOON);
  });

  it("say that they are unknown, and why, instead of guessing", async () => {
    const id = await make("Unknown");
    await record(id, {
      type: "sell",
      date: "2026-03-05T12:00:00Z",
      assetId: "bitcoin",
      quantity: "1",
      value: "5",
      allowMissing: true,
    });
    await opened(`/portfolios/${id}/gains`);
    await page.getByText("1 match without a known gain is not in the sums.").waitFor(SOON);
    await page.getByRole("link", { name: "See what is missing" }).click();
    await page.getByRole("heading", { name: "Missing acquisitions" }).waitFor(SOON);
  });

  it("break no rule of accessibility, on a wide and a narrow screen, in both themes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const id = await make("Checked");
    const buy = { type: "buy", date: "2026-01-05T12:00:00Z", assetId: "bitcoin", quantity: "2", price: "50000" };
    await record(id, buy);
    await record(id, { ...buy, type: "sell", date: "2026-04-05T12:00:00Z", quantity: "1", price: "60000" });
    const shared = (await ask(desk, `portfolios/${id}/shares`, { hidesAmounts: false }, token)) as { url: string };
    const pages: CheckedPage[] = [
      { path: `/portfolios/${id}?period=all` },
      { path: `/portfolios/${id}?period=all`, press: ["As a table"] },
      { path: `/portfolios/${id}/holdings` },
      { path: `/portfolios/${id}/holdings`, press: ["Open lots of BTC"] },
      { path: `/portfolios/${id}/gains` },
      { path: `/portfolios/${id}/gains`, press: ["Gain of BTC"] },
      { path: `/portfolios/${id}/import`, press: ["Which files are known"] },
      { path: "/portfolios/compare" },
      { path: `/portfolios/${id}/transactions`, press: ["New transaction"] },
      { path: `/portfolios/${id}/settings` },
      { path: new URL(shared.url, desk.url).pathname },
      { path: "/admin/links" },
    ];
    const found: string[] = [];
    for (const { viewport, colorScheme } of SCREENS) {
      const screen = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      await signIn(screen, desk);
      for (const checked of pages) found.push(...(await violations(screen, desk.url, checked)));
      await screen.close();
    }
    expect(found).toEqual([]);
  });
});
