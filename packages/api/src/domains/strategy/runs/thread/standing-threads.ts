import type { Worker } from "node:worker_threads";
import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { RunRefused, startThread } from "./run-in-thread.ts";
import type { StandingAnswer, StandingQuestion, StandingReply } from "./standing-questions.ts";

const MOST_WAITING = 100;
// A thread that nobody asks for so long gives its memory back.
const IDLE_MS = 60_000;

interface Asked {
  readonly question: StandingQuestion;
  readonly timeoutMs: number;
  resolve(answer: never): void;
  reject(error: Error): void;
}

/**
 * A few threads that stand ready for what is too slow for the event loop and too short for a thread of its own. Each is
 * asked one thing at a time; who finds all of them busy waits for the first that is free.
 */
export class StandingThreads {
  readonly #most: number;
  readonly #idleMs: number;
  readonly #idle: StandingThread[] = [];
  readonly #waiting: Asked[] = [];
  #running = 0;
  #closed = false;

  constructor(most: number, { idleMs = IDLE_MS }: { idleMs?: number } = {}) {
    this.#most = Math.max(1, most);
    this.#idleMs = idleMs;
  }

  /** How many threads there are. */
  get running(): number {
    return this.#running;
  }

  /**
   * @throws RunRefused where the rules cannot be judged; DomainError UNAVAILABLE where too many wait, the process stops, the
   * answer takes longer than `timeoutMs`, or the thread dies
   */
  ask<Q extends StandingQuestion>(question: Q, timeoutMs: number): Promise<StandingAnswer<Q>> {
    if (this.#closed) return Promise.reject(unavailable("The server stops.", 2));
    if (this.#waiting.length >= MOST_WAITING) {
      return Promise.reject(unavailable("Many calculations wait already: try again in a moment.", 5));
    }
    return new Promise<StandingAnswer<Q>>((resolve, reject) => {
      this.#waiting.push({ question, timeoutMs, resolve, reject });
      this.#next();
    });
  }

  /** Ends every thread that nobody waits for, and refuses what comes. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { reject } of this.#waiting.splice(0)) reject(unavailable("The server stops.", 2));
    await Promise.all(this.#idle.splice(0).map((thread) => thread.end()));
  }

  #next(): void {
    const [asked] = this.#waiting;
    const thread = asked && this.#free();
    if (!asked || !thread) return;
    this.#waiting.shift();
    thread
      .ask(asked)
      .finally(() => {
        if (!thread.isOver && !this.#closed) this.#idle.push(thread);
        else void thread.end();
        this.#next();
      })
      .catch(() => {});
  }

  #free(): StandingThread | null {
    for (let known = this.#idle.pop(); known !== undefined; known = this.#idle.pop()) if (!known.isOver) return known;
    if (this.#running >= this.#most) return null;
    this.#running += 1;
    return new StandingThread(this.#idleMs, () => {
      this.#running -= 1;
      this.#next();
    });
  }
}

/** One thread, which keeps the process only while it works. */
class StandingThread {
  readonly #worker: Worker;
  readonly #idleMs: number;
  #reject: ((error: Error) => void) | null = null;
  #timer: NodeJS.Timeout | undefined;
  isOver = false;

  constructor(idleMs: number, ended: () => void) {
    this.#idleMs = idleMs;
    this.#worker = startThread({ kind: "standing" });
    this.#worker.on("error", (error) => this.#fail(error.message));
    this.#worker.on("exit", (code) => {
      this.#fail(`it ended with code ${code}`);
      ended();
    });
  }

  async ask(asked: Asked): Promise<void> {
    this.#worker.ref();
    clearTimeout(this.#timer);
    const late = setTimeout(() => this.#fail(`it took longer than ${asked.timeoutMs / 1_000} s`), asked.timeoutMs);
    try {
      const reply = await new Promise<StandingReply>((resolve, reject) => {
        this.#reject = reject;
        this.#worker.once("message", resolve);
        this.#worker.postMessage(asked.question);
      });
      if (reply.kind === "answer") asked.resolve(reply.answer as never);
      else if (reply.kind === "refused") asked.reject(new RunRefused(reply.message));
      else asked.reject(new Error(`A thread failed: ${reply.message}`));
    } catch (error) {
      asked.reject(error instanceof Error ? error : new Error(String(error)));
    } finally {
      clearTimeout(late);
      this.#rest();
    }
  }

  async end(): Promise<void> {
    this.isOver = true;
    clearTimeout(this.#timer);
    await this.#worker.terminate();
  }

  #fail(why: string): void {
    this.isOver = true;
    this.#reject?.(unavailable(`The calculation broke off: ${why}.`, 5));
    void this.#worker.terminate();
  }

  #rest(): void {
    this.#reject = null;
    this.#worker.unref();
    this.#timer = setTimeout(() => void this.end(), this.#idleMs);
    this.#timer.unref();
  }
}
