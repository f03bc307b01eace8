import type { Worker } from "node:worker_threads";
import type { SearchPoint } from "@cryptodesk/quant/optimiser/search";
import type { OptimisationPoint } from "@cryptodesk/shared/strategy/optimisation.contract";
import { startThread } from "./run-in-thread.ts";
import type { ScoredPoint, SearchAnswer, SearchQuestion, SearchTask } from "./run-task.ts";

/** Long enough that messages cost nothing beside it, short enough that progress is seen and little is lost. */
const WANTED_MS = 100;
const MOST_AT_ONCE = 500;

/** Threads that score points of one search over the same columns in memory. */
export class SearchThreads {
  readonly #threads: SearchThread[];

  constructor(task: SearchTask, threads: number) {
    this.#threads = Array.from({ length: Math.max(1, threads) }, () => new SearchThread(task));
  }

  /**
   * Keeps every thread busy until `ask` has nothing more, with nothing on its way.
   * @param ask gives points to score, at most so many; none while it first has to be told of others
   * @param tell takes scored points, in any order
   * @throws the signal's reason, or an Error where a thread dies
   */
  async scoreAll(
    ask: (most: number) => SearchPoint[],
    tell: (scored: readonly ScoredPoint[]) => void,
    signal: AbortSignal,
  ): Promise<void> {
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      const idle = new Set(this.#threads);
      const giveOut = () => {
        for (const thread of idle) {
          const points = ask(thread.appetite);
          if (points.length === 0) break;
          idle.delete(thread);
          thread
            .score(points)
            .then((scored) => {
              if (signal.aborted) return;
              idle.add(thread);
              tell(scored);
              giveOut();
            })
            .catch(reject);
        }
        if (idle.size === this.#threads.length) resolve();
      };
      giveOut();
    });
  }

  /** The result as a JSON text. */
  summarise(points: readonly OptimisationPoint[], total: number): Promise<string> {
    const [first] = this.#threads;
    if (first === undefined) throw new Error("A search without threads.");
    return first.summarise(points, total);
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}

/** One thread, asked one thing at a time. */
class SearchThread {
  readonly #worker: Worker;
  readonly #failed: Promise<never>;
  /** Points that it scores in a tenth of a second. */
  appetite = 1;

  constructor(task: SearchTask) {
    this.#worker = startThread(task);
    this.#failed = new Promise((_, reject) => {
      this.#worker.on("error", reject);
      this.#worker.on("exit", (code) => reject(new Error(`A thread of the search ended with code ${code}.`)));
    });
    // Whoever asks is told; a thread that is closed while nobody asks fails nobody.
    this.#failed.catch(() => {});
  }

  async score(points: readonly SearchPoint[]): Promise<readonly ScoredPoint[]> {
    const began = performance.now();
    const answer = await this.#ask({ kind: "score", points });
    const each = (performance.now() - began) / points.length;
    this.appetite = Math.max(1, Math.min(MOST_AT_ONCE, 4 * this.appetite, Math.round(WANTED_MS / each)));
    return answer.kind === "scored" ? answer.scored : [];
  }

  async summarise(points: readonly OptimisationPoint[], total: number): Promise<string> {
    const answer = await this.#ask({ kind: "summarise", points, total });
    return answer.kind === "summary" ? answer.optimisation : "";
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(question: SearchQuestion): Promise<SearchAnswer> {
    let hear: ((answer: SearchAnswer) => void) | undefined;
    const answered = new Promise<SearchAnswer>((resolve) => {
      hear = resolve;
      this.#worker.once("message", resolve);
    });
    this.#worker.postMessage(question);
    try {
      return await Promise.race([answered, this.#failed]);
    } finally {
      if (hear) this.#worker.off("message", hear);
    }
  }
}
