import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deskAbsence } from "../test/support/desk-process.ts";
import { eventually } from "../test/support/eventually.ts";
import { copyMigratedDirectory, type MigratedDirectory } from "../test/support/migrated-pglite.ts";
import { freePort } from "../test/support/servers.ts";
import { type Spawned, spawnScript } from "../test/support/spawned.ts";

const SETTINGS = { MARKET_SOURCE: "sandbox", PORT: "0", LOG_LEVEL: "silent" };
const READY = /is ready: (http:\S+)/;
const isRoot = process.getuid?.() === 0;

describe.skipIf(deskAbsence() !== null)("the process", () => {
  let directory: MigratedDirectory;
  let running: Spawned[] = [];
  let listener: Server | null = null;

  beforeEach(async () => {
    directory = await copyMigratedDirectory();
  });
  afterEach(async () => {
    for (const one of running) one.kill("SIGKILL");
    await Promise.all(running.map(({ ended }) => ended));
    running = [];
    listener?.close();
    directory.remove();
  });

  function start(settings: Record<string, string> = {}): Spawned {
    const started = spawnScript("dist/src/main.js", [], {
      ...SETTINGS,
      CRYPTODESK_DATA_DIR: directory.path,
      ...settings,
    });
    running.push(started);
    return started;
  }
  /** Runs it to its end, which must not be ready, and gives code and message. */
  async function failed(settings: Record<string, string>) {
    const one = start(settings);
    const code = await one.ended;
    expect(one.out()).not.toMatch(READY);
    expect(one.err()).not.toMatch(/\n\s+at |node:internal/);
    return { code, message: one.err() };
  }

  it("says what is wrong with each bad setting and exits with 2", async () => {
    const { code, message } = await failed({ PORT: "http", REFRESH_TOP_SECONDS: "1" });
    expect(code).toBe(2);
    expect(message).toMatch(/PORT: must be a whole number/);
    expect(message).toMatch(/REFRESH_TOP_SECONDS: /);
  });

  it("names a port that is taken, and leaves the data directory free", async () => {
    listener = createServer().listen(0, "127.0.0.1");
    await once(listener, "listening");
    const address = listener.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const { code, message } = await failed({ PORT: String(port) });
    expect(code).toBe(1);
    expect(message).toContain(`PORT: ${port} is taken on 127.0.0.1`);
    expect(existsSync(join(directory.path, "cryptodesk.lock"))).toBe(false);
  });

  it("names an address that is not this machine's", async () => {
    const { code, message } = await failed({ HOST: "192.0.2.1" });
    expect(code).toBe(1);
    expect(message).toContain("HOST: 192.0.2.1 is not an address of this machine");
  });

  it("names a DATABASE_URL that nothing answers at, without its password", async () => {
    const port = await freePort();
    const { code, message } = await failed({ DATABASE_URL: `postgres://desk:hunter2@127.0.0.1:${port}/desk` });
    expect(code).toBe(1);
    expect(message).toContain(`DATABASE_URL: Postgres at 127.0.0.1:${port}/desk cannot be reached`);
    expect(message).not.toContain("hunter2");
  });

  it("names a data directory that cannot be made", async () => {
    const { code, message } = await failed({ CRYPTODESK_DATA_DIR: "/proc/cryptodesk" });
    expect(code).toBe(1);
    expect(message).toMatch(/data directory \/proc\/cryptodesk cannot be written/);
  });

  it.skipIf(isRoot)("names a data directory that cannot be written", async () => {
    const path = mkdtempSync(join(tmpdir(), "cryptodesk-readonly-"));
    chmodSync(path, 0o500);
    const { code, message } = await failed({ CRYPTODESK_DATA_DIR: path });
    rmSync(path, { recursive: true });
    expect(code).toBe(1);
    expect(message).toContain(`${path} cannot be written`);
  });

  it("serves, refuses a second process on its directory, and ends with 0 on SIGTERM leaving nothing behind", async () => {
    const first = start();
    const [, url = ""] = await first.says(READY, 60_000);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    const second = await failed({});
    expect(second.code).toBe(1);
    const { since } = JSON.parse(readFileSync(join(directory.path, "cryptodesk.lock"), "utf8")) as { since: string };
    expect(second.message).toContain(`in use by process ${first.pid}, since ${since}`);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    first.kill("SIGTERM");
    expect(await first.ended).toBe(0);
    expect(existsSync(join(directory.path, "cryptodesk.lock"))).toBe(false);
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    expect(first.err()).toBe("");
  }, 120_000);

  it("starts again on the directory of a process that was killed, with the market it had", async () => {
    const first = start();
    await first.says(READY, 60_000);
    first.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    const second = start();
    const [, url = ""] = await second.says(READY, 60_000);
    const page = (await (await fetch(`${url}/api/v1/cryptocurrencies?limit=250`)).json()) as { items: unknown[] };
    expect(page.items).toHaveLength(250);
    second.kill("SIGTERM");
    expect(await second.ended).toBe(0);
  }, 120_000);

  it("refuses another market than its database holds", async () => {
    const first = start();
    await first.says(READY, 60_000);
    first.kill("SIGTERM");
    await first.ended;
    const { code, message } = await failed({ MARKET_SOURCE: "live" });
    expect(code).toBe(1);
    expect(message).toContain("this database holds the sandbox market");
  }, 120_000);

  it("ends with 0 on a SIGTERM that comes while it starts", async () => {
    const one = start();
    await eventually("it holds the directory", () => existsSync(join(directory.path, "cryptodesk.lock")));
    one.kill("SIGTERM");
    expect(await one.ended).toBe(0);
    expect(existsSync(join(directory.path, "cryptodesk.lock"))).toBe(false);
  }, 120_000);
});
