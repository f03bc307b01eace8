import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext, Page } from "playwright-core";
import { NARROW, WIDE } from "./browser.ts";

/** Every screen a page is checked on. */
export const SCREENS = [WIDE, NARROW].flatMap((viewport) =>
  (["light", "dark"] as const).map((colorScheme) => ({ viewport, colorScheme })),
);

/** A page to be checked, after pressing some buttons. */
export interface CheckedPage {
  path: string;
  press?: string[];
}

/** What axe finds on a page once it has settled, a line for each element. */
export async function violations(
  context: BrowserContext,
  base: string,
  { path, press = [] }: CheckedPage,
): Promise<string[]> {
  const page = await openSettled(context, base, { path, press });
  const found = await brokenRules(page, path);
  await page.close();
  return found;
}

/** The same of a page that is opened once and shown on one screen after the other. */
export async function violationsOnEveryScreen(
  context: BrowserContext,
  base: string,
  checked: CheckedPage,
): Promise<string[]> {
  const page = await openSettled(context, base, checked);
  const found: string[] = [];
  for (const { viewport, colorScheme } of SCREENS) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 300))));
    const screen = `${checked.path} ${viewport.width} ${colorScheme}`;
    found.push(...(await brokenRules(page, screen)));
  }
  await page.close();
  return found;
}

async function openSettled(context: BrowserContext, base: string, { path, press = [] }: CheckedPage): Promise<Page> {
  const page = await context.newPage();
  await page.goto(base + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("main [data-visible].mantine-Skeleton-root").first().waitFor({ state: "detached" });
  for (const name of press) await page.getByRole("button", { name }).first().click();
  return page;
}

async function brokenRules(page: Page, where: string): Promise<string[]> {
  const { violations: broken } = await new AxeBuilder({ page }).analyze();
  return broken.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${where} ${id} ${target.join(" ")} ${any[0]?.message ?? ""}`),
  );
}
