// Writes a picture of every page at two widths and in both themes into .screens/ (ignored).
// node packages/web/scripts/screens.mjs http://127.0.0.1:4000 [prefix] [page …]
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const [base = "http://127.0.0.1:4000", prefix = "", ...only] = process.argv.slice(2);
const OUT = fileURLToPath(new URL("../../../.screens", import.meta.url));
const BROWSER = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const WIDTHS = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
];

const api = (path) => fetch(`${base}/trpc/${path}`).then((answer) => answer.json());
const firstCoin = await api(`market.list?input=${encodeURIComponent('{"limit":1}')}`)
  .then(({ result }) => result.data.items[0]?.id ?? "none")
  .catch(() => "none");

const PAGES = {
  market: "/",
  "market-filtered": "/?minChange24hPct=1&maxRank=200&sort=change24h",
  "market-empty": "/?search=zzzzzzzzzz",
  coin: `/coins/${encodeURIComponent(firstCoin)}`,
  "coin-line": `/coins/${encodeURIComponent(firstCoin)}?chart=line&span=90d`,
  "coin-indicators": `/coins/${encodeURIComponent(firstCoin)}?span=1y&ind=sma50,bb,rsi,macd&scale=log`,
  "coin-missing": "/coins/no-such-coin-at-all",
  health: "/data-health",
  reports: "/reports",
  report: "/reports/latest",
  overview: "/overview",
  compare: "/compare?ids=bitcoin,ethereum,solana,dogecoin,tether",
  "compare-empty": "/compare",
  watchlists: "/watchlists",
  "watchlists-empty": "/watchlists?list=dust",
  "watchlists-tiles": "/watchlists?view=tiles",
  settings: "/settings",
  "not-found": "/nowhere",
};

const WATCHLIST = JSON.stringify({
  lists: [
    {
      id: "majors",
      name: "Majors",
      coins: ["bitcoin", "ethereum", "solana", "dogecoin", "tether", "cardano"].map((id) => ({
        id,
        note: id === "ethereum" ? "watch the merge of fees" : "",
      })),
    },
    { id: "dust", name: "Dust", coins: [] },
  ],
});

mkdirSync(OUT, { recursive: true });
const browser = await chromium.launch({ executablePath: BROWSER, args: ["--no-sandbox"] });
for (const viewport of WIDTHS) {
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport, colorScheme });
    // A list to look at; the empty one has a page of its own.
    await context.addInitScript((list) => {
      if (!location.search.includes("empty")) localStorage.setItem("cryptodesk-watchlists", list);
    }, WATCHLIST);
    for (const [name, path] of Object.entries(PAGES)) {
      if (only.length > 0 && !only.includes(name)) continue;
      const page = await context.newPage();
      page.on("console", (message) => message.type() === "error" && console.error(`${name}: ${message.text()}`));
      page.on("pageerror", (error) => console.error(`${name}: ${error.message}`));
      await page.goto(base + path, { waitUntil: "domcontentloaded" });
      await page.waitForTimeout(2500);
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) console.error(`${name} at ${viewport.width}: ${sideways} px too wide`);
      const fullPage = viewport.width < 500 && !name.startsWith("market");
      await page.screenshot({ path: join(OUT, `${prefix}${name}-${viewport.width}-${colorScheme}.png`), fullPage });
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
console.log(`pictures are in ${OUT}`);
