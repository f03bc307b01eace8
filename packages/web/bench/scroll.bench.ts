// Scrolling the market of 10,000 coins while 50 of those in sight change every second, against a plain table of as many rows.

import { loadavg } from "node:os";
import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import { openBrowser } from "../test/support/browser.ts";
import { changeOf } from "../test/support/fake-answers.ts";
import { startFakeDesk } from "../test/support/fake-desk.ts";
import { decimal } from "../test/support/fake-market.ts";
import { median, scrollFrames } from "./browser-page.ts";

const COINS = 10_000;
const ROW_PX = 42;
const SECONDS = 10;
const ROUNDS = 3;
const CHANGES_A_SECOND = 50;
const TICKS_A_SECOND = 10;
const SCROLLER = "section[tabindex='0'] table";
/** A steady read, a flick, and everything within the measured time. */
const PACES = { steady: 2_000, flick: 8_000, whole: (COINS * ROW_PX) / SECONDS };

/** Where the page was when it was last asked, px, and how fast it went, px/ms. */
let sight = { top: 0, at: 0, speed: 0 };
let turn = 0;

/** Moves coins that are on the screen: elsewhere a change costs nothing. */
function move(listings: Listing[]) {
  const top = sight.top + sight.speed * (performance.now() - sight.at);
  const firstInSight = Math.max(0, Math.floor(top / ROW_PX));
  return Array.from({ length: CHANGES_A_SECOND / TICKS_A_SECOND }, () => {
    turn += 1;
    const listing = listings[(firstInSight + (turn % 20)) % listings.length];
    if (!listing) throw new Error("no coins");
    listing.priceUsd = decimal(Number(listing.priceUsd) * (turn % 2 === 0 ? 1.001 : 0.999));
    listing.asOf = new Date().toISOString();
    return changeOf(listing);
  });
}

/** Counts the figures that are redrawn in place, from now on; a row that scrolls into sight is no such thing. */
function countRedrawn(): void {
  document.body.dataset.redrawn = "0";
  new MutationObserver((records) => {
    const redrawn = records.filter(
      ({ target, addedNodes }) =>
        (target as HTMLElement).dataset.direction !== undefined &&
        [...addedNodes].some((node) => node instanceof HTMLElement),
    );
    document.body.dataset.redrawn = String(Number(document.body.dataset.redrawn) + redrawn.length);
  }).observe(document.querySelector("tbody") ?? document.body, { childList: true, subtree: true });
}

const plainRows = Array.from({ length: COINS }, (_, index) => `<tr>${`<td>${index}.25</td>`.repeat(9)}</tr>`).join("");
const PLAIN = `<style>section{height:700px;overflow:auto}td{height:41px;width:120px}</style><section><table>${plainRows}</table></section>`;

const desk = await startFakeDesk(0, "ok", { coins: COINS, tickMs: 1_000 / TICKS_A_SECOND, move });
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
const bare = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await bare.setContent(PLAIN);
await page.goto(desk.url);
await page.locator(SCROLLER).waitFor();
const scroller = page.locator("section[tabindex='0']").first();
await scroller.evaluate((element) => element.setAttribute("data-bench", ""));
// All pages are fetched before anything is measured.
while ((await page.locator("table").first().getAttribute("aria-rowcount")) !== String(COINS + 1)) {
  await scroller.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
  await page.waitForTimeout(50);
}
await scroller.evaluate((element) => element.scrollTo({ top: 0 }));
await page.evaluate(countRedrawn);
const redrawn = () => page.evaluate(() => Number(document.body.dataset.redrawn));
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
/** What the page's main thread has worked, ms of processor time: other work on the machine does not count. */
const worked = async () => {
  const { metrics } = await session.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
};
const watching = setInterval(() => {
  void scroller
    .evaluate((element) => element.scrollTop)
    .then(
      (top) => {
        const at = performance.now();
        sight = { top, at, speed: (top - sight.top) / (at - sight.at) };
      },
      () => undefined,
    );
}, 100);

console.log(
  `${COINS} rows, ${CHANGES_A_SECOND} changes a second aimed at the rows in sight (generated desk, its stream), median of ${ROUNDS} rounds of ${SECONDS} s; target 55 fps`,
);
for (const [pace, speed] of Object.entries(PACES)) {
  const ours: { perSecond: number; longestMs: number }[] = [];
  const other: typeof ours = [];
  const seen: number[] = [];
  const cost: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    await page.bringToFront();
    const before = await redrawn();
    const workedBefore = await worked();
    const frames = await scrollFrames(page, "[data-bench]", speed, SECONDS);
    cost.push(((await worked()) - workedBefore) / (frames.perSecond * SECONDS));
    ours.push(frames);
    seen.push(((await redrawn()) - before) / SECONDS);
    await bare.bringToFront();
    other.push(await scrollFrames(bare, "section", speed, SECONDS));
  }
  const own = median(ours.map(({ perSecond }) => perSecond));
  const reference = median(other.map(({ perSecond }) => perSecond));
  const longest = median(ours.map(({ longestMs }) => longestMs));
  console.log(
    `  ${pace.padEnd(7)} ${speed.toFixed(0).padStart(6)} px/s  ours ${own.toFixed(1)} fps (longest frame ${longest.toFixed(0)} ms)   plain table ${reference.toFixed(1)} fps   ratio ${(own / reference).toFixed(2)}   ${median(seen).toFixed(0)} prices redrawn a second   ${median(cost).toFixed(1)} ms of processor a frame   load ${(loadavg()[0] ?? 0).toFixed(1)}`,
  );
}
const nodes = await page
  .locator("table")
  .first()
  .evaluate((table) => table.querySelectorAll("*").length);
console.log(`  nodes in the table: ${nodes} (at most 1,500)`);
clearInterval(watching);
await browser.close();
await desk.stop();
