import { AxeBuilder } from "@axe-core/playwright";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { canJourney, NARROW, openBrowser, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const PAGES = [
  "/",
  "/?minRank=2&maxRank=90&category=DeFi&sort=change24h",
  "/?search=qqqqqqqqqq",
  "/coins/bitcoin",
  "/coins/bitcoin?chart=line&span=1y",
  "/coins/no-such-coin",
  "/data-health",
  "/reports",
  "/reports/latest",
  "/nowhere",
];
const SCREENS = [WIDE, NARROW].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

describe.skipIf(!canJourney())("axe finds nothing", () => {
  let desk: DeskProcess;
  let browser: Browser;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.stop();
  });

  it.each(SCREENS)("at $viewport.width px in $colorScheme", async (screen) => {
    const context = await browser.newContext({ ...screen, reducedMotion: "reduce" });
    const found: string[] = [];
    for (const path of PAGES) found.push(...(await violations(context, desk.url + path)));
    found.push(...(await violations(context, desk.url, "Filters")));
    await context.close();
    expect(found).toEqual([]);
  });
});

async function violations(context: BrowserContext, url: string, press?: string): Promise<string[]> {
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForLoadState("load");
  await page.locator("main [data-visible].mantine-Skeleton-root").first().waitFor({ state: "detached" });
  if (press) await page.getByRole("button", { name: press }).click();
  const { violations: broken } = await new AxeBuilder({ page }).analyze();
  await page.close();
  return broken.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${url} ${id} ${target.join(" ")} ${any[0]?.message ?? ""}`),
  );
}
