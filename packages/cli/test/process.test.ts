import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import config from "../rolldown.config.ts";
import { bitcoin } from "./canned-answers.ts";
import { type FakeDesk, startFakeDesk } from "./fake-desk.ts";

// Processes and streams start slowly on a busy machine.
vi.setConfig({ testTimeout: 20_000 });

const root = resolve(import.meta.dirname, "..");
let desk: FakeDesk;
let program: string;
let home: string;

beforeAll(async () => {
  desk = await startFakeDesk();
  home = mkdtempSync(join(tmpdir(), "cryptodesk-built-"));
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  const { output, ...input } = config;
  const bundle = await rolldown({ ...input, cwd: root });
  await bundle.write({ ...output, dir: home });
  await bundle.close();
  program = join(home, "cryptodesk.js");
}, 60_000);
afterAll(() => desk.close());

const environment = (extra: Record<string, string> = {}) => ({
  PATH: process.env.PATH ?? "",
  HOME: home,
  CRYPTODESK_CONFIG_DIR: home,
  CRYPTODESK_URL: desk.url,
  ...extra,
});

/** Runs the built program to its end without blocking the fake desk, which lives in this process. */
function built(words: string[], extra: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = spawn(process.execPath, [program, ...words], {
      env: environment(extra),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      texts.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      texts.err += chunk;
    });
    child.on("close", (code) => done({ code, ...texts }));
  });
}

function shell(command: string) {
  return new Promise<{ code: number | null; out: string; err: string }>((done) => {
    const child = spawn("bash", ["-c", `set -o pipefail; ${command}`], {
      env: environment({ NODE: process.execPath, CLI: program }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const texts = { out: "", err: "" };
    child.stdout.on("data", (chunk) => {
      texts.out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      texts.err += chunk;
    });
    child.on("close", (code) => done({ code, ...texts }));
  });
}

describe("the built program", () => {
  it("needs nothing but its own files", async () => {
    const { code, out } = await built(["--version"]);
    expect({ code, out }).toEqual({ code: 0, out: "0.1.0\n" });
  });

  it("prints data on stdout, notes on stderr, and no colour into a pipe", async () => {
    const { code, out, err } = await built(["market", "list"]);
    expect(code).toBe(0);
    expect(out).toContain("64,250.12");
    expect(out).not.toContain("\u001b");
    expect(err).toMatch(/^Prices are \d+[smhd] old\.\n$/);
  });

  it("colours a pipe only when told to, and NO_COLOR outranks that", async () => {
    expect((await built(["market", "overview"], { FORCE_COLOR: "1" })).out).toContain("\u001b[");
    expect((await built(["market", "overview"], { FORCE_COLOR: "1", NO_COLOR: "1" })).out).not.toContain("\u001b[");
  });

  it.each([
    [["market", "list"], 0],
    [["market", "list", "--sort", "nothing"], 2],
    [["status", "--url", "http://127.0.0.1:1"], 1],
  ])("%j ends with %i", async (words, code) => {
    expect((await built(words)).code).toBe(code);
  });

  it("names a host that cannot be found", async () => {
    const { code, err } = await built(["status", "--url", "http://no-such-host.invalid:4000"]);
    expect(code).toBe(1);
    expect(err).toContain("http://no-such-host.invalid:4000");
  });

  it("ends quietly when its reader has seen enough", async () => {
    desk.answers["market.list"] = ({ cursor }: { cursor?: string }) => ({
      items: Array.from({ length: 250 }, () => bitcoin),
      nextCursor: String(Number(cursor ?? 0) + 1),
    });
    const { code, out, err } = await shell('"$NODE" "$CLI" market list --all --format csv | head -2');
    delete desk.answers["market.list"];
    expect(out.split("\r\n")).toHaveLength(3);
    expect({ code, err }).toEqual({ code: 0, err: "" });
  }, 20_000);

  it("ends with 130 on SIGINT while it waits for an answer", async () => {
    let asked = () => {};
    const question = new Promise<void>((done) => {
      asked = done;
    });
    desk.answers["system.status"] = () => {
      asked();
      return new Promise(() => {});
    };
    const child = spawn(process.execPath, [program, "status"], { env: environment(), stdio: "ignore" });
    await question;
    child.kill("SIGINT");
    const code = await new Promise((done) => child.on("close", done));
    delete desk.answers["system.status"];
    expect(code).toBe(130);
  });

  it("runs on Node 20 where the machine has it", ({ skip }) => {
    const node20 = ["/usr/bin/node", "/usr/local/bin/node"].find((path) => /^v20\./.test(versionOf(path)));
    if (!node20) return skip("no Node 20 here");
    const { status, stdout } = spawnSync(node20, [program, "market", "list", "--help"], {
      env: environment(),
      encoding: "utf8",
    });
    expect(status).toBe(0);
    expect(stdout).toContain("Usage: cryptodesk market list");
  });
});

describe("the launcher", () => {
  it("says what to do when nothing is built", () => {
    const bare = mkdtempSync(join(tmpdir(), "cryptodesk-bare-"));
    execFileSync("cp", ["-r", join(root, "bin"), bare]);
    writeFileSync(join(bare, "package.json"), '{"type":"module"}');
    const { status, stderr } = spawnSync(process.execPath, [join(bare, "bin", "cryptodesk.js")], { encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("npm start");
  });
});

function versionOf(path: string): string {
  return spawnSync(path, ["--version"], { encoding: "utf8" }).stdout ?? "";
}
