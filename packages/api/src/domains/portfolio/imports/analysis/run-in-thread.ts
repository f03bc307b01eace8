import { Worker } from "node:worker_threads";
import type { AnalysisPorts, AnalysisResult, AnalysisTask } from "./analysis-task.ts";
import type { ProcessMessage, ThreadMessage, ThreadQuestion } from "./analysis-thread.ts";

// From the sources threads need what the process was started with, also where a test runner started it otherwise.
const fromSource = import.meta.url.endsWith(".ts");
const THREAD = new URL(fromSource ? "./analysis-thread.ts" : "./analysis-thread.js", import.meta.url);
const MAX_HEAP_MB = 512;

/**
 * Runs an analysis in a thread of its own; what it asks for is answered here.
 * @throws what a port throws, the signal's reason, or an Error where the thread dies
 */
export async function analyseInThread(
  task: AnalysisTask,
  ports: AnalysisPorts,
  signal: AbortSignal,
): Promise<AnalysisResult> {
  signal.throwIfAborted();
  const thread = new Worker(THREAD, {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
    ...(fromSource && { execArgv: ["--conditions=source", "--disable-warning=ExperimentalWarning"] }),
  });
  try {
    return await new Promise<AnalysisResult>((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      thread.on("error", reject);
      thread.on("exit", (code) => reject(new Error(`The thread that reads the file ended with code ${code}.`)));
      thread.on("message", (message: ThreadMessage) => {
        if (message.kind === "done") return resolve(message.result);
        if (message.kind === "failed") return reject(new Error(message.message));
        if (message.kind === "progress") return ports.progress(message.share);
        answer(message, ports).then((value) => {
          thread.postMessage({ kind: "answer", id: message.id, value } satisfies ProcessMessage);
        }, reject);
      });
      thread.postMessage({ kind: "begin", task } satisfies ProcessMessage);
    });
  } finally {
    await thread.terminate();
  }
}

async function answer(question: ThreadQuestion, ports: AnalysisPorts) {
  if (question.kind === "part") return ports.part(question.offset);
  if (question.kind === "meanings") return ports.meanings(question.symbols);
  await ports.write(question.rows);
  return null;
}
