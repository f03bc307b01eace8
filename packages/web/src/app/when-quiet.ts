const LOOK_EVERY_MS = 50;
// A server that lets the page wait does not keep the page from becoming usable without it.
const LATEST_MS = 10_000;

/**
 * Does `work` once the page has settled: nothing was `busy` for `quietMs`, and the browser has nothing else to do. What
 * nobody waits for does not compete with the first screen.
 */
export function whenQuiet(work: () => void, { quietMs, busy }: { quietMs: number; busy: () => boolean }): void {
  const start = performance.now();
  let busyAt = start;
  const looking = setInterval(() => {
    const now = performance.now();
    if (busy()) busyAt = now;
    if (now - busyAt < quietMs && now - start < LATEST_MS) return;
    clearInterval(looking);
    whenIdle(work);
  }, LOOK_EVERY_MS);
}

/** Does `work` when the browser has a moment; soon where it cannot say. */
export function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 200);
}
