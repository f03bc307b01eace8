import type { BrowserContext, Page } from "playwright-core";

/** What a page notes about itself while it is watched; times are ms since its navigation began. */
export interface PageVitals {
  /** Sum of the layout shifts that no click or key explains. */
  shifted: number;
  /** The largest of them in words: how much, when, and which elements went where. */
  worst: string[];
  /** From the last click to the frame that showed a placeholder; null where there was none since. */
  waitShownAfterMs: number | null;
}

declare global {
  interface Window {
    deskVitals: PageVitals;
  }
}

/** Has every page that is opened in the context watch its layout and its placeholders. */
export async function watchVitals(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const vitals: PageVitals = { shifted: 0, worst: [], waitShownAfterMs: null };
    window.deskVitals = vitals;
    let clicked: number | null = null;

    type Shift = PerformanceEntry & {
      value: number;
      hadRecentInput: boolean;
      sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
    };
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries() as Shift[]) {
        if (shift.hadRecentInput) continue;
        vitals.shifted += shift.value;
        if (shift.value < 0.002) continue;
        const moves = shift.sources.map(({ node, previousRect, currentRect }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          return `${element?.tagName}.${element?.className} ${previousRect.y} → ${currentRect.y}`;
        });
        vitals.worst.push(`${shift.value.toFixed(4)} at ${Math.round(shift.startTime)} ms: ${moves.join(", ")}`);
      }
    }).observe({ type: "layout-shift", buffered: true });

    document.addEventListener(
      "click",
      ({ timeStamp }) => {
        clicked = timeStamp;
        vitals.waitShownAfterMs = null;
      },
      { capture: true },
    );
    new MutationObserver(() => {
      if (clicked === null || !document.querySelector("main .mantine-Skeleton-root")) return;
      const since = clicked;
      clicked = null;
      // The task after a frame's callbacks runs when that frame has been drawn.
      requestAnimationFrame(() => setTimeout(() => (vitals.waitShownAfterMs = performance.now() - since)));
    }).observe(document, { childList: true, subtree: true });
  });
}

export const vitalsOf = (page: Page): Promise<PageVitals> => page.evaluate(() => window.deskVitals);

/** Resolves when nothing on the page is a placeholder any more and what replaced the last one has been drawn. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => !document.querySelector("main .mantine-Skeleton-root"));
  await page.evaluate(
    () => new Promise<void>((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn()))),
  );
}
