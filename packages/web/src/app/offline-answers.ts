import { describeError } from "../lib/api-error.ts";
import { queryClient } from "../lib/query-client.ts";
import { whenIdle } from "./when-quiet.ts";

const KEEP_EVERY_MS = 30_000;
// Soon, for those who only look in.
const FIRST_KEEPS_MS = [1_500, 6_000];

// Names this build: the address of its entry holds a hash of what it contains.
const build = () => document.querySelector<HTMLScriptElement>("script[type='module'][src]")?.src ?? "";

// Only a desk whose server is away needs this code at once.
const load = () => import("../lib/kept-answers.ts");

/** Puts the last answers on the screen as soon as a question does not reach the server. Call before the first render. */
export function restoreWhileAway(): void {
  const stop = queryClient.getQueryCache().subscribe((event) => {
    if (event.type !== "updated") return;
    if (event.action.type === "success" && !event.action.manual) stop();
    if (event.action.type !== "failed" || describeError(event.action.error).kind !== "unreachable") return;
    stop();
    void load()
      .then(({ browserBox, restoreAnswers }) => restoreAnswers(queryClient, browserBox(), build(), Date.now()))
      // Without them the page says that the server is away, as it would for a first visit.
      .catch(() => undefined);
  });
}

/** Keeps the answers now and then, and when the page is left. A browser that refuses to keep them is left alone. */
export function keepAnswersForOffline(): void {
  let keptUntil = 0;
  const keep = () => {
    const newest = Math.max(
      0,
      ...queryClient
        .getQueryCache()
        .getAll()
        .map(({ state }) => state.dataUpdatedAt),
    );
    if (newest <= keptUntil) return;
    keptUntil = newest;
    void load()
      .then(({ browserBox, keepAnswers }) => keepAnswers(queryClient, browserBox(), build(), Date.now()))
      .catch(() => undefined);
  };
  setInterval(keep, KEEP_EVERY_MS);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) keep();
  });
  for (const ms of FIRST_KEEPS_MS) setTimeout(() => whenIdle(keep), ms);
}
