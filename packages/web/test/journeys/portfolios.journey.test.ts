import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { type CheckedPage, violationsOnEveryScreen } from "../support/axe.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const PATIENCE_MS = 400_000;

describe.skipIf(!canJourney())("portfolios", () => {
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

  const button = (name: string | RegExp, where: Page | ReturnType<Page["getByRole"]> = page) =>
    where.getByRole("button", { name, exact: true });
  const dialog = () => page.getByRole("dialog");
  const entry = () => page.getByRole("form", { name: "New transaction" });
  const row = (text: string | RegExp) => page.getByRole("row").filter({ hasText: text });

  const opened = async (path: string) => {
    await signIn(context, desk);
    await page.goto(desk.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };

  /** A portfolio of its own for each story. */
  const make = async (name: string): Promise<string> => {
    const made = await ask(desk, "portfolios", { name, currency: "usd" }, token);
    return (made as { id: string }).id;
  };
  const record = (id: string, body: Record<string, unknown>) => ask(desk, `portfolios/${id}/transactions`, body, token);
  const BUY = { type: "buy", date: "2026-01-05T12:00:00.000Z", assetId: "bitcoin", quantity: "2", price: "50000" };

  /** Fills the entry form and records it by Enter. */
  async function enter(type: string, day: string, units: string, price: string): Promise<void> {
    await entry().getByLabel("Type").selectOption({ label: type });
    await entry().getByLabel("When (UTC)").fill(`${day}T12:00`);
    await entry().getByLabel("Asset", { exact: true }).fill("btc");
    await page.getByRole("option", { name: /^Bitcoin BTC/ }).waitFor();
    await page.keyboard.press("Enter");
    await entry().getByLabel("Units", { exact: true }).fill(units);
    await entry().getByLabel("Price of one").fill(price);
  }

  it("tell a stranger what they are and lead to signing in and back", async () => {
    await page.goto(`${desk.url}/portfolios`);
    await page.getByText("Portfolios whose every number can be explained").waitFor();
    expect(await page.getByRole("main").getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/sign-in?to=%2Fportfolios",
    );
    await page.getByRole("main").getByRole("link", { name: "Make an account" }).waitFor();
  });

  it("are made, bought into and sold from by keyboard, and show the gain before and after", async () => {
    await opened("/portfolios");
    await button("New portfolio").click();
    const frame = dialog().locator("xpath=..");
    expect(await frame.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe("rgba(0, 0, 0, 0)");
    await dialog().getByLabel("Name").fill("Savings");
    await dialog().getByRole("button", { name: "New portfolio" }).click();
    await page.getByRole("heading", { level: 1, name: "Savings" }).waitFor();
    await page.getByText("No transactions yet").waitFor();

    await page.keyboard.press("n");
    await enter("Buy", "2026-01-05", "2", "50000");
    await page.keyboard.press("Enter");
    await page.getByText("Buy recorded.").waitFor();
    await row("2 BTC").waitFor();

    await enter("Sell", "2026-03-05", "0,5", "60000");
    const preview = page.getByRole("region", { name: "What it would do" });
    await preview.getByText("+$5,000.00").first().waitFor();
    await preview.getByText("2 → 1.5").waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Sell recorded.").waitFor();
    await row("0.5 BTC").waitFor();

    await page.getByRole("link", { name: "Portfolios", exact: true }).first().click();
    await row("Savings").getByText("+$5,000.00").waitFor({ timeout: SOON.timeout });
  });

  it("refuse to sell more than is held with the reason, and record it on wish as missing", async () => {
    const id = await make("Oversold");
    await record(id, BUY);
    await opened(`/portfolios/${id}/transactions`);
    await row("2 BTC").waitFor();
    await page.keyboard.press("n");
    await enter("Sell", "2026-03-05", "3", "60000");
    await page.keyboard.press("Enter");
    await entry().getByRole("alert").getByText("1 BTC more would have gone out than came in").waitFor();
    await button("Record it anyway and list the units as missing").click();
    await row("3 BTC").first().waitFor();
    await page.getByRole("heading", { name: "Missing acquisitions" }).waitFor(SOON);
    await page.getByRole("heading", { level: 1 }).click();
    await page.keyboard.press("m");
    await page.getByRole("form", { name: "New transaction" }).waitFor();
    expect(await entry().getByLabel("Units", { exact: true }).inputValue()).toBe("1");
    await entry().getByLabel("Price of one").fill("40000");
    await page.keyboard.press("Enter");
    await page.getByText("Buy recorded.").waitFor();
    await page.getByRole("heading", { name: "Missing acquisitions" }).waitFor({ state: "detached", ...SOON });
  });

  it("take back a deletion, and keep what was deleted where it is looked for", async () => {
    const id = await make("Undone");
    await record(id, BUY);
    await opened(`/portfolios/${id}/transactions`);
    await button(/^Delete Buy 2 BTC/).click();
    await page.getByText("No transactions yet").waitFor();
    await button("Undo").click();
    await row("2 BTC").waitFor();
    await button(/^Delete Buy 2 BTC/).click();
    await page.getByText("No transactions yet").waitFor();
    await page.getByLabel("Show", { exact: true }).selectOption({ label: "Deleted ones" });
    await row("2 BTC").waitFor();
    expect(page.url()).toContain("deleted=yes");
  });

  it("keep a file with a transaction, byte by byte, until it is removed", async () => {
    const id = await make("Filed");
    await record(id, BUY);
    await opened(`/portfolios/${id}/transactions`);
    await button(/^Files of Buy 2 BTC/).click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("No files yet").waitFor(SOON);
    const buffer = Buffer.from(Uint8Array.from({ length: 5_000 }, (_none, at) => at % 251));
    await drawer
      .locator("input[type=file]")
      .setInputFiles({ name: "receipt.pdf", mimeType: "application/pdf", buffer });
    const saving = page.waitForEvent("download");
    await button("Save receipt.pdf", drawer).click(SOON);
    const chunks: Buffer[] = [];
    for await (const chunk of await (await saving).createReadStream()) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(buffer)).toBe(true);
    await button("Remove receipt.pdf", drawer).click();
    await drawer.getByText("No files yet").waitFor(SOON);
  });

  it("come as a demo on wish, which opens with its figures", async () => {
    await opened("/portfolios");
    await button("Try the demo portfolio").click(SOON);
    await page.waitForURL(/\/portfolios\/[0-9a-f-]{36}($|\?)/, SOON);
    expect(context.pages()).toHaveLength(1);
    await page.getByRole("navigation", { name: "Parts of the portfolio" }).waitFor(SOON);
  });

  it("correct in place, and show what somebody else changed meanwhile", async () => {
    const id = await make("Corrected");
    const made = (await record(id, BUY)) as { id: string };
    await opened(`/portfolios/${id}/transactions`);
    await button(/^Correct Buy 2 BTC/).click();
    const inPlace = page.getByRole("form", { name: /^Correct Buy/ });
    await fetch(`${desk.url}/api/v1/portfolios/${id}/transactions/${made.id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, "if-match": '"1"' },
      body: JSON.stringify({ note: "from elsewhere" }),
    });
    await inPlace.getByLabel("Units").fill("3");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Changed meanwhile" }).waitFor();
    await dialog().getByText("from elsewhere").waitFor();
    await dialog().getByRole("button", { name: "Make my correction on top" }).click();
    await page.getByText("Corrected.").waitFor();
    await row("3 BTC").filter({ hasText: "from elsewhere" }).waitFor();
  });

  it("keep the filters in the address and change many at once", async () => {
    const id = await make("Many");
    for (const day of ["05", "06", "07"]) await record(id, { ...BUY, date: `2026-01-${day}T12:00:00.000Z` });
    await record(id, { ...BUY, assetId: "ethereum", quantity: "4" });
    await opened(`/portfolios/${id}/transactions?asset=bitcoin`);
    await expect.poll(() => row("2 BTC").count(), SOON).toBe(3);
    expect(await row("4 ETH").count()).toBe(0);
    await page.getByRole("checkbox", { name: "Mark all that are shown" }).check();
    await button("Add tags").click();
    await dialog().getByLabel("Tags").fill("checked");
    await dialog().getByRole("button", { name: "Save" }).click();
    await expect.poll(() => row("checked").count(), SOON).toBe(3);
    await button("checked").first().click();
    await expect.poll(() => page.url(), SOON).toContain("tag=checked");
  });

  it("are shown to whoever has the link, without amounts, until it is revoked", async () => {
    const id = await make("For others");
    await record(id, BUY);
    await opened(`/portfolios/${id}/settings`);
    await button("New link").click();
    await dialog().getByLabel("Name").fill("family");
    await dialog().getByLabel("Password", { exact: true }).fill("herons at nine");
    await dialog().getByRole("button", { name: "New link" }).click();
    await page.getByRole("dialog", { name: "Your link family" }).waitFor();
    const path = new URL((await dialog().locator("code").textContent()) ?? "").pathname;
    await dialog().getByRole("button", { name: "Done" }).click();

    const stranger = await browser.newContext({ viewport: WIDE });
    const other = await stranger.newPage();
    await other.goto(desk.url + path);
    await other.getByLabel("Password", { exact: true }).fill("wrong herons");
    await other.keyboard.press("Enter");
    await other.getByText("is not the password of this link").waitFor();
    await other.getByLabel("Password", { exact: true }).fill("herons at nine");
    await other.keyboard.press("Enter");
    await other.getByText("For others").waitFor();
    await other.getByText("BTC Bitcoin").waitFor();
    expect(await other.getByRole("main").textContent()).not.toContain("$");
    expect(await other.locator("meta[name='robots']").getAttribute("content")).toBe("noindex");

    await button("Revoke the link family").click();
    await page.getByText("The link family works no more.").waitFor();
    await other.reload();
    await other.getByText("This link leads nowhere, or not any more").waitFor();
    await stranger.close();
  });

  it("break no rule of accessibility, on a wide and a narrow screen, in both themes", {
    timeout: PATIENCE_MS,
  }, async () => {
    const id = await make("Checked");
    await record(id, { ...BUY, tags: ["tax"], note: "first" });
    await record(id, { ...BUY, type: "sell", quantity: "3", allowMissing: true });
    const link = (await ask(desk, `portfolios/${id}/shares`, { hidesAmounts: false }, token)) as { url: string };
    const pages: CheckedPage[] = [
      { path: "/portfolios" },
      { path: "/portfolios", press: ["New portfolio"] },
      { path: `/portfolios/${id}/transactions` },
      { path: `/portfolios/${id}/transactions`, press: ["New transaction"] },
      { path: `/portfolios/${id}/transactions`, press: ["Correct Buy 2 BTC, 05 Jan 2026"] },
      { path: `/portfolios/${id}/settings` },
      { path: `/portfolios/${id}/settings`, press: ["New link"] },
      { path: new URL(link.url).pathname },
      { path: "/admin/links" },
    ];
    const found: string[] = [];
    await signIn(context, desk);
    for (const checked of pages) found.push(...(await violationsOnEveryScreen(context, desk.url, checked)));
    expect(found).toEqual([]);
  });
});
