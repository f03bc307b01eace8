import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { HttpServerParts } from "./http-parts.ts";
import { createShelf, type RunningServer, startServer } from "./http-server.fixture.ts";

let running: RunningServer | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
});

async function start(parts: Partial<HttpServerParts> = {}): Promise<RunningServer> {
  running = await startServer(parts);
  return running;
}

/** Sends raw text and reads until the server closes the connection. */
async function speak(url: string, text: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.write(text);
  await once(socket, "close");
  return Buffer.concat(chunks).toString();
}

describe("health", () => {
  it("is alive whatever else is wrong", async () => {
    const { url } = await start({ ready: [{ name: "database", check: () => Promise.reject(new Error("away")) }] });
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it("is ready only when every check passes, and names those that do not", async () => {
    const { url } = await start({
      ready: [
        { name: "database", check: () => Promise.reject(new Error("password=secret")) },
        { name: "queue", check: async () => undefined },
      ],
    });
    const response = await fetch(`${url}/health/ready`);
    const text = await response.text();
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(JSON.parse(text)).toMatchObject({ detail: "Not ready: database." });
    expect(text).not.toContain("secret");
  });

  it("asks the dependencies once a second however often it is asked", async () => {
    let asked = 0;
    const { url } = await start({
      ready: [
        {
          name: "database",
          check: async () => {
            asked += 1;
          },
        },
      ],
    });
    const statuses = await Promise.all(
      Array.from({ length: 10 }, async () => (await fetch(`${url}/health/ready`)).status),
    );
    expect([new Set(statuses), asked]).toEqual([new Set([200]), 1]);
  });

  it("tells a program JSON and a browser lines", async () => {
    const { url } = await start();
    expect(await (await fetch(`${url}/health`)).json()).toEqual({ status: "ready", failed: [], version: "0.0.0" });
    const browser = await fetch(`${url}/health`, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect(browser.headers.get("content-type")).toContain("text/plain");
    expect(await browser.text()).toMatch(/^status +ready\n/);
  });
});

describe("the tRPC door", () => {
  const post = (url: string, body: string, type = "application/json") =>
    fetch(url, { method: "POST", headers: { "content-type": type }, body });

  it("takes queries by GET and mutations by POST", async () => {
    const { url } = await start();
    const list = await fetch(`${url}/trpc/things.schedule?input=${encodeURIComponent("{}")}`);
    expect(await list.json()).toEqual({ result: { data: { fixed: true } } });
    const renamed = await post(`${url}/trpc/things.rename`, '{"id":"x","name":"y"}');
    expect(await renamed.json()).toEqual({ result: { data: { id: "x", name: "y" } } });
  });

  it.each([
    ["a refused input", "/trpc/things.get?input=%7B%22id%22%3A1%7D", 422],
    ["an unknown procedure", "/trpc/things.nothing", 404],
    ["unreadable input", "/trpc/things.get?input=%7B", 400],
    ["a mutation by GET", "/trpc/things.rename?input=%7B%22id%22%3A%22x%22%7D", 405],
    ["malformed percent-encoding", "/trpc/%zz", 400],
  ])("answers %s with a problem", async (_what, path, status) => {
    const { url } = await start();
    const response = await fetch(url + path);
    const body = await response.json();
    expect(response.status).toBe(status);
    expect(JSON.stringify(body)).toContain(`"status":${status}`);
    expect(JSON.stringify(body)).not.toContain("stack");
  });

  it("takes JSON only, so that no form of another site can post", async () => {
    const { url } = await start();
    for (const type of ["text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded"]) {
      expect((await post(`${url}/trpc/things.rename`, "{}", type)).status).toBe(415);
    }
    const put = await fetch(`${url}/trpc/things.rename`, { method: "PUT" });
    expect([put.status, put.headers.get("allow")]).toEqual([405, "GET, HEAD, POST"]);
  });

  it("bounds the batch and the body", async () => {
    const { url } = await start();
    const names = Array.from({ length: 11 }, () => "things.schedule").join(",");
    expect((await fetch(`${url}/trpc/${names}?batch=1&input=%7B%7D`)).status).toBe(400);
    expect((await post(`${url}/trpc/things.rename`, JSON.stringify({ id: "x".repeat(300_000) }))).status).toBe(413);
  });

  it("says when to try again, and hides what was not foreseen", async () => {
    const { url } = await start();
    const busy = await fetch(`${url}/trpc/things.busy?input=%7B%7D`);
    expect([busy.status, busy.headers.get("retry-after")]).toEqual([429, "8"]);
    const broken = await fetch(`${url}/trpc/things.broken?input=%7B%7D`, { headers: { "x-request-id": "mine" } });
    const text = await broken.text();
    expect(broken.status).toBe(500);
    expect(text).toContain('"requestId":"mine"');
    expect(text).not.toContain("secret");
  });
});

describe("what is not HTTP", () => {
  it("is answered with a problem and the connection closed", async () => {
    const { url } = await start();
    expect(await speak(url, "HELLO\r\n\r\n")).toMatch(
      /^HTTP\/1.1 400 [\s\S]*application\/problem\+json[\s\S]*"status":400/,
    );
    expect(await speak(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${"y".repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
  });
});

describe("the web app", () => {
  function buildApp(): string {
    const root = mkdtempSync(join(tmpdir(), "web-app-"));
    mkdirSync(join(root, "assets"));
    writeFileSync(join(root, "index.html"), "<!doctype html><title>desk</title>");
    writeFileSync(join(root, "assets", "main-a1b2.js"), `export const text = "${"x".repeat(3000)}";`);
    writeFileSync(join(root, "..", "outside.txt"), "outside");
    return root;
  }
  const browser = { accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

  it("is served from memory: pages without caching, hashed files for good", async () => {
    const root = buildApp();
    const { url } = await start({ webRoot: root });
    rmSync(root, { recursive: true });
    const page = await fetch(`${url}/coins/bitcoin`, { headers: browser });
    expect([page.status, page.headers.get("cache-control"), await page.text()]).toEqual([
      200,
      "no-cache",
      "<!doctype html><title>desk</title>",
    ]);
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self';");
    const script = await fetch(`${url}/assets/main-a1b2.js`, { headers: { "accept-encoding": "br" } });
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("content-encoding")).toBe("br");
    const again = await fetch(`${url}/assets/main-a1b2.js`, {
      headers: { "if-none-match": script.headers.get("etag") ?? "" },
    });
    expect(again.status).toBe(304);
  });

  it("keeps shared pages and all that programs are answered out of every index and cache", async () => {
    const { url } = await start({ webRoot: buildApp() });
    const tagOf = async (path: string, accept = "text/html") => {
      const { headers } = await fetch(url + path, { headers: { accept } });
      return [headers.get("x-robots-tag"), headers.get("cache-control")];
    };
    expect(await tagOf("/shared/some-token")).toEqual(["noindex", "no-store"]);
    expect(await tagOf("/portfolios")).toEqual([null, "no-cache"]);
    expect((await tagOf("/api/v1/nothing", "application/json"))[0]).toBe("noindex");
  });

  it("does not answer for the API, for missing files, or for programs", async () => {
    const { url } = await start({ webRoot: buildApp() });
    for (const path of ["/api/v1/nothing", "/api/nothing", "/assets/gone.js", "/trpc/nothing", "/health/nothing"]) {
      const response = await fetch(url + path, { headers: browser });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).not.toContain("<!doctype");
    }
    expect((await fetch(`${url}/coins`, { headers: { accept: "application/json" } })).status).toBe(404);
    expect((await fetch(`${url}/coins`, { method: "POST", headers: browser })).status).toBe(404);
  });

  it("serves nothing outside its directory", async () => {
    const { url } = await start({ webRoot: buildApp() });
    for (const path of ["/../outside.txt", "/assets/../../outside.txt", "/%2e%2e/outside.txt", "/..%2foutside.txt"]) {
      expect(await speak(url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`)).not.toContain(
        "\r\n\r\noutside",
      );
    }
  });
});

describe("stopping", () => {
  it("lets running requests finish, refuses new ones and cuts idle connections", async () => {
    const shelf = createShelf();
    let open = () => {};
    shelf.gate = new Promise((resolve) => {
      open = resolve;
    });
    // So long that only cutting idle connections ends it in time.
    const server = await startServer(
      { config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 60, HOT_CACHE_MB: 1, CORS_ORIGINS: [] } },
      shelf,
    );
    const idle = connect(Number(new URL(server.url).port), "127.0.0.1");
    await once(idle, "connect");
    const slow = fetch(`${server.url}/api/v1/things/schedule`);
    await expect.poll(() => shelf.calls).toBe(1);
    const stopped = server.stop();
    await expect(fetch(`${server.url}/health/live`)).rejects.toThrow();
    open();
    expect((await slow).status).toBe(200);
    await stopped;
    if (!idle.closed) await once(idle, "close");
  });

  it("does not wait for ever", async () => {
    const shelf = createShelf();
    shelf.gate = new Promise(() => undefined);
    const server = await startServer(
      { config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 0.2, HOT_CACHE_MB: 1, CORS_ORIGINS: [] } },
      shelf,
    );
    const stuck = fetch(`${server.url}/api/v1/things/schedule`).catch(() => "cut");
    await expect.poll(() => shelf.calls).toBe(1);
    await server.stop();
    expect(await stuck).toBe("cut");
  });
});
