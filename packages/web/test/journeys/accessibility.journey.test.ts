import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CheckedPage, SCREENS, violations } from "../support/axe.ts";
import { canJourney, openBrowser } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";
import { actAsAnalyst } from "../support/fake-accounts.ts";
import { startFakeDesk } from "../support/fake-desk.ts";
import type { FakeMood } from "../support/fake-router.ts";

const PAGES: CheckedPage[] = [
  { path: "/" },
  { path: "/?minRank=2&maxRank=90&category=DeFi&sort=change24h", press: ["Filters"] },
  { path: "/?search=qqqqqqqqqq" },
  { path: "/coins/bitcoin" },
  { path: "/coins/bitcoin?chart=line&span=1y" },
  { path: "/coins/bitcoin?span=1y&ind=sma50,rsi&scale=log", press: ["Indicators"] },
  { path: "/coins/bitcoin?vs=ethereum,solana&span=90d", press: ["Beside it"] },
  { path: "/coins/no-such-coin" },
  { path: "/?sel=bitcoin,ethereum" },
  { path: "/overview" },
  { path: "/compare" },
  { path: "/compare?ids=bitcoin,ethereum,solana" },
  { path: "/watchlists" },
  { path: "/settings" },
  { path: "/data-health" },
  { path: "/data-health", press: ["Market totals and trending coins"] },
  { path: "/reports" },
  { path: "/reports/latest" },
  { path: "/nowhere" },
];

// States that the simulated market does not show on demand.
const STATES: (CheckedPage & { mood: FakeMood })[] = [
  { mood: "ok", path: "/data-health", press: ["Accept the price"] },
  { mood: "ok", path: "/coins/granite-4" },
  { mood: "empty", path: "/" },
  { mood: "empty", path: "/data-health" },
  { mood: "failing", path: "/" },
  { mood: "failing", path: "/data-health" },
];

const PATIENCE_MS = 400_000;

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

  it.each(SCREENS)(
    "on any page at $viewport.width px in $colorScheme",
    async (screen) => {
      const context = await browser.newContext({ ...screen, reducedMotion: "reduce" });
      const found: string[] = [];
      for (const page of PAGES) found.push(...(await violations(context, desk.url, page)));
      await context.close();
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );

  it.each(SCREENS)(
    "on empty, failing and held-back states at $viewport.width px in $colorScheme",
    async (screen) => {
      const context = await browser.newContext({ ...screen, reducedMotion: "reduce" });
      const found: string[] = [];
      for (const { mood, ...page } of STATES) {
        const fake = await startFakeDesk(0, mood);
        await actAsAnalyst(context, fake.url);
        found.push(...(await violations(context, fake.url, page)).map((line) => `${mood} ${line}`));
        await fake.stop();
      }
      await context.close();
      expect(found).toEqual([]);
    },
    PATIENCE_MS,
  );
});
