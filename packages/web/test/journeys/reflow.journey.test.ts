import type { Browser, BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { BreakableLine } from "../support/breakable-line.ts";
import { canJourney, openBrowser } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";
import { settled } from "../support/page-vitals.ts";

/** What is left of a 1440 px window at 200 %, and what WCAG asks to be enough. */
const SCREENS: (BrowserContextOptions & { called: string })[] = [
  { called: "200 % zoom", viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 },
  { called: "320 px", viewport: { width: 320, height: 640 } },
];

const LEAST_TARGET_PX = 24;

interface CheckedPage {
  path: string;
  /** Whether what it is for takes an account. */
  signedIn?: true;
  /** What the page is for: each must be reached and pressed. */
  actions: (page: Page) => Locator[];
}

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name }).first();
const inMain = (page: Page, name: string | RegExp) => page.getByRole("main").getByRole("link", { name }).first();
const radio = (page: Page, group: string, name: string) =>
  page.getByRole("radiogroup", { name: group }).first().getByText(name, { exact: true });

const PAGES: CheckedPage[] = [
  {
    path: "/",
    actions: (page) => [
      page.getByLabel("Search coins by name, symbol or id"),
      page.getByRole("combobox", { name: "Order" }),
      button(page, "Filters"),
      button(page, "CSV"),
      inMain(page, /Bitcoin/),
    ],
  },
  {
    path: "/coins/bitcoin",
    signedIn: true,
    actions: (page) => [
      button(page, "Watchlists: Bitcoin"),
      inMain(page, /^Compare with/),
      radio(page, "Time span", "1 y"),
      radio(page, "Kind of chart", "Table"),
      button(page, "Indicators"),
      inMain(page, /^Compare these/),
      button(page, "Fetch what is missing"),
      button(page, "Market cap"),
    ],
  },
  {
    path: "/overview",
    actions: (page) => [
      radio(page, "Time span of the changes", "7 d"),
      radio(page, "Heat map", "Table"),
      inMain(page, "Look closer"),
    ],
  },
  {
    path: "/compare?ids=bitcoin,ethereum,solana,dogecoin",
    actions: (page) => [
      page.getByRole("main").getByLabel("Add a coin"),
      button(page, "Remove Bitcoin"),
      radio(page, "Time span", "1 y"),
      button(page, "Copy as table"),
    ],
  },
  { path: "/watchlists", actions: (page) => [button(page, "Add the 10 largest")] },
  {
    path: "/data-health",
    signedIn: true,
    actions: (page) => [
      page.getByLabel("How many of the largest coins"),
      page.getByRole("button", { name: "Refresh", exact: true }),
      radio(page, "Which held-back prices", "Decided"),
    ],
  },
  {
    path: "/portfolios",
    signedIn: true,
    actions: (page) => [
      button(page, "Try the demo portfolio"),
      button(page, "Read a document in"),
      button(page, "New portfolio"),
    ],
  },
  { path: "/strategies", signedIn: true, actions: (page) => [button(page, "New strategy")] },
  { path: "/reports", actions: (page) => [inMain(page, /20\d\d/)] },
  { path: "/reports/latest", actions: () => [] },
  { path: "/settings", actions: (page) => [page.getByLabel("Currency").last(), page.getByLabel("Language")] },
  { path: "/coins/no-such-coin", actions: (page) => [inMain(page, "Search the market for it")] },
  { path: "/nowhere", actions: (page) => [inMain(page, "Go to the market")] },
];

describe.skipIf(!canJourney())("a page with little room", () => {
  let desk: DeskProcess;
  let browser: Browser;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    await registerFirst(desk);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  describe.each(SCREENS)("at $called", ({ called: _called, ...screen }) => {
    it.each(PAGES)("shows $path without scrolling sideways, and all it is for can be pressed", async (checked) => {
      const page = await browser.newPage(screen);
      if (checked.signedIn) await signIn(page.context(), desk);
      await page.goto(desk.url + checked.path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await settled(page);
      const actions = checked.actions(page);
      // A trial does all a click does but press: it scrolls there, and nothing may lie over it.
      for (const action of actions) await action.click({ trial: true, timeout: 10_000 });
      for (const action of actions) expect(await cutOff(action)).toBe(0);
      expect(await wider(page)).toEqual([]);
      // The way to the other pages stays in sight.
      for (const name of ["Market", "Settings"]) {
        const way = page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name, exact: true });
        await way.click({ trial: true, timeout: 10_000 });
      }
      await page.close();
    });

    it("keeps names as long as names may be within the page", async () => {
      const name = `<b>${"W".repeat(77)}`;
      const page = await browser.newPage(screen);
      await signIn(page.context(), desk);
      const made = await ask(desk, "portfolios", { name }, await tokenOf(desk));
      if (typeof made !== "object" || made === null || !("id" in made)) throw new Error("no portfolio was made");
      await page.goto(`${desk.url}/portfolios/${made.id}/settings`);
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await settled(page);
      expect(await wider(page)).toEqual([]);
      await page.goto(`${desk.url}/watchlists`);
      await button(page, "New list").click();
      await page.getByRole("dialog").getByRole("textbox").fill(name);
      await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
      await button(page, `What to do with ${name}`).click({ trial: true, timeout: 10_000 });
      expect(await cutOff(button(page, `What to do with ${name}`))).toBe(0);
      expect(await wider(page)).toEqual([]);
      await page.close();
    });

    it("keeps the search and the state of the connection in its header while the line is cut", async () => {
      const line = await BreakableLine.to(desk.url);
      const page = await browser.newPage(screen);
      const banner = page.getByRole("banner");
      const status = (words: string) => banner.getByRole("status").filter({ hasText: words });
      await page.goto(line.url);
      await status("Live").waitFor();
      line.cut();
      await status("Connection lost").waitFor();
      for (const control of [button(page, /^Search coins, pages/), button(page, "Try now")]) {
        await control.click({ trial: true, timeout: 10_000 });
        expect(await cutOff(control)).toBe(0);
        const { width = 0, height = 0 } = (await control.boundingBox()) ?? {};
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(LEAST_TARGET_PX);
      }
      expect(await cutOff(status("Connection lost"))).toBe(0);
      expect(await wider(page)).toEqual([]);
      await page.close();
      await line.stop();
    });
  });
});

/** How many pixels of an element lie beside the window. */
async function cutOff(element: Locator): Promise<number> {
  return element.evaluate((node) => {
    const { left, right } = node.getBoundingClientRect();
    return Math.round(Math.max(0, -left) + Math.max(0, right - document.documentElement.clientWidth));
  });
}

/** Elements that make the page scroll sideways; what scrolls within a region of its own does not count. */
async function wider(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const kept = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX !== "visible" || kept(element.parentElement));
    return [...document.body.querySelectorAll("*")]
      .filter((element) => element.getBoundingClientRect().right > room + 1 && !kept(element.parentElement))
      .map((element) => `${element.tagName}.${element.className} to ${element.getBoundingClientRect().right}`)
      .slice(0, 8)
      .concat(`the page is ${document.documentElement.scrollWidth} px wide`);
  });
}
