import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Spawned, spawnScript } from "../../../test/support/spawned.ts";
import { lockDataDirectory, StartupError } from "./data-directory-lock.ts";

const HOLDER = "test/support/directory-holder.ts";
const LOCK = "cryptodesk.lock";
const isRoot = process.getuid?.() === 0;

describe("lockDataDirectory", () => {
  let directory: string;
  let child: Spawned | null = null;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "cryptodesk-lock-"));
  });
  afterEach(() => {
    child?.kill("SIGKILL");
    child = null;
    rmSync(directory, { recursive: true, force: true });
  });
  const holder = () => JSON.parse(readFileSync(join(directory, LOCK), "utf8")) as { pid: number; since: string };
  const putHolder = (content: object | string) =>
    writeFileSync(join(directory, LOCK), typeof content === "string" ? content : JSON.stringify(content));

  it("makes the directory where it is missing, and says who holds it", () => {
    const nested = join(directory, "a", "b");
    const lock = lockDataDirectory(nested);
    expect(JSON.parse(readFileSync(join(nested, LOCK), "utf8"))).toMatchObject({ pid: process.pid });
    lock.release();
    expect(existsSync(join(nested, LOCK))).toBe(false);
  });

  it("refuses a second process, naming the first one's number and since when it holds the directory", async () => {
    child = spawnScript(HOLDER, [directory]);
    await child.says(/held/);
    const { pid, since } = holder();
    expect(pid).toBe(child.pid);
    expect(() => lockDataDirectory(directory)).toThrow(StartupError);
    expect(() => lockDataDirectory(directory)).toThrow(`process ${pid}, since ${since}`);
    expect(holder().pid).toBe(pid);
  });

  it("takes over from a holder that was killed", async () => {
    child = spawnScript(HOLDER, [directory]);
    await child.says(/held/);
    child.kill("SIGKILL");
    await child.ended;
    expect(existsSync(join(directory, LOCK))).toBe(true);
    lockDataDirectory(directory);
    expect(holder().pid).toBe(process.pid);
  });

  it("lets exactly one of several processes have it that start at once on a stale lock", async () => {
    putHolder({ pid: 2 ** 22 + 1, processStart: "1", since: "2026-01-01T00:00:00.000Z" });
    const starting = Array.from({ length: 4 }, () => spawnScript(HOLDER, [directory]));
    try {
      const outcomes = await Promise.all(
        starting.map((one) => Promise.race([one.says(/held/).then(() => "held"), one.ended])),
      );
      expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 1)).toHaveLength(3);
    } finally {
      for (const one of starting) one.kill("SIGKILL");
    }
  }, 60_000);

  it.runIf(existsSync("/proc/self/stat"))("is not fooled by another process that got the holder's number", () => {
    putHolder({ pid: process.ppid, processStart: "1", since: "2026-01-01T00:00:00.000Z" });
    lockDataDirectory(directory).release();
    expect(existsSync(join(directory, LOCK))).toBe(false);
  });

  it.each(["", "no JSON", '{"pid":"7"}', "[]", "null"])("takes over a lock file that says %j", (content) => {
    putHolder(content);
    lockDataDirectory(directory);
    expect(holder().pid).toBe(process.pid);
  });

  it("waits for nobody: a takeover in hand refuses, one that was left behind does not", () => {
    putHolder({ pid: 2 ** 22 + 1, processStart: "1", since: "2026-01-01T00:00:00.000Z" });
    const guard = join(directory, `${LOCK}.takeover`);
    mkdirSync(guard);
    expect(() => lockDataDirectory(directory)).toThrow(/another process that is starting/);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(guard, longAgo, longAgo);
    lockDataDirectory(directory);
    expect(existsSync(guard)).toBe(false);
  });

  it("does not remove a lock that is another's by now", () => {
    const lock = lockDataDirectory(directory);
    putHolder({ pid: process.ppid, processStart: null, since: "2026-01-01T00:00:00.000Z" });
    lock.release();
    expect(holder().pid).toBe(process.ppid);
  });

  it("names a directory that cannot be made", () => {
    const file = join(directory, "file");
    writeFileSync(file, "");
    expect(() => lockDataDirectory(join(file, "data"))).toThrow(
      new RegExp(`${file}/data cannot be written \\(ENOTDIR\\)`),
    );
  });

  it.runIf(existsSync("/proc/self/stat"))(
    "names a directory that the system itself refuses, instead of hanging",
    () => {
      expect(() => lockDataDirectory("/proc/cryptodesk/data")).toThrow(
        "/proc/cryptodesk/data cannot be written (ENOENT)",
      );
    },
  );

  it.skipIf(isRoot)("names a directory that cannot be written", () => {
    chmodSync(directory, 0o500);
    expect(() => lockDataDirectory(directory)).toThrow(`${directory} cannot be written (EACCES)`);
    chmodSync(directory, 0o700);
  });
});
