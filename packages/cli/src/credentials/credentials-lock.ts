import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { makePrivateDirectory } from "./account-file.ts";

const RETRY_MS = 50;

/**
 * Runs `work` while no other process of this user changes the sign-ins. A lock whose process has died is taken over;
 * past `patienceMs` its holder is taken for dead, too.
 */
export async function withLock<T>(
  directory: string,
  { pause, patienceMs }: { pause: (ms: number) => Promise<void>; patienceMs: number },
  work: () => Promise<T>,
): Promise<T> {
  makePrivateDirectory(directory);
  const path = join(directory, "lock");
  const mark = `${process.pid} ${hostname()}`;
  for (let waited = 0; !tryLock(path, mark); waited += RETRY_MS) {
    if (waited >= patienceMs || holderIsDead(path)) rmSync(path, { force: true });
    else await pause(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    rmSync(path, { force: true });
  }
}

function tryLock(path: string, mark: string): boolean {
  try {
    writeFileSync(path, mark, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function holderIsDead(path: string): boolean {
  const [pid = "", host = ""] = readHolder(path).split(" ");
  if (host !== hostname() || !/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ESRCH";
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // It was given back just now.
    return "";
  }
}
