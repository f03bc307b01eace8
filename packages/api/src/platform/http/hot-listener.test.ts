import { request as httpRequest } from "node:http";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "./http-server.fixture.ts";

let running: RunningServer;
let up = true;
beforeEach(async () => {
  up = true;
  running = await startServer({
    isDatabaseUp: () => up,
    config: { TRUST_PROXY: "1", SHUTDOWN_SECONDS: 2, HOT_CACHE_MB: 4, CORS_ORIGINS: [] },
  });
});
afterEach(() => running.stop());

const LIST = "/api/v1/things?limit=2";
const TRPC = `/trpc/things.list?input=${encodeURIComponent('{"limit":2}')}`;
const BATCH = `/trpc/things.list,things.get?batch=1&input=${encodeURIComponent('{"0":{"limit":2},"1":{"id":"bitcoin"}}')}`;
const call = (path: string, init?: RequestInit) => fetch(running.url + path, init);

/** Without fetch's own decompression. */
function raw(
  path: string,
  headers: Record<string, string>,
): Promise<{ headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    httpRequest(running.url + path, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(chunks) }));
    })
      .on("error", reject)
      .end();
  });
}

describe("hot answers", () => {
  it.each([
    ["REST", LIST],
    ["tRPC", TRPC],
    ["a tRPC batch", BATCH],
  ])("of %s run the procedure once and repeat the bytes", async (_door, path) => {
    const first = await call(path);
    const asked = running.shelf.calls;
    const second = await call(path);
    expect([first.status, second.status, running.shelf.calls]).toEqual([200, 200, asked]);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get("age")).toBe("0");
  });

  it.each([LIST, TRPC, BATCH])("are what the ordinary handler answers: %s", async (path) => {
    const hot = await call(path);
    const ordinary = await call(path, { headers: { authorization: "Bearer x" } });
    expect(hot.headers.get("age")).not.toBeNull();
    expect(ordinary.headers.get("age")).toBeNull();
    expect(await hot.json()).toEqual(await ordinary.json());
    expect(hot.headers.get("content-type")).toBe(ordinary.headers.get("content-type"));
  });

  it("carry the security headers, a request id and TLS policy behind a TLS proxy", async () => {
    await call(LIST);
    const hot = await call(LIST, { headers: { "x-request-id": "mine", "x-forwarded-proto": "https" } });
    expect(Object.fromEntries(hot.headers)).toMatchObject({
      "x-request-id": "mine",
      "content-security-policy": "default-src 'none';base-uri 'none';frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "strict-transport-security": expect.stringContaining("max-age="),
    });
    expect((await call(LIST)).headers.get("strict-transport-security")).toBeNull();
  });

  it("take nobody's word for TLS without a proxy of ours", async () => {
    const { url, stop } = await startServer();
    const response = await fetch(url + LIST, { headers: { "x-forwarded-proto": "https" } });
    expect([response.status, response.headers.get("strict-transport-security")]).toEqual([200, null]);
    await stop();
  });

  it("are the same with cookies, which sign nobody in here", async () => {
    await call(LIST);
    const before = running.shelf.calls;
    const response = await call(LIST, { headers: { cookie: "cryptodesk-refresh=x" } });
    expect([response.headers.get("age"), running.shelf.calls]).toEqual(["0", before]);
  });

  it.each(["authorization", "x-api-key", "origin"])("are not used for requests with %s", async (name) => {
    await call(LIST);
    const before = running.shelf.calls;
    const response = await call(LIST, { headers: { [name]: "x" } });
    expect([response.headers.get("age"), running.shelf.calls]).toEqual([null, before + 1]);
  });

  it("are used whatever the cookies: those sign nobody in", async () => {
    await call(LIST);
    const before = running.shelf.calls;
    const response = await call(LIST, { headers: { cookie: "x" } });
    expect([response.headers.get("age"), running.shelf.calls]).toEqual(["0", before]);
  });

  it("keep JSON and CSV apart", async () => {
    const csv = await call(LIST, { headers: { accept: "text/csv" } });
    const json = await call(LIST);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("x-next-cursor")).toBe("after%2F2");
    expect(json.headers.get("content-type")).toBe("application/json");
    expect(running.shelf.calls).toBe(2);
  });

  it("answer 304 to their tag in any encoding, and HEAD without a body", async () => {
    const tag = (await call(LIST)).headers.get("etag") ?? "";
    const same = await call(LIST, { headers: { "if-none-match": tag.replace(/"$/, '-br"') } });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    const head = await call(LIST, { method: "HEAD" });
    expect([head.status, await head.text(), head.headers.get("etag")]).toEqual([200, "", tag]);
  });

  it("are compressed, each encoding with a tag of its own", async () => {
    running.shelf.rows = Array.from({ length: 60 }, (_, index) => ({
      id: `c${index}`,
      name: "x".repeat(30),
      price: "1",
      tags: [],
    }));
    const path = "/api/v1/things";
    const [plain, zipped, brotli] = await Promise.all([
      raw(path, {}),
      raw(path, { "accept-encoding": "gzip" }),
      raw(path, { "accept-encoding": "gzip, deflate, br" }),
    ]);
    expect(gunzipSync(zipped.body)).toEqual(plain.body);
    expect(brotliDecompressSync(brotli.body)).toEqual(plain.body);
    expect(new Set([plain, zipped, brotli].map(({ headers }) => headers.etag)).size).toBe(3);
    expect(brotli.headers.vary).toContain("Accept-Encoding");
  });

  it("follow the market when it changes", async () => {
    await call("/api/v1/things/bitcoin");
    running.shelf.rows = [{ id: "bitcoin", name: "Renamed", price: "1", tags: [] }];
    running.server.invalidate(1);
    await expect.poll(async () => (await call("/api/v1/things/bitcoin")).text()).toContain("Renamed");
  });
});

describe("what is not hot", () => {
  it("errors are made anew, each with its own request id", async () => {
    const [one, two] = await Promise.all(
      ["a", "b"].map((id) => call("/api/v1/things/nope", { headers: { "x-request-id": id } })),
    );
    expect(await one?.json()).toMatchObject({ status: 404, requestId: "a" });
    expect(await two?.json()).toMatchObject({ status: 404, requestId: "b" });
    running.shelf.calls = 0;
    expect((await call("/api/v1/things/nope")).status).toBe(404);
    expect(running.shelf.calls).toBe(1);
    expect((await call("/api/v1/things?limit=0")).status).toBe(422);
    expect((await call("/trpc/things.get?input=%7B%22id%22%3A%22nope%22%7D")).status).toBe(404);
  });

  it.each([
    "/trpc/things.list,things.busy?batch=1&input=%7B%220%22%3A%7B%7D%2C%221%22%3A%7B%7D%7D",
    "/trpc/things.schedule?input=%7B%7D",
    "/api/v1/things/schedule",
    "/trpc/things.list?input=%7B%7D&input=%7B%7D",
    "/trpc/things.list?input=%7B%7D&x=1",
  ])("%s takes the ordinary way", async (path) => {
    await call(path);
    expect((await call(path)).headers.get("age")).toBeNull();
  });
});

describe("an outage of the database", () => {
  it("leaves hot answers standing with their age and a warning; others are 503", async () => {
    await call(LIST);
    up = false;
    running.shelf.failWith = unavailable("The database is away.", 2);
    const hot = await call(LIST);
    expect([hot.status, hot.headers.get("warning")]).toEqual([200, '110 - "Response is Stale"']);
    const cold = await call("/api/v1/things?limit=1");
    expect([cold.status, cold.headers.get("retry-after")]).toEqual([503, "2"]);
    expect(await cold.json()).toMatchObject({ detail: "The database is away." });
  });
});

describe("figures", () => {
  it("count hot and ordinary answers by route pattern", async () => {
    await call("/api/v1/things/bitcoin");
    await call("/api/v1/things/bitcoin");
    await call("/api/v1/things/schedule");
    await call("/no/such/zebra");
    const text = await (await call("/metrics")).text();
    expect(text).toContain('cryptodesk_http_requests_total{route="/api/v1/things/{id}",method="GET",status="200"} 2');
    expect(text).toContain(
      'cryptodesk_http_requests_total{route="/api/v1/things/schedule",method="GET",status="200"} 1',
    );
    expect(text).toContain('cryptodesk_hot_answers{event="miss"} 1');
    expect(text).not.toContain("zebra");
  });
});
