import type { Page } from "playwright-core";
import type { DeskContent } from "./desk-content.ts";

/** One screen in one state. */
export interface Screen {
  name: string;
  path: string | ((content: DeskContent) => string);
  /** Which desk it is taken from: the simulated market, or a generated one in a mood. */
  mood: "sandbox" | "empty" | "failing" | "slow";
  /** What the person chose before, as the app keeps it. */
  preferences?: { language?: "de"; density?: "compact"; currency?: string };
  /** What is done before the picture. */
  act?: (page: Page, narrow: boolean) => Promise<void>;
  /** When it can be taken; else when nothing is loading. */
  ready?: (page: Page) => Promise<void>;
  only?: "wide" | "narrow";
  /** All of the page, however long it is, on wide screens as well; false: no more than the screen shows, on narrow ones too. */
  whole?: boolean;
  /** Seen by the admin who made the desk's first account. */
  signedIn?: true;
}

export const PATIENCE = { timeout: 15_000 };

/** Nothing is a placeholder any more, the font is there and a chart has been drawn. */
export async function readyToSee(page: Page): Promise<void> {
  await page
    .locator("main h1")
    .first()
    .waitFor({ state: "attached", ...PATIENCE });
  await page.waitForFunction(() => !document.querySelector("main .mantine-Skeleton-root"), undefined, PATIENCE);
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await drawn(page);
}

export const drawn = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 250)))),
  );

export const waiting = async (page: Page) => {
  await page.locator("main .mantine-Skeleton-root").first().waitFor(PATIENCE);
  await drawn(page);
};

export const failed = async (page: Page) => {
  await page.getByRole("alert").first().waitFor(PATIENCE);
  await readyToSee(page);
};

export const click = (name: string | RegExp) => async (page: Page) => {
  await page.getByRole("button", { name }).first().click();
  await drawn(page);
};

export const press = (keys: string) => async (page: Page) => {
  await page.keyboard.press(keys);
  await page.getByRole("dialog").first().waitFor(PATIENCE);
  await drawn(page);
};

export const sandbox = (name: string, path: Screen["path"], rest: Partial<Screen> = {}): Screen => ({
  name,
  path,
  mood: "sandbox",
  ...rest,
});

export const member = (name: string, path: Screen["path"], rest: Partial<Screen> = {}): Screen =>
  sandbox(name, path, { signedIn: true, ...rest });
