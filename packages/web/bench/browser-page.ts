import type { CDPSession, Page } from "playwright-core";

/** Frames of a stretch of time in a page. */
export interface Frames {
  perSecond: number;
  /** The longest time between two of them, ms. */
  longestMs: number;
}

/** Scrolls an element down at an even pace, frame by frame, and back up from the end. */
export function scrollFrames(page: Page, selector: string, speedPxPerS: number, seconds: number): Promise<Frames> {
  return page.evaluate(
    async ({ selector: target, speed, lasting }) => {
      const element = document.querySelector(target);
      if (!element) throw new Error(`no ${target}`);
      const next = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const start = await next();
      let before = start;
      let frames = 0;
      let longest = 0;
      let direction = 1;
      while (before - start < lasting * 1_000) {
        const now = await next();
        const passed = now - before;
        element.scrollTop += (direction * speed * passed) / 1_000;
        const end = element.scrollHeight - element.clientHeight;
        if (element.scrollTop >= end - 1) direction = -1;
        else if (element.scrollTop <= 0) direction = 1;
        frames += 1;
        longest = Math.max(longest, passed);
        before = now;
      }
      return { perSecond: frames / ((before - start) / 1_000), longestMs: longest };
    },
    { selector, speed: speedPxPerS, lasting: seconds },
  );
}

/** What a page holds after everything that nobody needs is gone. */
export interface Holding {
  heapMb: number;
  nodes: number;
  listeners: number;
}

export async function holdingOf(page: Page, session: CDPSession): Promise<Holding> {
  // Twice: what only finalizers held goes with the second.
  await session.send("HeapProfiler.collectGarbage");
  await session.send("HeapProfiler.collectGarbage");
  await page.evaluate(() => undefined);
  const { metrics } = await session.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { heapMb: of("JSHeapUsedSize") / 1_048_576, nodes: of("Nodes"), listeners: of("JSEventListeners") };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
