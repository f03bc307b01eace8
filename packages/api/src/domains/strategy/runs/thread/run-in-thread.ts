import { Worker } from "node:worker_threads";
import type { BacktestMessage, BacktestTask, ThreadTask } from "./run-task.ts";

// From the sources threads need what the process was started with, also where a test runner started it otherwise.
const fromSource = import.meta.url.endsWith(".ts");
const THREAD = new URL(fromSource ? "./run-thread.ts" : "./run-thread.js", import.meta.url);
const MAX_HEAP_MB = 2_048;

/** What cannot be run, in words for whoever asked. */
export class RunRefused extends Error {}

export interface ThreadEnd {
  readonly summary: string;
  readonly report: string;
}

export interface ThreadPorts {
  progress(done: number, total: number | null, note: string | null): void;
  /** Takes trades as a JSON text; the thread goes on meanwhile, and ends when all are taken. */
  trades(trades: string): Promise<void>;
}

/**
 * Carries a task out in a thread of its own. An abort ends the thread at once, in the middle of a calculation.
 * @throws RunRefused, what a port throws, the signal's reason, or an Error where the thread dies
 */
export async function runInThread(task: BacktestTask, ports: ThreadPorts, signal: AbortSignal): Promise<ThreadEnd> {
  signal.throwIfAborted();
  const thread = startThread(task);
  try {
    return await new Promise<ThreadEnd>((resolve, reject) => {
      let written = Promise.resolve();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      thread.on("error", reject);
      thread.on("exit", (code) => {
        // What it said last is still on its way to being written.
        written.then(() => reject(new Error(`The thread of the run ended with code ${code}.`)), reject);
      });
      thread.on("message", (message: BacktestMessage) => {
        if (message.kind === "progress") return ports.progress(message.done, message.total, message.note);
        if (message.kind === "refused") return reject(new RunRefused(message.message));
        if (message.kind === "trades") {
          written = written.then(() => ports.trades(message.trades));
          return void written.catch(reject);
        }
        written.then(() => resolve({ summary: message.summary, report: message.report }), reject);
      });
    });
  } finally {
    await thread.terminate();
  }
}

/** A thread that begins with its task at once. */
export function startThread(task: ThreadTask): Worker {
  return new Worker(THREAD, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    // A thread needs no settings, and so gets no secrets.
    env: {},
    ...(fromSource && { execArgv: ["--conditions=source", "--disable-warning=ExperimentalWarning"] }),
  });
}
