import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { explain } from "./explain.mjs";
import { isRecentNode } from "./find-programs.mjs";
import { CommandFailed, collect } from "./spawn.mjs";
import { digest, isStamped, listSources, stamp } from "./stamp.mjs";

describe("the machine's own Node", () => {
  it.each(["22.17.0", "22.20.1", "24.0.0", "26.1.0"])("is used as it is from 22.17 on: %s", (version) => {
    expect(isRecentNode(version)).toBe(true);
  });
  it.each(["20.20.2", "22.16.9", "21.7.0", "18.0.0"])("is too old before: %s", (version) => {
    expect(isRecentNode(version)).toBe(false);
  });
});

describe("the list of sources", () => {
  let base;
  beforeEach(() => {
    base = mkdtempSync(join(tmpdir(), "stamp-"));
    mkdirSync(join(base, "src/deep"), { recursive: true });
    writeFileSync(join(base, "src/a.ts"), "a");
    writeFileSync(join(base, "src/deep/b.ts"), "b");
  });
  afterEach(() => rmSync(base, { recursive: true, force: true }));
  const list = (wanted = () => true) => digest(listSources(base, ["src", "missing"], wanted));

  it("stays the same while no file changes", () => {
    expect(list()).toBe(list());
  });

  it.each([
    ["another size", () => writeFileSync(join(base, "src/deep/b.ts"), "bb")],
    ["another time", () => utimesSync(join(base, "src/a.ts"), 1, 1)],
    ["a new file", () => writeFileSync(join(base, "src/c.ts"), "")],
    ["a missing file", () => rmSync(join(base, "src/a.ts"))],
  ])("changes with %s", (_name, change) => {
    const before = list();
    change();
    expect(list()).not.toBe(before);
  });

  it("leaves out what is not wanted", () => {
    expect(listSources(base, ["src"], (path) => !path.endsWith("deep"))).toHaveLength(1);
  });

  it("is noted in a stamp that holds for that value alone", () => {
    const path = join(base, "made/stamp");
    expect(isStamped(path, "one")).toBe(false);
    stamp(path, "one");
    expect([isStamped(path, "one"), isStamped(path, "two")]).toEqual([true, false]);
  });
});

describe("a failed command", () => {
  it("is told with what it printed on both streams", async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    const failed = await collect("The thing", [process.execPath, "-e", script]).catch((error) => error);
    expect(failed).toBeInstanceOf(CommandFailed);
    expect(explain(failed)).toMatch(/The thing failed:[\s\S]*out/);
    expect(failed.output).toContain("err");
  });

  it("is told also when there is no such program", async () => {
    await expect(collect("pnpm", ["/no/such/program"])).rejects.toThrow("pnpm failed");
  });

  it.each([
    ["getaddrinfo ENOTFOUND registry.example", /registry cannot be reached/],
    ["ENOSPC: no space left on device, write", /disk is full/],
    ["SELF_SIGNED_CERT_IN_CHAIN", /NODE_EXTRA_CA_CERTS/],
    ["EACCES: permission denied, mkdir '/opt/desk/node_modules'", /must belong to the user/],
    ["ERR_PNPM_OUTDATED_LOCKFILE", /does not match its lockfile/],
  ])("comes with what to do: %s", (output, advice) => {
    expect(explain({ what: "Installing packages", output })).toMatch(advice);
  });

  it("is told without stack lines", () => {
    expect(explain({ what: "Building", output: "Error: broken\n    at async plugin (file:1:2)\n" })).toBe(
      "\nBuilding failed:\nError: broken",
    );
  });
});
