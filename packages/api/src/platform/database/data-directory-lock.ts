import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** The start cannot go on, for a reason the operator can act on. Printed without a stack. */
export class StartupError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StartupError";
  }
}

export interface DirectoryLock {
  release(): void;
}

interface Holder {
  pid: number;
  /** Tells a living holder from another process that got its number; null where the system does not say. */
  processStart: string | null;
  since: string;
}

const LOCK_FILE = "cryptodesk.lock";
const TAKEOVER_GUARD = "cryptodesk.lock.takeover";
const GUARD_STALE_MS = 5_000;

/**
 * Takes the exclusive lock on an embedded data directory, creating the directory where it is missing.
 * PGlite has no lock of its own, and two processes on one directory silently lose rows.
 * @throws StartupError when another living process holds it, or the directory cannot be written
 */
export function lockDataDirectory(directory: string): DirectoryLock {
  try {
    makeDirectory(directory);
  } catch (error) {
    throw unwritable(directory, error);
  }
  const path = join(directory, LOCK_FILE);
  if (!createLock(path, directory)) takeOver(path, directory);
  return { release: () => releaseOwn(path) };
}

/** Node's own recursive mkdir never returns where the system answers ENOENT under an existing parent, as /proc does. */
function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  try {
    mkdirSync(path);
  } catch (error) {
    if (!isCode(error, "EEXIST")) throw error;
  }
}

function createLock(path: string, directory: string): boolean {
  const holder: Holder = { pid: process.pid, processStart: processStart(process.pid), since: new Date().toISOString() };
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    if (isCode(error, "EEXIST")) return false;
    throw unwritable(directory, error);
  }
  writeFileSync(file, JSON.stringify(holder));
  closeSync(file);
  return true;
}

function takeOver(path: string, directory: string): void {
  refuseIfAlive(path, directory);
  const guard = join(directory, TAKEOVER_GUARD);
  if (!enterGuard(guard)) throw held(directory, "another process that is starting");
  try {
    // Looked at again inside the guard: the holder may have changed since.
    refuseIfAlive(path, directory);
    rmSync(path, { force: true });
    if (!createLock(path, directory)) throw held(directory, "another process that is starting");
  } finally {
    rmdirSync(guard);
  }
}

function enterGuard(guard: string): boolean {
  try {
    mkdirSync(guard);
    return true;
  } catch {
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age < GUARD_STALE_MS) return false;
    rmdirSync(guard);
    mkdirSync(guard);
    return true;
  }
}

function refuseIfAlive(path: string, directory: string): void {
  const holder = readHolder(path);
  if (!holder || holder.pid === process.pid || !isAlive(holder)) return;
  throw held(directory, `process ${holder.pid}, since ${holder.since}`);
}

function readHolder(path: string): Holder | null {
  try {
    const holder: unknown = JSON.parse(readFileSync(path, "utf8"));
    return isHolder(holder) ? holder : null;
  } catch {
    return null;
  }
}

function isHolder(value: unknown): value is Holder {
  return typeof value === "object" && value !== null && "pid" in value && Number.isInteger(value.pid);
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!isCode(error, "EPERM")) return false;
  }
  const start = processStart(holder.pid);
  return start === null || holder.processStart === null || start === holder.processStart;
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat); null where there is no /proc. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
  } catch {
    return null;
  }
}

function releaseOwn(path: string): void {
  if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
}

function held(directory: string, by: string): StartupError {
  return new StartupError(
    `The data directory ${directory} is in use by ${by}. Stop it first, or set CRYPTODESK_DATA_DIR to another directory.`,
  );
}

function unwritable(directory: string, error: unknown): StartupError {
  const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return new StartupError(
    `The data directory ${directory} cannot be written (${reason}). Give this user write access to it, or set CRYPTODESK_DATA_DIR to a directory it can write.`,
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
