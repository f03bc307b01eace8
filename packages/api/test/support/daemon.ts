import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";

const START_DEADLINE_MS = 30_000;

/** What to run and how to know that it is ready. */
export interface DaemonSpec {
  readonly command: string;
  readonly args: readonly string[];
  /** Account to run as, or null for our own. */
  readonly user: { uid: number; gid: number } | null;
  readonly cwd: string;
  /** Ready once this occurs in what it prints. */
  readonly readyText: string;
  readonly stopSignal: NodeJS.Signals;
}

/** A running server program with its child processes. */
export interface Daemon {
  freeze(): void;
  thaw(): void;
  /** Resolves when it has ended; safe to call twice. */
  stop(): Promise<void>;
}

/** Starts a server program and waits until it says that it is ready. It never outlives this process. */
export async function startDaemon(spec: DaemonSpec): Promise<Daemon> {
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    stdio: ["ignore", "pipe", "pipe"],
    ...(spec.user ?? {}),
  });
  const killNow = () => {
    for (const pid of familyOf(child)) signal(pid, "SIGKILL");
  };
  process.once("exit", killNow);
  child.once("exit", () => process.off("exit", killNow));
  await untilReady(child, spec);
  return {
    freeze: () => {
      // The parent first: a child that it forks while they are counted would go on and answer.
      if (child.pid !== undefined) signal(child.pid, "SIGSTOP");
      for (const pid of familyOf(child)) signal(pid, "SIGSTOP");
    },
    thaw: () => {
      for (const pid of familyOf(child).reverse()) signal(pid, "SIGCONT");
    },
    stop: () => stop(child, spec.stopSignal),
  };
}

async function untilReady(child: ChildProcess, { command, readyText }: DaemonSpec): Promise<void> {
  let printed = "";
  await new Promise<void>((resolve, reject) => {
    const refuse = (why: string) => reject(new Error(`${command} ${why}:\n${printed.slice(-2000)}`));
    const deadline = setTimeout(() => {
      child.kill("SIGKILL");
      refuse("was not ready in time");
    }, START_DEADLINE_MS);
    const read = (text: Buffer) => {
      printed += text.toString();
      if (!printed.includes(readyText)) return;
      clearTimeout(deadline);
      resolve();
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", (error) => refuse(error.message));
    child.once("exit", (code) => {
      clearTimeout(deadline);
      refuse(`ended with ${code}`);
    });
  });
  // The pipes are drained to the end, or the server would block once they are full.
  child.stdout?.removeAllListeners("data").resume();
  child.stderr?.removeAllListeners("data").resume();
}

async function stop(child: ChildProcess, stopSignal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  for (const pid of familyOf(child).reverse()) signal(pid, "SIGCONT");
  child.kill(stopSignal);
  await ended;
}

/**
 * The process and its direct children, parent first. Postgres puts every backend in a process group of its own, so
 * that signalling the group of the postmaster alone would leave them running.
 */
function familyOf({ pid }: ChildProcess): number[] {
  if (pid === undefined) return [];
  const children = readdirSync("/proc").filter((entry) => /^\d+$/.test(entry) && parentOf(entry) === pid);
  return [pid, ...children.map(Number)];
}

function parentOf(pid: string): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
