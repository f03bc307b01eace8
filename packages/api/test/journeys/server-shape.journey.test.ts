import { readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { nginxAbsence, startNginx } from "../support/nginx.ts";
import type { TestServer } from "../support/servers.ts";
import { createTestDatabase, type TestDatabase, testDatabaseUrl, testRedisUrl } from "../support/shared-servers.ts";

const webRoot = fileURLToPath(new URL("../../../web/dist/app", import.meta.url));
const LIST = "/api/v1/cryptocurrencies?limit=50";
const missing =
  deskAbsence() ??
  nginxAbsence() ??
  (testDatabaseUrl === null ? "no Postgres" : null) ??
  (testRedisUrl === null ? "no Redis" : null);

interface Page {
  items: { id: string; priceUsd: string }[];
}

describe.skipIf(missing !== null)("two api processes and two workers on Postgres and Redis behind nginx", () => {
  let database: TestDatabase;
  let apis: DeskProcess[] = [];
  let workers: DeskProcess[] = [];
  let nginx: TestServer;

  beforeAll(async () => {
    database = await createTestDatabase();
    const settings = {
      DATABASE_URL: database.url,
      REDIS_URL: testRedisUrl ?? "",
      MARKET_SOURCE: "sandbox",
      SANDBOX_TICK_SECONDS: "1",
      TRUST_PROXY: "1",
      LOG_LEVEL: "warn",
    };
    const start = (role: string) => startDeskProcess({ ...settings, CRYPTODESK_ROLE: role });
    // All four meet an empty database at the same time.
    const started = await Promise.all([start("api"), start("api"), start("worker"), start("worker")]);
    apis = started.slice(0, 2);
    workers = started.slice(2);
    const front = await startNginx(
      apis.map(({ port }) => port),
      webRoot,
    );
    if (front.server === null) throw new Error(front.reason);
    nginx = front.server;
    await until(async () => (await readPage(nginx.url)).items.length === 50);
  });

  afterAll(async () => {
    await nginx?.stop();
    await Promise.all([...apis, ...workers].map((desk) => desk.kill()));
    await database?.drop();
  });

  it("serve the same listings from every api process", async () => {
    const pages = await Promise.all(apis.map(({ url }) => readPage(url)));
    expect(pages[0]?.items.map(({ id }) => id)).toEqual(pages[1]?.items.map(({ id }) => id));
  });

  it("serve the page with its content policy and its files for ever", async () => {
    const page = await fetch(`${nginx.url}/coins/bitcoin`, { headers: { accept: "text/html" } });
    expect(await page.text()).toContain('<div id="');
    expect(page.headers.get("content-security-policy")).toContain("default-src 'self'");
    const [asset] = readdirSync(join(webRoot, "assets"));
    const file = await fetch(`${nginx.url}/assets/${asset}`);
    expect(file.status).toBe(200);
    expect(file.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect((await fetch(`${nginx.url}/assets/none.js`)).status).toBe(404);
  });

  it("pass on live changes without holding them back", async () => {
    const controller = new AbortController();
    const stream = await fetch(`${nginx.url}/api/v1/market/stream`, { signal: controller.signal });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(await readUntil(stream, "event: tick")).toContain("event: hello");
    controller.abort();
  });

  it("run a manual sync on a worker, whichever api process took it", async () => {
    const accepted = await fetch(`${nginx.url}/api/v1/cryptocurrencies/sync`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: "{}",
    });
    expect(accepted.status).toBe(202);
    const status = accepted.headers.get("location") ?? "";
    await until(async () => {
      const run = (await (await fetch(new URL(status, nginx.url))).json()) as { state: string };
      return run.state === "succeeded";
    });
  });

  it("keep answering when one api process dies", async () => {
    const [first] = apis;
    await first?.kill();
    const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(nginx.url + LIST)));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  });

  it("stop cleanly on SIGTERM within ten seconds", async () => {
    const running = [...apis.slice(1), ...workers];
    const started = Date.now();
    expect(await Promise.all(running.map((desk) => desk.stop()))).toEqual([0, 0, 0]);
    expect(Date.now() - started).toBeLessThan(12_000);
  });
});

async function readPage(url: string): Promise<Page> {
  return (await (await fetch(url + LIST)).json()) as Page;
}

async function readUntil(answer: Response, text: string): Promise<string> {
  const decoder = new TextDecoder();
  let read = "";
  for await (const chunk of answer.body ?? []) {
    read += decoder.decode(chunk, { stream: true });
    if (read.includes(text)) return read;
  }
  throw new Error(`the stream ended without "${text}": ${read}`);
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (await holds().catch(() => false)) return;
    await wait(200);
  }
  throw new Error("this did not come about within a minute");
}
