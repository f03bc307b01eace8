import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { accessibleTree, nameless, withRole } from "../support/accessible-tree.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";
import { settled } from "../support/page-vitals.ts";

const PAGES = [
  { path: "/", title: "Market", regions: ["All coins", "Market table"], charts: 0 },
  {
    path: "/coins/bitcoin",
    title: "Bitcoin BTC",
    regions: ["Price", "Moves alike", "Stored history", "Ranges", "Key figures", "Supply"],
    charts: 1,
  },
  {
    path: "/compare?ids=bitcoin,ethereum,solana",
    title: "Compare",
    regions: ["Performance", "Figures", "Correlation", "Risk and return"],
    charts: 1,
  },
  {
    path: "/data-health",
    title: "Data health",
    regions: ["Providers", "Refresh now", "Schedules", "Held-back prices", "Recent runs", "Rows set aside"],
    charts: 0,
  },
];

// What opens over a page, and what it is called then.
const OPENED = [
  { path: "/", button: "Filters", role: "dialog", name: "Filter the market" },
  { path: "/", button: "Columns", role: "dialog", name: "Columns" },
  { path: "/", button: /^Search coins, pages/, role: "dialog", name: null },
  { path: "/coins/bitcoin", button: "Indicators", role: "dialog", name: "Indicators" },
  { path: "/coins/bitcoin", button: "Watchlists: Bitcoin", role: "dialog", name: null },
] as const;

describe.skipIf(!canJourney())("what a screen reader is told", () => {
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

  const open = async (path: string) => {
    await page.goto(desk.url + path);
    await page.getByRole("banner").getByRole("status").filter({ hasText: "Live" }).waitFor();
    await page.getByRole("heading", { level: 1 }).waitFor();
    await settled(page);
  };
  const sortStates = () =>
    page
      .getByRole("columnheader")
      .evaluateAll((heads) =>
        heads.flatMap((head) =>
          head.ariaSort ? [`${head.querySelector("button")?.firstChild?.textContent} ${head.ariaSort}`] : [],
        ),
      );

  it.each(PAGES)("finds its way about $path: landmarks, headings, regions", async ({ path, title, regions }) => {
    await open(path);
    const tree = await accessibleTree(page);
    expect([withRole(tree, "banner").length, withRole(tree, "main").length]).toEqual([1, 1]);
    const ways = withRole(tree, "navigation").map(({ name }) => name);
    expect(ways).toContain("Pages");
    expect(ways.filter((name, index) => name === "" || ways.indexOf(name) !== index)).toEqual([]);
    const headings = withRole(tree, "heading");
    expect(headings.filter(({ properties }) => properties.level === 1).map(({ name }) => name)).toEqual([title]);
    const levels = headings.map(({ properties }) => Number(properties.level));
    expect(levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1)).toEqual([]);
    expect(withRole(tree, "region").map(({ name }) => name)).toEqual(expect.arrayContaining(regions));
    expect(withRole(tree, "region", "table", "radiogroup").filter(({ name }) => name === "")).toEqual([]);
  });

  it.each(PAGES)("names every control of $path", async ({ path }) => {
    await open(path);
    const tree = await accessibleTree(page);
    expect(withRole(tree, "button").length).toBeGreaterThan(2);
    expect(nameless(tree)).toEqual([]);
  });

  it.each(PAGES.filter(({ charts }) => charts > 0))("puts the charts of $path into words", async ({ path, charts }) => {
    await open(path);
    const figures = withRole(await accessibleTree(page), "figure");
    expect(figures).toHaveLength(charts);
    // A sentence with what changed and by how much.
    for (const { name } of figures) expect(name).toMatch(/Bitcoin.*[+−]\d+\.\d+ %.*\./);
  });

  it.each(PAGES)("interrupts nobody on $path: it announces politely, and no passing second", async ({ path }) => {
    await open(path);
    const live = (await accessibleTree(page)).filter(({ properties }) => "live" in properties);
    expect(live.length).toBeGreaterThan(0);
    expect(live.filter(({ properties }) => properties.live !== "polite" && properties.live !== "off")).toEqual([]);
    await page.evaluate(() => {
      window.deskAnnounced = 0;
      const observer = new MutationObserver((changes) => (window.deskAnnounced += changes.length));
      for (const region of document.querySelectorAll("[role=status], [aria-live=polite]")) {
        observer.observe(region, { subtree: true, childList: true, characterData: true });
      }
      window.deskTimes = 0;
      const clock = new MutationObserver(() => (window.deskTimes += 1));
      clock.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    // The page goes on moving: prices, ages.
    await expect.poll(() => page.evaluate(() => window.deskTimes), SOON).toBeGreaterThan(2);
    expect(await page.evaluate(() => window.deskAnnounced)).toBe(0);
  });

  it("says which column orders the market and which way, and which page one is on", async () => {
    await open("/");
    expect(await sortStates()).toEqual(["Market cap descending"]);
    const head = page.getByRole("columnheader").getByRole("button", { name: "24 h", exact: true });
    await head.click();
    await expect.poll(sortStates, SOON).toEqual(["24 h descending"]);
    await head.click();
    await expect.poll(sortStates, SOON).toEqual(["24 h ascending"]);
    const current = page.getByRole("navigation", { name: "Pages" }).locator("[aria-current=page]");
    expect(await current.allTextContents()).toEqual(["Market"]);
  });

  it.each(OPENED)("names what $button opens on $path, and everything in it", async ({ path, button, role, name }) => {
    await open(path);
    const opener = page.getByRole("button", { name: button, ...(typeof button === "string" && { exact: true }) });
    await opener.click();
    const opened = name === null ? page.getByRole(role) : page.getByRole(role, { name });
    await opened.first().waitFor();
    expect(nameless(await accessibleTree(page))).toEqual([]);
    await page.keyboard.press("Escape");
    await opened.first().waitFor({ state: "hidden" });
    await expect.poll(() => opener.evaluate((element) => element === document.activeElement), SOON).toBe(true);
  });
});

declare global {
  interface Window {
    /** Changes within live regions. */
    deskAnnounced: number;
    /** Changes anywhere. */
    deskTimes: number;
  }
}
