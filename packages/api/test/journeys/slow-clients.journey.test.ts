import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DeskProcess, deskAbsence, startDeskProcess } from "../support/desk-process.ts";
import { sendTo } from "../support/identity-answer.ts";
import { type IdentityDesk, openIdentityDesk } from "../support/identity-desk.ts";
import { startLimitedPostgres } from "../support/limited-postgres.ts";
import { postgresAbsence, redisAbsence, startRedis, type TestServer } from "../support/servers.ts";
import { openSocket, trickle } from "../support/slow-client.ts";

// Node looks at its connections every five seconds.
const LOOK_MS = 5_000;
const HEADERS_MS = 10_000 + LOOK_MS;
const REQUEST_MS = 30_000 + LOOK_MS;
const ROOM_MS = 3_000;
const missing = postgresAbsence() ?? redisAbsence() ?? deskAbsence();
let desk: IdentityDesk;
let postgres: TestServer;
const redis: TestServer[] = [];
const processes: DeskProcess[] = [];
/** A desk without Redis; where servers can be started also processes whose Redis is frozen or down. */
const urls: Record<string, string> = {};

beforeAll(async () => {
  desk = await openIdentityDesk();
  urls.none = desk.url;
  if (missing !== null) return;
  postgres = await startLimitedPostgres();
  for (const state of ["frozen", "down"] as const) {
    const { server, reason } = await startRedis();
    if (server === null) throw new Error(reason);
    redis.push(server);
    const started = await startDeskProcess({
      CRYPTODESK_ROLE: "api",
      DATABASE_URL: postgres.url,
      REDIS_URL: server.url,
      MARKET_SOURCE: "sandbox",
      LOG_LEVEL: "warn",
    });
    processes.push(started);
    urls[state] = started.url;
    if (state === "frozen") server.freeze();
    else await server.down();
  }
});
afterAll(async () => {
  await desk?.close();
  await Promise.all(processes.map((one) => one.kill()));
  await Promise.all(redis.map((one) => one.stop()));
  await postgres?.stop();
});

const title = `a client that takes its time${missing === null ? "" : `, without Redis alone: ${missing}`}`;

describe(title, () => {
  it.concurrent("with its headers is cut off", { timeout: 60_000 }, async () => {
    const head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: desk\r\n";
    for (const { redis, closedAfter, text } of await trickleAll(head, "X-Slow: 1\r\n")) {
      expect([redis, closedAfter <= HEADERS_MS + ROOM_MS]).toEqual([redis, true]);
      expect(text).toMatch(/^HTTP\/1\.1 408 |^$/);
    }
  });

  it.concurrent("with its first byte is cut off", { timeout: 60_000 }, async () => {
    for (const { redis, closedAfter } of await trickleAll("", "")) {
      expect([redis, closedAfter <= HEADERS_MS + ROOM_MS]).toEqual([redis, true]);
    }
  });

  it.concurrent("with its body is cut off", { timeout: 60_000 }, async () => {
    const head =
      "POST /api/v1/auth/login HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
    for (const { redis, closedAfter, text } of await trickleAll(head, " ")) {
      expect([redis, closedAfter <= REQUEST_MS + ROOM_MS]).toEqual([redis, true]);
      expect(text).toMatch(/^HTTP\/1\.1 40[08] |^$/);
    }
  });

  it.concurrent("with a body in pieces is cut off", { timeout: 60_000 }, async () => {
    const head =
      "POST /trpc/auth.login HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (const { redis, closedAfter } of await trickleAll(head, "1\r\n \r\n")) {
      expect([redis, closedAfter <= REQUEST_MS + ROOM_MS]).toEqual([redis, true]);
    }
  });

  it.concurrent("does not keep others waiting", { timeout: 60_000 }, async () => {
    for (const url of Object.values(urls)) {
      const slow = Array.from({ length: 200 }, () => openSocket(url));
      for (const socket of slow) socket.write("GET /api/v1/account HTTP/1.1\r\nX-Slow:");
      const began = performance.now();
      expect((await sendTo(url, "GET", "/auth/options")).status).toBe(200);
      expect(performance.now() - began).toBeLessThan(2_000);
      for (const socket of slow) socket.destroy();
    }
  });
});

/** At every desk at once. */
function trickleAll(first: string, more: string): Promise<{ redis: string; closedAfter: number; text: string }[]> {
  return Promise.all(
    Object.entries(urls).map(async ([redis, url]) => ({ redis, ...(await trickle(url, first, more)) })),
  );
}
