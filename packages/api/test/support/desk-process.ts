import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "./servers.ts";

const main = fileURLToPath(new URL("../../dist/src/main.js", import.meta.url));
const READY_DEADLINE_MS = 60_000;

/** A process of the built product. */
export interface DeskProcess {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Everything it printed so far. */
  output(): string;
  /** SIGTERM; the exit code, or the signal's name where it did not end by itself. */
  stop(): Promise<number | string>;
  /** SIGKILL. */
  kill(): Promise<void>;
}

/** Why the product cannot be started here, or null when it can. */
export function deskAbsence(): string | null {
  return existsSync(main) ? null : "the product is not built: run pnpm build";
}

/**
 * Starts `main.js` on a free port with nothing but these settings in its environment, and waits until it is ready.
 * It never outlives this process.
 */
export async function startDeskProcess(settings: Readonly<Record<string, string>>): Promise<DeskProcess> {
  const port = Number(settings.PORT ?? (await freePort()));
  const env = { PATH: process.env.PATH ?? "", HOST: "127.0.0.1", ...settings, PORT: String(port) };
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "pipe"] });
  const end = () => child.kill("SIGKILL");
  process.once("exit", end);
  let printed = "";
  const read = (text: Buffer) => {
    printed += text.toString();
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  const ended = once(child, "exit").then(([code, signal]: (number | string)[]) => {
    process.off("exit", end);
    return code ?? signal ?? "unknown";
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url, child, () => printed);
  return {
    url,
    port,
    pid: child.pid ?? 0,
    output: () => printed,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function untilReady(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  const deadline = Date.now() + READY_DEADLINE_MS;
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(`${url}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    await wait(100);
  }
  child.kill("SIGKILL");
  throw new Error(`not ready at ${url}:\n${printed().slice(-3000)}`);
}
