import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { eventually } from "./eventually.ts";

const api = resolve(import.meta.dirname, "../..");

/** A process of ours. */
export interface Spawned {
  readonly pid: number;
  /** What it has written so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Waits for a match on its standard output. */
  says(pattern: RegExp, withinMs?: number): Promise<RegExpExecArray>;
  kill(signal?: NodeJS.Signals): void;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>;
}

/** Starts a script of the package (relative to it) with Node, built or from source; `env` is all it gets besides PATH. */
export function spawnScript(script: string, args: readonly string[], env: Record<string, string> = {}): Spawned {
  const conditions = script.endsWith(".ts") ? ["--conditions=source"] : [];
  const child = spawn(process.execPath, [...conditions, resolve(api, script), ...args], {
    cwd: api,
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const out = collect(child.stdout);
  const err = collect(child.stderr);
  return {
    pid: child.pid ?? -1,
    out,
    err,
    says: (pattern, withinMs = 30_000) =>
      eventually(
        `${script} says ${pattern}`,
        () => {
          const match = pattern.exec(out());
          if (match === null && child.exitCode !== null) throw new Error(`${script} ended: ${out()}${err()}`);
          return match;
        },
        withinMs,
      ),
    kill: (signal = "SIGTERM") => void child.kill(signal),
    ended: endOf(child),
  };
}

async function endOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  const [code, signal] = (await once(child, "close")) as [number | null, NodeJS.Signals | null];
  return code ?? signal;
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  return () => text;
}
