import { queryClient } from "../lib/query-client.ts";

const LOOK_EVERY_MS = 250;
const QUIET_MS = 2_000;
// A server that lets the page wait does not keep the page from becoming usable without it.
const LATEST_MS = 10_000;

/**
 * Does `work` once the page has settled: for two seconds nothing was asked of the server, and the browser has nothing else
 * to do. What nobody waits for does not compete with the first screen.
 */
export function whenQuiet(work: () => void): void {
  const start = performance.now();
  let busyAt = start;
  const looking = setInterval(() => {
    const now = performance.now();
    if (queryClient.isFetching() > 0) busyAt = now;
    if (now - busyAt < QUIET_MS && now - start < LATEST_MS) return;
    clearInterval(looking);
    whenIdle(work);
  }, LOOK_EVERY_MS);
}

/** Does `work` when the browser has a moment; soon where it cannot say. */
export function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(work, { timeout: 5_000 });
  else setTimeout(work, 200);
}
