import { parentPort } from "node:worker_threads";
import type { AssetMeaning } from "../booking/asset-meaning.ts";
import { analyseFile } from "./analyse-file.ts";
import type { AnalysisResult, AnalysisTask } from "./analysis-task.ts";

/** What the thread asks of the process; each is answered with its number. */
export type ThreadQuestion =
  | { kind: "part"; id: number; offset: number }
  | { kind: "meanings"; id: number; symbols: readonly string[] }
  | { kind: "write"; id: number; rows: string };

export type ThreadMessage =
  | ThreadQuestion
  | { kind: "progress"; share: number }
  | { kind: "done"; result: AnalysisResult }
  | { kind: "failed"; message: string };

export type ProcessMessage =
  | { kind: "begin"; task: AnalysisTask }
  | { kind: "answer"; id: number; value: Uint8Array | AssetMeaning[] | null };

type Unnumbered<T> = T extends unknown ? Omit<T, "id"> : never;

/** Analyses one file and ends. */
function work(port: NonNullable<typeof parentPort>): void {
  const open = new Map<number, (value: unknown) => void>();
  let last = 0;
  const say = (message: ThreadMessage) => port.postMessage(message);
  const ask = <T>(question: Unnumbered<ThreadQuestion>): Promise<T> => {
    last += 1;
    const id = last;
    return new Promise<T>((resolve) => {
      open.set(id, (value) => resolve(value as T));
      say({ ...question, id } as ThreadQuestion);
    });
  };
  const begin = async (task: AnalysisTask) => {
    try {
      const result = await analyseFile(task, {
        part: (offset) => ask<Uint8Array>({ kind: "part", offset }),
        meanings: (symbols) => ask<AssetMeaning[]>({ kind: "meanings", symbols }),
        write: (rows) => ask<void>({ kind: "write", rows }),
        progress: (share) => say({ kind: "progress", share }),
      });
      say({ kind: "done", result });
    } catch (error) {
      say({ kind: "failed", message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
    port.close();
  };
  port.on("message", (message: ProcessMessage) => {
    if (message.kind === "begin") return void begin(message.task);
    const answer = open.get(message.id);
    open.delete(message.id);
    answer?.(message.value);
  });
}

if (parentPort) work(parentPort);
