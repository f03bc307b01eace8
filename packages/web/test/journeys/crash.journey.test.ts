import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { BreakableLine } from "../support/breakable-line.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { Crash } from "../support/crash.ts";
import { DeskProcess } from "../support/desk-process.ts";
import { type FakeDesk, startFakeDesk } from "../support/fake-desk.ts";

const COIN = "/coins/quill-0";

describe.skipIf(!canJourney())("a crash that is followed live", () => {
  let browser: Browser;
  let desk: FakeDesk;
  let line: BreakableLine;
  let crash: Crash;
  let page: Page;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    crash = new Crash();
    desk = await startFakeDesk(0, "ok", { move: crash.move });
    line = await BreakableLine.to(desk.url);
    page = await browser.newPage({ viewport: WIDE });
  });
  afterEach(async () => {
    await page.close();
    await line.stop();
    await desk.stop();
  });

  const status = (words: string) => page.getByRole("banner").getByRole("status").filter({ hasText: words });
  const lastKnown = () => page.getByText(/You see the last known figures: prices/);
  const head = () => page.getByRole("heading", { level: 1 }).locator("xpath=ancestor::header");
  const price = async () => usd(await head().textContent());
  const ageSeconds = async () => seconds(await head().getByRole("time").textContent());
  const loadedAt = () => page.evaluate(() => performance.timeOrigin);

  it("falls before one's eyes, says when the line is cut, and catches up without a reload", async () => {
    await page.goto(line.url + COIN);
    await status("Live").waitFor();
    const loaded = await loadedAt();
    const top = await price();
    crash.falling = true;
    await expect.poll(price, SOON).toBeLessThan(top * 0.95);
    expect(await head().textContent()).toContain("▾");

    line.cut();
    await status("Connection lost").waitFor();
    await lastKnown().waitFor();
    crash.falling = false;
    const frozen = await price();
    const bottom = crash.fallUnseen(0.5);
    const age = await ageSeconds();
    await expect.poll(ageSeconds, SOON).toBeGreaterThanOrEqual(age + 3);
    expect(await price()).toBe(frozen);

    line.mend();
    await status("Live").waitFor();
    await lastKnown().waitFor({ state: "hidden" });
    // Nothing moves on the stream any more: only what was missed can have brought this price.
    await expect.poll(price, SOON).toBeCloseTo(bottom, 1);
    await expect.poll(() => page.title(), SOON).toContain(bottom.toLocaleString("en", { maximumFractionDigits: 2 }));
    crash.falling = true;
    await expect.poll(price, SOON).toBeLessThan(bottom * 0.95);
    expect(await loadedAt()).toBe(loaded);
  });

  it("follows the fall in the tab's title", async () => {
    await page.goto(line.url + COIN);
    await status("Live").waitFor();
    const top = await price();
    crash.falling = true;
    await expect.poll(async () => usd(await page.title()), SOON).toBeLessThan(top * 0.92);
  });

  it("connects at once when asked to, instead of when the pause is over", async () => {
    await page.goto(line.url + COIN);
    await status("Live").waitFor();
    line.cut();
    // The pauses grow: by the fourth try the next one is at least 6 s away.
    await page
      .getByRole("banner")
      .getByText(/next try in [6-9] s/)
      .waitFor();
    line.mend();
    await page.getByRole("button", { name: "Try now" }).click();
    await status("Live").waitFor({ timeout: 4_000 });
  });
});

describe.skipIf(!canJourney())("the simulated market over a line that breaks", () => {
  let browser: Browser;
  let desk: DeskProcess;
  let line: BreakableLine;

  beforeAll(async () => {
    desk = await DeskProcess.start();
    line = await BreakableLine.to(desk.url);
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await line?.stop();
    await desk?.stop();
  });

  it("ages while it is cut and is seconds old again soon after", async () => {
    const page = await browser.newPage({ viewport: WIDE });
    const banner = page.getByRole("banner");
    const status = (words: string) => banner.getByRole("status").filter({ hasText: words });
    await page.goto(`${line.url}/coins/bitcoin`);
    await status("Live").waitFor();
    await banner.getByText("prices now").waitFor();
    line.cut();
    await status("Connection lost").waitFor();
    await banner.getByText(/prices [4-9] s ago/).waitFor();
    line.mend();
    await status("Live").waitFor();
    await banner.getByText("prices now").waitFor();
    const head = page.getByRole("heading", { level: 1 }).locator("xpath=ancestor::header");
    const before = usd(await head.textContent());
    await expect.poll(async () => usd(await head.textContent()), SOON).not.toBe(before);
  });
});

/** The first amount in US dollars of a text. */
function usd(text: string | null): number {
  return Number(/\$([\d,]+(\.\d+)?)/.exec(text ?? "")?.[1]?.replaceAll(",", ""));
}

/** An age in seconds as it is shown. */
function seconds(text: string | null): number {
  return text === "now" ? 0 : Number(/^(\d+) s ago$/.exec(text ?? "")?.[1]);
}
