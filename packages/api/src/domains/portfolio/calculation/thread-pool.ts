import { Worker } from "node:worker_threads";
import { DomainError, invalidInput, unavailable } from "@cryptodesk/shared/errors/domain-error";
import type { Logger } from "pino";
import type { Answer, Ask, RequestKind, ThreadQuestion, ThreadReply } from "./thread-messages.ts";

/** As much of a worker thread as the pool uses. */
export interface Thread {
  postMessage(question: ThreadQuestion): void;
  on(event: "message", listener: (reply: ThreadReply) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
  terminate(): Promise<unknown>;
}

export interface ThreadPoolOptions {
  threads: number;
  /** How long one question may take before its thread counts as hanging, ms. */
  timeoutMs: number;
  logger: Pick<Logger, "warn">;
  /** Tests give threads of their own. */
  spawn?: () => Thread;
}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: Error): void;
  kind: RequestKind;
}

/** A transaction that contradicts itself or another keeps a portfolio from being calculated. */
export class CalculationProblem extends Error {
  readonly transactionId: string | null;

  constructor(detail: string, transactionId: string | null) {
    super(detail);
    this.name = "CalculationProblem";
    this.transactionId = transactionId;
  }
}

/**
 * A few threads that calculate, started when they are first needed. A portfolio is always with the same one, which keeps
 * it in memory; one that dies or hangs is replaced, and all who wait for it are told.
 */
export class ThreadPool {
  readonly #options: ThreadPoolOptions;
  readonly #seats: Seat[];
  #closed = false;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
    this.#seats = Array.from({ length: Math.max(1, options.threads) }, () => new Seat(options));
  }

  /**
   * Asks the thread of a portfolio.
   * @throws CalculationProblem for transactions that contradict each other; DomainError INVALID_INPUT for the question,
   * UNAVAILABLE where the thread died or hangs, or the process stops
   */
  ask<K extends RequestKind>(portfolioId: string, kind: K, ask: Ask<K>): Promise<Answer<K>> {
    const seat = this.#seats[seatOf(portfolioId, this.#seats.length)];
    if (this.#closed || seat === undefined) return Promise.reject(unavailable("The server stops.", 2));
    return seat.ask(kind, ask) as Promise<Answer<K>>;
  }

  /** How many threads are running. */
  get running(): number {
    return this.#seats.filter(({ isRunning }) => isRunning).length;
  }

  /** Ends every thread; who waits is told so. Safe to call twice. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#seats.map((seat) => seat.end(unavailable("The server stops.", 2))));
  }

  /** The threads' options, for those who build on the pool. */
  get logger(): ThreadPoolOptions["logger"] {
    return this.#options.logger;
  }
}

/** One thread and who waits for it. Questions are answered one after the other, in the order they came. */
class Seat {
  readonly #options: ThreadPoolOptions;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Thread | null = null;
  #timer: NodeJS.Timeout | null = null;
  #next = 1;

  constructor(options: ThreadPoolOptions) {
    this.#options = options;
  }

  get isRunning(): boolean {
    return this.#thread !== null;
  }

  ask(kind: RequestKind, ask: unknown): Promise<unknown> {
    const id = this.#next;
    this.#next += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, kind });
      try {
        this.#thread ??= this.#start();
        this.#thread.postMessage({ id, kind, ask });
      } catch (error) {
        this.#waiting.delete(id);
        reject(unavailable("The calculation cannot be started.", 5, error));
      }
      if (this.#waiting.size === 1) this.#watch();
    });
  }

  async end(reason: Error): Promise<void> {
    const thread = this.#thread;
    this.#fail(reason);
    await thread?.terminate();
  }

  #start(): Thread {
    const thread = (this.#options.spawn ?? spawnThread)();
    const isCurrent = () => this.#thread === thread;
    thread.on("message", (reply) => {
      if (isCurrent()) this.#answer(reply);
    });
    thread.on("error", (error) => {
      if (!isCurrent()) return;
      this.#options.logger.warn({ err: error }, "a calculation thread failed");
      this.#fail(unavailable("The calculation broke off.", 2, error));
    });
    thread.on("exit", (code) => {
      if (isCurrent()) this.#fail(unavailable(`The calculation broke off (${code}).`, 2));
    });
    return thread;
  }

  #answer(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    this.#watch();
    if (waiting === undefined) return;
    if ("answer" in reply) waiting.resolve(reply.answer);
    else waiting.reject(errorOf(reply.error));
  }

  /** The time of a question counts from when the one before it was answered. */
  #watch(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#waiting.size === 0) return;
    this.#timer = setTimeout(() => {
      const kind = this.#waiting.values().next().value?.kind;
      this.#options.logger.warn({ kind, waiting: this.#waiting.size }, "a calculation thread hangs and is replaced");
      void this.end(unavailable("The calculation took too long and was broken off.", 5));
    }, this.#options.timeoutMs);
    this.#timer.unref();
  }

  /** The next question gets a new thread. */
  #fail(error: Error): void {
    this.#thread = null;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(error);
  }
}

function errorOf(error: Extract<ThreadReply, { error: unknown }>["error"]): Error {
  const { kind, message, pointer, transactionId } = error;
  if (kind === "problem") return new CalculationProblem(message, transactionId);
  if (kind === "input")
    return pointer === null ? new DomainError("NOT_FOUND", message) : invalidInput(pointer, message);
  return new Error(`A calculation failed: ${message}`);
}

/** A number from 0 that is always the same for a portfolio: ids are random in their last characters. */
function seatOf(portfolioId: string, seats: number): number {
  return Number.parseInt(portfolioId.slice(-6), 16) % seats;
}

/** From the sources a thread reads the sources, from the build the build. */
function spawnThread(): Thread {
  const isSource = import.meta.url.endsWith(".ts");
  const file = new URL(`./calculation-thread.${isSource ? "ts" : "js"}`, import.meta.url);
  const worker = new Worker(file, {
    execArgv: isSource ? ["--conditions=source", "--no-warnings"] : [],
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    // A thread needs no settings, and so gets no secrets.
    env: {},
  });
  // A process that has nothing else to do may end.
  worker.unref();
  return worker;
}

const MAX_HEAP_MB = 2_048;
