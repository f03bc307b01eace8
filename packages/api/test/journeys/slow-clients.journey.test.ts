import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../support/identity-desk.ts";

// Node looks at its connections every five seconds.
const LOOK_MS = 5_000;
const HEADERS_MS = 10_000 + LOOK_MS;
const REQUEST_MS = 30_000 + LOOK_MS;
const ROOM_MS = 3_000;

let desk: IdentityDesk;
beforeAll(async () => {
  desk = await openIdentityDesk();
});
afterAll(() => desk.close());

describe("a client that takes its time", () => {
  it.concurrent("with its headers is cut off", { timeout: 60_000 }, async () => {
    const { closedAfter, text } = await trickle("POST /api/v1/auth/login HTTP/1.1\r\nHost: desk\r\n", "X-Slow: 1\r\n");
    expect(closedAfter).toBeLessThanOrEqual(HEADERS_MS + ROOM_MS);
    expect(text).toMatch(/^HTTP\/1\.1 408 |^$/);
  });

  it.concurrent("with its first byte is cut off", { timeout: 60_000 }, async () => {
    const { closedAfter } = await trickle("", "");
    expect(closedAfter).toBeLessThanOrEqual(HEADERS_MS + ROOM_MS);
  });

  it.concurrent("with its body is cut off", { timeout: 60_000 }, async () => {
    const head =
      "POST /api/v1/auth/login HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
    const { closedAfter, text } = await trickle(head, " ");
    expect(closedAfter).toBeLessThanOrEqual(REQUEST_MS + ROOM_MS);
    expect(text).toMatch(/^HTTP\/1\.1 40[08] |^$/);
  });

  it.concurrent("with a body in pieces is cut off", { timeout: 60_000 }, async () => {
    const head =
      "POST /trpc/auth.login HTTP/1.1\r\nHost: desk\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    const { closedAfter } = await trickle(head, "1\r\n \r\n");
    expect(closedAfter).toBeLessThanOrEqual(REQUEST_MS + ROOM_MS);
  });

  it.concurrent("does not keep others waiting", { timeout: 60_000 }, async () => {
    const slow = Array.from({ length: 200 }, () => open());
    for (const socket of slow) socket.write("GET /api/v1/account HTTP/1.1\r\nX-Slow:");
    const began = performance.now();
    expect((await desk.send("GET", "/auth/options")).status).toBe(200);
    expect(performance.now() - began).toBeLessThan(2_000);
    for (const socket of slow) socket.destroy();
  });
});

function open(): Socket {
  const { hostname, port } = new URL(desk.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  return socket;
}

/** Sends `first`, then `more` every half second, until the desk closes. */
function trickle(first: string, more: string): Promise<{ closedAfter: number; text: string }> {
  const socket = open();
  const began = performance.now();
  let text = "";
  socket.on("data", (bytes) => {
    text += bytes.toString();
  });
  if (first !== "") socket.write(first);
  const timer = setInterval(() => more !== "" && socket.writable && socket.write(more), 500);
  return new Promise((resolve) => {
    socket.once("close", () => {
      clearInterval(timer);
      resolve({ closedAfter: performance.now() - began, text });
    });
  });
}
