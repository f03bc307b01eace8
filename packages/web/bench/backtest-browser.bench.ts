// The same backtest in a thread of Chromium and in Node, alternating: how long it takes, and that the figures are the same.
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { build } from "vite";
import { openBrowser } from "../test/support/browser.ts";
import { type BacktestRounds, backtestRounds } from "./backtest-rounds.ts";

const CANDLES = 1_000_000;
const ROUNDS = 8;
const TURNS = 3;

async function threadCode(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: "error",
    resolve: { conditions: ["source", "module", "browser"] },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(new URL("./backtest-thread.ts", import.meta.url)),
        formats: ["iife"],
        name: "thread",
      },
    },
  });
  const [output] = Array.isArray(built) ? built.flatMap((each) => each.output) : "output" in built ? built.output : [];
  if (output?.type !== "chunk") throw new Error("the thread was not built");
  return output.code;
}

function inBrowser(page: Page, code: string): Promise<BacktestRounds> {
  return page.evaluate(
    async ({ source, candles, rounds }) => {
      const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
      const thread = new Worker(address);
      const told = await new Promise<MessageEvent>((resolve, reject) => {
        thread.onmessage = resolve;
        thread.onerror = reject;
        thread.postMessage({ candles, rounds });
      });
      thread.terminate();
      return told.data;
    },
    { source: code, candles: CANDLES, rounds: ROUNDS },
  );
}

const code = await threadCode();
const browser = await openBrowser();
const page = await browser.newPage();
const times = { node: [] as number[], browser: [] as number[] };
for (let turn = 0; turn < TURNS; turn += 1) {
  const [there, here] = [await inBrowser(page, code), backtestRounds(CANDLES, ROUNDS)];
  if (there.figures !== here.figures) throw new Error(`not the same: ${there.figures} and ${here.figures}`);
  times.browser.push(...there.times);
  times.node.push(...here.times);
}
await browser.close();
const [node, chromium] = [Math.min(...times.node), Math.min(...times.browser)];
console.log(
  `${CANDLES} candles from signals to figures, best of ${TURNS * ROUNDS} in turns of ${ROUNDS}; the figures are the same`,
);
console.log(
  `  Node ${node.toFixed(1)} ms   Chromium ${chromium.toFixed(1)} ms   ${(chromium / node).toFixed(2)} × as long, aim ≤ 2 ×`,
);
