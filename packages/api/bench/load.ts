import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { availableParallelism } from "node:os";

/** A server in a process of its own, on one core where there are several, unless it is given more. */
export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts this script again as the named server; it has to print its port as its first line. */
export async function startServerProcess(script: string, name: string, cores = "0"): Promise<BenchServer> {
  const command = [...pinned(cores), process.execPath, ...process.execArgv, script, name];
  const child = spawn(command[0] ?? "", command.slice(1), { stdio: ["ignore", "pipe", "inherit"] });
  const failed = once(child, "exit").then(([code]) => {
    throw new Error(`${name} ended with ${code} before it listened`);
  });
  const [line] = (await Promise.race([once(child.stdout, "data"), failed])) as [Buffer];
  // What it warns of later belongs beside the figures.
  child.stdout.pipe(process.stderr, { end: false });
  return {
    url: `http://127.0.0.1:${line.toString().trim()}`,
    stop: async () => {
      const ended = once(child, "exit");
      child.kill("SIGTERM");
      await ended;
    },
  };
}

/** Requests a second that wrk gets out of an address. */
export function requestsPerSecond(url: string, options: { seconds: number; headers?: Record<string, string> }): number {
  const headers = Object.entries(options.headers ?? {}).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const load = ["wrk", "-t1", "-c50", `-d${options.seconds}s`, ...headers, url];
  const command = [...pinned(1), ...load];
  const report = execFileSync(command[0] ?? "", command.slice(1), { encoding: "utf8" });
  if (/Non-2xx or 3xx|Socket errors/.test(report)) throw new Error(`wrk saw errors:\n${report}`);
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(report)?.[1];
  if (rate === undefined) throw new Error(`wrk said nothing of use:\n${report}`);
  return Number(rate);
}

// Server and load on a core each, so that one does not take the other's time.
export function pinned(core: number | string): string[] {
  return process.platform === "linux" && availableParallelism() > 1 ? ["taskset", "-c", String(core)] : [];
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
