// Memory of the market page over eight hours of its clock: timers run through, and as many ticks arrive as would in them.
import type { Listing } from "@cryptodesk/shared/market/listing.contract";
import { openBrowser } from "../test/support/browser.ts";
import { changeOf } from "../test/support/fake-answers.ts";
import { startFakeDesk } from "../test/support/fake-desk.ts";
import { decimal, seeded } from "../test/support/fake-market.ts";
import { type Holding, holdingOf } from "./browser-page.ts";
import { heapPartsOf } from "./heap-parts.ts";

const HOURS = 8;
// A default desk ticks about every 5 seconds; here the ticks of an hour arrive while its clock runs through.
const TICK_MS = 25;
const TICKS_AN_HOUR = 720;
const PAGES = ["Overview", "Market", "Compare", "Data health", "Reports", "Market"];

const random = seeded(11);
let ticks = 0;

function move(listings: Listing[]) {
  ticks += 1;
  return Array.from({ length: 40 }, () => {
    const listing = listings[Math.floor(random() * Math.min(300, listings.length))];
    if (!listing) throw new Error("no coins");
    listing.priceUsd = decimal(Number(listing.priceUsd) * (0.999 + random() * 0.002));
    listing.asOf = new Date().toISOString();
    return changeOf(listing);
  });
}

const line = ({ heapMb, nodes, listeners }: Holding) =>
  `${heapMb.toFixed(1).padStart(6)} MB   ${String(nodes).padStart(6)} nodes   ${String(listeners).padStart(5)} listeners`;

const desk = await startFakeDesk(0, "ok", { coins: 2_000, tickMs: TICK_MS, move });
const browser = await openBrowser();
const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
await page.clock.install();
await page.goto(desk.url);
await page.getByRole("table").first().waitFor();
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable");

const hour = async () => {
  const wanted = ticks + TICKS_AN_HOUR;
  for (let minute = 0; minute < 60; minute += 5) {
    await page.clock.runFor("05:00");
    if (minute % 10 === 0)
      await page
        .getByRole("link", { name: PAGES[minute / 10] ?? "Market", exact: true })
        .first()
        .click();
  }
  while (ticks < wanted) await page.clock.runFor(1_000);
};

// The first hour fills what is kept on purpose: caches, code, the pages' answers.
await hour();
const before = await holdingOf(page, session);
console.log(`eight hours of the page's clock, ${TICKS_AN_HOUR} ticks of 40 changes and six changes of page an hour`);
console.log(`  after hour 0  ${line(before)}`);
const partsBefore = await heapPartsOf(session);
let after = before;
let settled = before;
for (let passed = 1; passed <= HOURS; passed += 1) {
  await hour();
  after = await holdingOf(page, session);
  if (passed === 1) settled = after;
  console.log(`  after hour ${passed}  ${line(after)}`);
}
const partsAfter = await heapPartsOf(session);
const ratio = (now: number, then: number) => (now / then).toFixed(2);
console.log(
  `  ours ${after.heapMb.toFixed(1)} MB   at the start ${before.heapMb.toFixed(1)} MB   ratio ${ratio(after.heapMb, before.heapMb)} (target 1.10)   since hour 1 ${ratio(after.heapMb, settled.heapMb)}`,
);
console.log(
  `  of it data ${partsAfter.dataMb.toFixed(1)} MB   at the start ${partsBefore.dataMb.toFixed(1)} MB   ratio ${ratio(partsAfter.dataMb, partsBefore.dataMb)}   compiled code ${partsAfter.codeMb.toFixed(1)} MB   at the start ${partsBefore.codeMb.toFixed(1)} MB`,
);
await browser.close();
await desk.stop();
