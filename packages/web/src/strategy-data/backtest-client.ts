import type { FromWorker, InstantRequest, InstantResult, LoadedMarket, ToWorker } from "./backtest-messages.ts";
import { LatestWins } from "./latest-wins.ts";

/** What a run in the browser came to, or why it came to nothing. */
export type InstantAnswer = { readonly result: InstantResult } | { readonly reason: string };

/** Has a worker run backtests; of those asked for while it runs, only the last is run. */
export class BacktestClient {
  readonly #worker: Worker;
  readonly #line: LatestWins<InstantRequest>;
  #number = 0;

  /** @param onAnswer told of each run that ends */
  constructor(onAnswer: (answer: InstantAnswer) => void) {
    this.#worker = new Worker(new URL("./backtest-worker.ts", import.meta.url), { type: "module" });
    this.#line = new LatestWins((request) => {
      this.#number += 1;
      this.#post({ kind: "run", number: this.#number, request });
    });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
      onAnswer(data.kind === "done" ? { result: data.result } : { reason: data.reason });
      this.#line.answered();
    });
    this.#worker.addEventListener("error", (event) => onAnswer({ reason: event.message }));
  }

  /** Candles for all runs that follow. */
  load(loaded: LoadedMarket): void {
    this.#post({ kind: "load", loaded });
  }

  run(request: InstantRequest): void {
    this.#line.put(request);
  }

  end(): void {
    this.#worker.terminate();
  }

  #post(message: ToWorker): void {
    this.#worker.postMessage(message);
  }
}
