import { AxeBuilder } from "@axe-core/playwright";
import type { BrowserContext } from "playwright-core";
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
  const page = await context.newPage();
  await page.goto(base + path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.locator("main [data-visible].mantine-Skeleton-root").first().waitFor({ state: "detached" });
  for (const name of press) await page.getByRole("button", { name }).first().click();
  const { violations: broken } = await new AxeBuilder({ page }).analyze();
  await page.close();
  return broken.flatMap(({ id, nodes }) =>
    nodes.map(({ target, any }) => `${path} ${id} ${target.join(" ")} ${any[0]?.message ?? ""}`),
  );
}
