import type { FromWorker, LoadedMarket, ToWorker } from "./backtest-messages.ts";
import { evaluate } from "./evaluate.ts";

/*
 * Runs backtests beside the page. Candles come once; then a question is answered after the other. A worker has no name for
 * its own scope in the types of the page.
 */
let loaded: LoadedMarket | null = null;

self.addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "load") {
    loaded = data.loaded;
    return;
  }
  answer(data.number, () => {
    if (loaded === null) throw new Error("There are no candles yet.");
    return evaluate(loaded, data.request);
  });
});

function answer(number: number, compute: () => ReturnType<typeof evaluate>): void {
  let message: FromWorker;
  try {
    message = { kind: "done", number, result: compute() };
  } catch (error) {
    message = { kind: "failed", number, reason: error instanceof Error ? error.message : String(error) };
  }
  self.postMessage(message);
}
