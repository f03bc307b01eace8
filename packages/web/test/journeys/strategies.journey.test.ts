import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ask, registerFirst, signIn, tokenOf } from "../support/accounts.ts";
import { violationsOnEveryScreen } from "../support/axe.ts";
import { canJourney, openBrowser, SOON, WIDE } from "../support/browser.ts";
import { DeskProcess } from "../support/desk-process.ts";

const PATIENCE_MS = 400_000;

/** A strategy with its newest rules, as the API answers. */
interface Made {
  strategy: { id: string };
  version: number;
  text: string;
}

interface RunAnswer {
  run: { state: string; error: string | null };
  report: { metrics: Record<string, number | null> } | null;
}

describe.skipIf(!canJourney())("strategies", () => {
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
  const text = () => page.getByRole("textbox", { name: "Rules as text" });
  const row = (name: string | RegExp) => page.getByRole("row").filter({ hasText: name });

  const opened = async (path: string) => {
    await signIn(context, desk);
    await page.goto(desk.url + path);
    await page.getByRole("heading", { level: 1 }).waitFor();
  };

  const get = async <Answer>(path: string): Promise<Answer> => {
    const answer = await fetch(`${desk.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };

  const rules = (name: string) =>
    [
      `strategy "${name}"`,
      "trade bitcoin every 1d",
      "parameter fast = 10 from 5 to 30 step 5",
      "series quick = ema(close, period: fast)",
      "series steady = sma(close, period: 50)",
      "long when quick crosses above steady",
      "exit long when quick crosses below steady",
      "size 100 % of equity",
    ].join("\n");
  const make = async (name: string) => (await ask(desk, "strategies", { text: rules(name) }, token)) as Made;

  /** The figures that the panel shows, every digit of them. */
  const figures = async (): Promise<Record<string, number | null>> => {
    const read = (marks: Element[]) =>
      marks.map((mark) => [mark.getAttribute("data-metric"), mark.getAttribute("data-value")] as const);
    const found = await page.locator("[data-metric]").evaluateAll(read);
    return Object.fromEntries(found.map(([name, value]) => [name ?? "", value ? Number(value) : null]));
  };

  it("tell a stranger what they are and lead to signing in and back", async () => {
    await page.goto(`${desk.url}/strategies`);
    await page.getByText("Strategies that can be read, tried and doubted").waitFor();
    expect(await page.getByRole("main").getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe(
      "/sign-in?to=%2Fstrategies",
    );
  });

  it("are made from a template, found by g s, and run at once in the browser", async () => {
    await opened("/");
    await page.keyboard.press("g");
    await page.keyboard.press("s");
    await page.getByRole("heading", { level: 1, name: "Strategies" }).waitFor();
    await button("New strategy").first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("radio", { name: /^Moving-average cross/ }).check();
    await dialog.getByLabel("Name").fill("My cross");
    await dialog.getByRole("button", { name: "Make it" }).click();
    await page.getByRole("heading", { level: 1, name: "My cross" }).waitFor();
    await page.locator("[data-metric=totalReturnPct]").waitFor(SOON);
    expect(await text().inputValue()).toContain('strategy "My cross"');
    await page.getByRole("link", { name: "Strategies", exact: true }).first().click();
    await row("My cross").getByText("bitcoin").waitFor();
  });

  it("mark an error in the text at its place and in its block, and lead to it", async () => {
    const { strategy, text: written } = await make("Marked");
    await opened(`/strategies/${strategy.id}`);
    await text().fill(written.replace("above steady", "above stedy"));
    const problems = page.getByRole("region", { name: "What has to be mended" });
    await problems.getByText("1 thing has to be mended").waitFor();
    const line = written.split("\n").findIndex((each) => each.startsWith("long when")) + 1;
    await problems.getByRole("button", { name: `Line ${line}` }).click();
    const marked = await text().evaluate((field) =>
      field instanceof HTMLTextAreaElement ? field.value.slice(field.selectionStart, field.selectionEnd) : null,
    );
    expect(marked).toContain("stedy");
    expect(await page.locator("mark").textContent()).toContain("stedy");
    const enter = page.getByRole("group", { name: "Long" }).getByRole("group", { name: "Enter when" });
    expect(await enter.getByRole("combobox", { name: "Right side" }).getAttribute("aria-invalid")).toBe("true");
    expect(await button("Save").isDisabled()).toBe(true);
  });

  it("write the text anew when a block changes, and keep what is not saved", async () => {
    const { strategy } = await make("Kept");
    await opened(`/strategies/${strategy.id}`);
    await page.getByLabel("Stop, % loss").fill("7.5");
    await expect.poll(() => text().inputValue(), SOON).toContain("stop 7.5 %");
    await page.getByText("Not saved yet").waitFor();
    await page.reload();
    await page.getByText("changes from an earlier visit").waitFor();
    expect(await text().inputValue()).toContain("stop 7.5 %");
    await button("Discard them").click();
    await expect.poll(() => text().inputValue(), SOON).not.toContain("stop 7.5 %");
  });

  it(
    "show the same figures in the browser as on the desk, to the last digit, where the slider is",
    async () => {
      await desk.historyFilled();
      const { strategy } = await make("Same");
      await opened(`/strategies/${strategy.id}`);
      await page.locator("[data-metric=totalReturnPct]").waitFor(SOON);
      const before = await figures();
      await page.getByLabel("fast", { exact: true }).focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      await expect.poll(async () => (await figures()).totalReturnPct, SOON).not.toBe(before.totalReturnPct);
      const shown = await figures();
      const asked = page.waitForResponse((answer) => answer.url().includes("strategyRun.backtest"));
      await button("Run on the desk").click();
      const { result } = (await (await asked).json()) as { result: { data: { id: string; settings: object } } };
      expect(result.data.settings).toMatchObject({ parameters: { fast: 20 } });
      const read = () => get<RunAnswer>(`strategy-runs/${result.data.id}`);
      await expect.poll(async () => (await read()).run.state, { timeout: 120_000 }).toBe("succeeded");
      const { report } = await read();
      expect(shown.trades).toBeGreaterThan(0);
      for (const [name, value] of Object.entries(shown)) expect([name, report?.metrics[name]]).toEqual([name, value]);
    },
    PATIENCE_MS,
  );

  it("are saved as versions, show what each changed, and go back to an older one", async () => {
    const { strategy, text: written } = await make("Versions");
    await opened(`/strategies/${strategy.id}`);
    await text().fill(written.replace("100 %", "40 %"));
    await page.getByLabel("What changed (optional)").fill("Smaller");
    await page.keyboard.press("Control+s");
    await page.getByText("Saved as version 2.").waitFor();
    await button("Versions").click();
    const drawer = page.getByRole("dialog");
    await drawer.getByText("Smaller").waitFor();
    await drawer.getByRole("button", { name: "What version 2 changed" }).click();
    await drawer.getByText("size 40 % of equity").waitFor();
    await drawer.getByRole("button", { name: "Restore version 1" }).click();
    await page.getByText("Restored as version 3.").waitFor();
    expect(await text().inputValue()).toBe(written);
  });

  it("tell of somebody who saved meanwhile, and show the difference", async () => {
    const { strategy, text: written } = await make("Twice");
    await opened(`/strategies/${strategy.id}`);
    await text().fill(written.replace("100 %", "30 %"));
    await fetch(`${desk.url}/api/v1/strategies/${strategy.id}`, {
      method: "PUT",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ text: written.replace("100 %", "70 %") }),
    }).then((answer) => expect(answer.ok).toBe(true));
    await button("Save").click();
    const dialog = page.getByRole("dialog", { name: "Somebody saved meanwhile" });
    await dialog.getByText("size 70 % of equity").waitFor();
    await dialog.getByText("size 30 % of equity").waitFor();
    await dialog.getByRole("button", { name: "Save mine as the newest" }).click();
    await page.getByText("Saved as version 3.").waitFor();
  });

  it("are copied, shared by link, read by a stranger, deleted and brought back", async () => {
    const { strategy } = await make("Shared");
    await opened(`/strategies/${strategy.id}`);
    await button("Share").click();
    await page.getByRole("dialog").getByRole("button", { name: "Make a link" }).click();
    const link = await page.getByRole("dialog").getByText("/shared/strategies/").textContent();
    const stranger = await (await browser.newContext({ viewport: WIDE })).newPage();
    await stranger.goto(link ?? "");
    await stranger.getByText("long when quick crosses above steady").waitFor();
    await stranger.context().close();
    await page.keyboard.press("Escape");
    await button("Copy").click();
    await page.getByText("Copied from another strategy").waitFor();
    expect(page.url()).not.toContain(strategy.id);
    await button("Delete").click();
    await page.getByRole("heading", { level: 1, name: "Strategies" }).waitFor();
    await button("Undo").click();
    await page.getByText(/was restored/).waitFor();
  });

  it(
    "break no rule of accessibility, in light and dark, wide and narrow",
    async () => {
      const { strategy } = await make("Checked");
      await signIn(context, desk);
      for (const path of ["/strategies", `/strategies/${strategy.id}`]) {
        expect(await violationsOnEveryScreen(context, desk.url, { path })).toEqual([]);
      }
    },
    PATIENCE_MS,
  );
});
