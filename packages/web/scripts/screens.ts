// Pictures of every screen and state at two widths and in both themes, into .screens/ (ignored).
// pnpm screens [part of a name…]: starts the desks it needs itself, from the built app.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { registerFirst, signIn } from "../test/support/accounts.ts";
import { NARROW, openBrowser, WIDE } from "../test/support/browser.ts";
import { DeskProcess, missingForDesk } from "../test/support/desk-process.ts";
import { startFakeDesk } from "../test/support/fake-desk.ts";
import { type DeskContent, fillDesk, keepPreferences } from "./desk-content.ts";
import { readyToSee, type Screen } from "./screen.ts";
import { SCREENS } from "./screen-list.ts";

const OUT = fileURLToPath(new URL("../../../.screens", import.meta.url));
const SCHEMES = ["light", "dark"] as const;

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

/** The desks in order of their moods; each is started when the first of its screens is due. */
class Desks {
  readonly #stops: (() => Promise<void>)[] = [];
  readonly #urls = new Map<string, Promise<string>>();
  #sandbox: DeskProcess | null = null;
  #preferred = "";
  #content: Promise<DeskContent> | null = null;

  url(mood: Screen["mood"]): Promise<string> {
    const known = this.#urls.get(mood);
    if (known) return known;
    const started = this.#start(mood);
    this.#urls.set(mood, started);
    return started;
  }

  async #start(mood: Screen["mood"]): Promise<string> {
    if (mood === "sandbox") {
      const desk = await DeskProcess.start();
      this.#stops.push(() => desk.stop());
      this.#sandbox = desk;
      await registerFirst(desk);
      await historyOf(desk.url);
      return desk.url;
    }
    const desk = await startFakeDesk(0, mood);
    this.#stops.push(() => desk.stop());
    return desk.url;
  }

  /** The address of a screen; the desk is filled when the first screen is due that asks for something on it. */
  async address(screen: Screen): Promise<string> {
    const url = await this.url(screen.mood);
    if (typeof screen.path === "string") return url + screen.path;
    if (this.#sandbox === null) throw new Error("only the simulated market's desk has content");
    this.#content ??= fillDesk(this.#sandbox);
    return url + screen.path(await this.#content);
  }

  /** Has the account ask for what a screen prefers: what an account keeps holds over what the browser does. */
  async prefer(screen: Screen): Promise<void> {
    const wanted = JSON.stringify(screen.preferences ?? {});
    if (!screen.signedIn || this.#sandbox === null || wanted === this.#preferred) return;
    await keepPreferences(this.#sandbox, screen.preferences ?? {});
    this.#preferred = wanted;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#stops.map((stop) => stop()));
  }
}

/** Until the largest coins have their history: charts of a minute's age say little. */
async function historyOf(url: string): Promise<void> {
  const deadline = Date.now() + 120_000;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/api/v1/market/coverage?limit=30`);
    const { items } = (await answer.json()) as { items: { points: number }[] };
    if (items.every(({ points }) => points > 80)) return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function picture(browser: Browser, address: string, screen: Screen, narrow: boolean, scheme: "light" | "dark") {
  const context = await browser.newContext({ viewport: narrow ? NARROW : WIDE, colorScheme: scheme });
  try {
    await context.addInitScript(
      ({ list, own }) => {
        if (!location.search.includes("empty")) localStorage.setItem("cryptodesk-watchlists", list);
        localStorage.setItem("cryptodesk-preferences", own);
      },
      { list: WATCHLIST, own: JSON.stringify(screen.preferences ?? {}) },
    );
    if (screen.signedIn) await signIn(context, { url: new URL(address).origin });
    const page = await context.newPage();
    const label = `${screen.name} ${narrow ? 390 : 1440} ${scheme}`;
    page.on("pageerror", (error) => process.stderr.write(`${label}: ${error.message}\n`));
    await page.goto(address, { waitUntil: "domcontentloaded" });
    await (screen.ready ?? readyToSee)(page);
    if (screen.act) await screen.act(page, narrow);
    await reportOverflow(page, label);
    const file = `${screen.name}-${narrow ? 390 : 1440}-${scheme}.png`;
    await page.screenshot({ path: join(OUT, file), fullPage: screen.whole ?? (narrow && screen.act === undefined) });
  } finally {
    await context.close();
  }
}

async function reportOverflow(page: Page, label: string): Promise<void> {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) process.stderr.write(`${label}: ${sideways} px too wide\n`);
}

async function takeAll(screens: readonly Screen[]): Promise<number> {
  const desks = new Desks();
  const browser = await openBrowser();
  let failed = 0;
  const stop = () => Promise.all([browser.close(), desks.stop()]);
  process.once("SIGINT", () => void stop().then(() => process.exit(130)));
  try {
    for (const screen of screens) {
      const address = await desks.address(screen);
      await desks.prefer(screen);
      for (const narrow of [false, true]) {
        if (screen.only !== undefined && screen.only !== (narrow ? "narrow" : "wide")) continue;
        for (const scheme of SCHEMES) {
          await picture(browser, address, screen, narrow, scheme).catch((error: unknown) => {
            failed += 1;
            process.stderr.write(`${screen.name}: ${error instanceof Error ? error.message : String(error)}\n`);
          });
        }
      }
      process.stdout.write(`${screen.name}\n`);
    }
  } finally {
    await stop();
  }
  return failed;
}

const asked = process.argv.slice(2);
const screens = SCREENS.filter(({ name }) => asked.length === 0 || asked.some((part) => name.includes(part)));
const missing = missingForDesk();
if (missing !== null) {
  process.stderr.write(`${missing}: run pnpm build first\n`);
  process.exitCode = 1;
} else if (screens.length === 0) {
  process.stderr.write(`No such screen. There are: ${SCREENS.map(({ name }) => name).join(", ")}\n`);
  process.exitCode = 1;
} else {
  mkdirSync(OUT, { recursive: true });
  const failed = await takeAll(screens);
  process.stdout.write(`pictures are in ${OUT}${failed > 0 ? `; ${failed} failed` : ""}\n`);
  process.exitCode = failed > 0 ? 1 : 0;
}
