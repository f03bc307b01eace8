import { execFileSync, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { rolldown } from "rolldown";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import config from "../rolldown.config.ts";
import { tokenAnswer } from "./canned-accounts.ts";
import { bitcoin } from "./canned-answers.ts";
import { asking } from "./canned-imports.ts";
import { PORTFOLIO_ID } from "./canned-portfolio.ts";
import { type FakeDesk, refusal, startFakeDesk } from "./fake-desk.ts";

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
  CRYPTODESK_CONFIG_DIR: join(home, "config"),
  // A test must not write into the keyring of whoever runs it.
  CRYPTODESK_CREDENTIALS: "file",
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

/** A file with a password, to be piped in. */
function passwordFile(): string {
  const path = join(home, "password.txt");
  writeFileSync(path, `${PASSWORD}\n`, { mode: 0o600 });
  return path;
}

const PASSWORD = "correct horse battery staple";

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

  it("signs in with a piped password, keeps the tokens to its owner, and signs out", async () => {
    const login = await shell(`"$NODE" "$CLI" login ada@example.com --password-stdin < '${passwordFile()}'`);
    expect({ code: login.code, out: login.out }).toMatchObject({ code: 0, out: expect.stringContaining("Signed in") });
    const accounts = join(home, "config", "credentials", "accounts.json");
    expect(statSync(accounts).mode & 0o777).toBe(0o600);
    expect(readFileSync(accounts, "utf8")).not.toContain(PASSWORD);
    expect(`${login.out}${login.err}`).not.toMatch(/access-|refresh-|correct horse/);
    expect((await built(["whoami"])).code).toBe(0);
    expect(desk.tokens.at(-1)).toBe("access-1");
    expect((await built(["logout"])).code).toBe(0);
  });

  it("refreshes once for several processes at a time, though each token works only once", async () => {
    await shell(`"$NODE" "$CLI" login ada@example.com --password-stdin < '${passwordFile()}'`);
    const accounts = join(home, "config", "credentials", "accounts.json");
    const text = readFileSync(accounts, "utf8");
    writeFileSync(
      accounts,
      text.replace(/"accessExpiresAt": "[^"]+"/, '"accessExpiresAt": "2020-01-01T00:00:00.000Z"'),
    );
    const used = new Set<string>();
    desk.answers["auth.refresh"] = ({ refreshToken }: { refreshToken: string }) => {
      if (used.has(refreshToken)) throw refusal(401, "This session has ended.");
      used.add(refreshToken);
      return tokenAnswer(used.size + 1);
    };
    const ended = await Promise.all(Array.from({ length: 5 }, () => built(["whoami"])));
    delete desk.answers["auth.refresh"];
    expect(ended.map(({ code, err }) => ({ code, err }))).toEqual(Array(5).fill({ code: 0, err: "" }));
    expect([...used]).toEqual(["refresh-1"]);
    await built(["logout"]);
  });

  it("asks for the password on a real terminal without showing it", async ({ skip }) => {
    if (spawnSync("script", ["--version"]).status !== 0) return skip("no script(1) here");
    const typed = await onTerminal(["login", "ada@example.com"], "Password of", `${PASSWORD}\r`);
    expect(typed.code).toBe(0);
    expect(typed.screen).toContain("Signed in as ada@example.com");
    expect(typed.screen).not.toContain("horse");
    expect(desk.calls.findLast(({ path }) => path === "auth.login")?.input).toMatchObject({ password: PASSWORD });
    await built(["logout"]);
  });

  it.each([
    ["0 when signed in by API key", ["whoami"], { CRYPTODESK_API_KEY: "cdk_abcdefghijklmnop_1234abcd" }, 0],
    ["1 when refused", ["account", "keys"], {}, 1],
    ["2 when the key is none", ["whoami"], { CRYPTODESK_API_KEY: "hunter2-hunter2" }, 2],
    ["4 when nobody is signed in", ["account", "sessions"], {}, 4],
  ] as const)("ends with %s", async (_, words, extra, code) => {
    desk.answers["account.sessions"] = () => {
      throw refusal(401, "Sign in first.");
    };
    desk.answers["account.keys"] = () => {
      throw refusal(403, "Not you.");
    };
    const ended = await built([...words], extra);
    expect(ended.code).toBe(code);
    expect(`${ended.out}${ended.err}`).not.toMatch(/hunter2|cdk_abc/);
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

/** Runs the built program on a terminal of its own and types `keys` when `question` stands there. */
function onTerminal(words: string[], question: string, keys: string) {
  return new Promise<{ code: number | null; screen: string }>((done) => {
    const command = [process.execPath, program, ...words].map((word) => `'${word}'`).join(" ");
    const child = spawn("script", ["-qec", command, "/dev/null"], {
      env: environment(),
      stdio: ["pipe", "pipe", "pipe"],
    });
    let screen = "";
    let asked = false;
    child.stdout.on("data", (chunk) => {
      screen += chunk;
      if (asked || !screen.includes(question)) return;
      asked = true;
      child.stdin.write(keys);
    });
    child.on("close", (code) => done({ code, screen }));
  });
}

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

describe("the built program and portfolios", () => {
  it("records a transaction, shows holdings, explains, and asks nothing in a pipe", async () => {
    const at = ["--portfolio", PORTFOLIO_ID];
    const unasked = await built(["portfolio", "add", "buy", "1", "other:x", ...at]);
    expect(unasked.code).toBe(2);
    expect(unasked.err).toContain("add --yes");
    const made = await built(["portfolio", "add", "buy", "1", "other:x", "--yes", "--json", ...at]);
    expect(JSON.parse(made.out)).toMatchObject({ type: "buy", quantity: "0.5" });
    const holdings = await built(["portfolio", "holdings", ...at]);
    expect(holdings.out).toContain("short 1.5");
    const explained = await built(["portfolio", "explain", "realizedPnl", "--depth", "1", ...at]);
    expect(explained.out).toContain("the same to the last decimal");
  });

  it("sends a file and ends with 2 where it is asked something", async () => {
    const file = join(home, "trades.csv");
    writeFileSync(file, "a,b\n");
    desk.answers["portfolioImport.get"] = () => asking;
    const words = ["portfolio", "import", file, "--yes", "--portfolio", PORTFOLIO_ID];
    const { code, err } = await built(words);
    delete desk.answers["portfolioImport.get"];
    expect(code).toBe(2);
    expect(err).toContain("--date-order dmy|mdy");
  });
});
