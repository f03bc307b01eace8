import { get, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { ListingChange, StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { afterEach, describe, expect, it } from "vitest";
import { openDoors } from "../../../test/support/open-doors.ts";
import { createHttpServer, type HttpServer } from "../../platform/http/create-http-server.ts";
import { createLogger } from "../../platform/logging/logger.ts";
import { createMetrics } from "../../platform/metrics/metrics.ts";
import type { ServiceContext } from "../../platform/service-context.ts";
import { router } from "../../platform/trpc/trpc.ts";
import { createMarketRouter } from "./market.router.ts";
import type { MarketRuntime } from "./market-runtime.ts";
import { MarketStreamDoor } from "./market-stream.http.ts";
import { tickOf } from "./market-ticks.fixture.ts";
import { MarketTicks, type MarketTicksOptions } from "./market-ticks.ts";

const clock = () => new Date("2026-01-31T12:00:00.000Z");
let server: HttpServer | null = null;
let port = 0;
const open = new Set<IncomingMessage>();

async function start(options: Partial<MarketTicksOptions> & { maxPendingBytes?: number } = {}): Promise<MarketTicks> {
  const ticks = new MarketTicks({ maxStreams: 20, intervalMs: 0, ...options });
  ticks.seed(10);
  const simulated = () => true;
  const door = new MarketStreamDoor({ ticks, simulated, clock, maxPendingBytes: options.maxPendingBytes ?? 1_000_000 });
  server = createHttpServer({
    config: { TRUST_PROXY: "off", SHUTDOWN_SECONDS: 2, HOT_CACHE_MB: 1, CORS_ORIGINS: [] },
    router: router({ market: createMarketRouter({ ticks, simulated } as MarketRuntime) }),
    ...openDoors({ clock } as ServiceContext),
    streams: { "market.watch": door },
    ready: [],
    status: async () => ({}),
    isDatabaseUp: () => true,
    webRoot: null,
    logger: createLogger({ level: "silent", role: "test" }),
    metrics: createMetrics(),
    version: "0.0.0",
  });
  ({ port } = await server.listen(0, "127.0.0.1"));
  return ticks;
}

afterEach(async () => {
  for (const response of open) response.destroy();
  open.clear();
  await server?.close();
  server = null;
});

interface Frame {
  id?: string;
  event?: string;
  data?: StreamEvent;
}

/** A client of the stream; `next` waits for its next event. */
async function listen(query = "", headers: Record<string, string> = {}) {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ port, path: `/api/v1/market/stream${query}`, headers }, resolve).on("error", reject);
  });
  open.add(response);
  response.setEncoding("utf8").on("error", () => undefined);
  const frames = framesOf(response);
  return { response, next: async () => (await frames.next()).value as Frame, close: () => response.destroy() };
}

async function* framesOf(response: IncomingMessage): AsyncGenerator<Frame> {
  let rest = "";
  for await (const chunk of response) {
    const parts = (rest + chunk).split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) yield parseFrame(part);
  }
}

function parseFrame(text: string): Frame {
  const fields = Object.fromEntries(
    text.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 2)]),
  );
  return { ...fields, ...(fields.data && { data: JSON.parse(fields.data) }) };
}

describe("the stream over REST", () => {
  it("opens with hello, without compression or buffering, and sends valid events", async () => {
    const ticks = await start();
    const client = await listen("", { "accept-encoding": "gzip, br", accept: "text/event-stream" });
    expect(client.response.headers).toMatchObject({ "content-type": "text/event-stream", "x-accel-buffering": "no" });
    expect(client.response.headers["content-encoding"]).toBeUndefined();
    expect(await client.next()).toMatchObject({ id: "10", event: "hello" });
    ticks.publish(tickOf(11, { c1: "1", c2: "2" }));
    const frame = await client.next();
    expect(frame).toMatchObject({ id: "11", event: "tick" });
    expect(StreamEvent.parse(frame.data)).toEqual(frame.data);
    expect(frame.data?.type === "tick" && frame.data.changes.map((one) => ListingChange.parse(one).id)).toEqual([
      "c1",
      "c2",
    ]);
  });

  it("gives each client what its filter lets through", async () => {
    const ticks = await start();
    const clients = await Promise.all(["?ids=c2,c3", "?symbols=C1", "?top=1"].map((query) => listen(query)));
    for (const client of clients) await client.next();
    ticks.publish(tickOf(11, { c1: "1", c2: "1", c3: "1" }));
    const ids = await Promise.all(
      clients.map(async (client) => {
        const { data } = await client.next();
        return data?.type === "tick" ? data.changes.map(({ id }) => id) : null;
      }),
    );
    expect(ids).toEqual([["c2", "c3"], ["c1"], ["c1"]]);
  });

  it.each([
    ["the header", "", { "last-event-id": "11" }],
    ["the parameter", "?lastEventId=11", {}],
    ["the header before the parameter", "?lastEventId=3", { "last-event-id": "11" }],
  ])("resumes after the event named by %s, without loss or repetition", async (_where, query, headers) => {
    const ticks = await start();
    for (const version of [11, 12, 13]) ticks.publish(tickOf(version, { [`c${version}`]: "1" }));
    const client = await listen(query, headers as Record<string, string>);
    expect(await client.next()).toMatchObject({ id: "11", event: "hello" });
    const { id, data } = await client.next();
    expect([id, data?.type === "tick" && data.changes.map((one) => one.id)]).toEqual(["13", ["c12", "c13"]]);
    ticks.publish(tickOf(14, { c14: "1" }));
    expect(await client.next()).toMatchObject({ id: "14", data: { changes: [{ id: "c14" }] } });
  });

  it("misses nothing that is published while the past is read from the database", async () => {
    let answer = (): void => undefined;
    const loaded = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const ticks = await start({
      loadChangesSince: async () => {
        await loaded;
        return tickOf(12, { c11: "1", c12: "1" });
      },
    });
    const client = await listen("?lastEventId=5");
    await client.next();
    for (const version of [11, 12, 13]) ticks.publish(tickOf(version, { [`c${version}`]: "1" }));
    answer();
    const ids = [];
    for (let last = ""; last !== "13"; ) {
      const { id, data } = await client.next();
      last = id ?? "";
      ids.push(...(data?.type === "tick" ? data.changes.map((one) => one.id) : []));
    }
    expect(ids).toEqual(["c11", "c12", "c13"]);
    ticks.publish(tickOf(14, { c14: "1" }));
    expect(await client.next()).toMatchObject({ id: "14", data: { changes: [{ id: "c14" }] } });
  });

  it("tells a client to start over after an unknown event", async () => {
    await start();
    const client = await listen("?lastEventId=77");
    expect(await client.next()).toMatchObject({ id: "10", event: "hello" });
    expect(await client.next()).toMatchObject({ id: "10", event: "reset", data: { reason: "unknown_version" } });
  });

  it.each([
    ["?top=0", 422, {}],
    ["?colour=red", 422, {}],
    ["?ids=", 422, {}],
    ["", 406, { accept: "application/json" }],
  ])("refuses %s with %i as a problem", async (query, status, headers) => {
    const ticks = await start();
    const { response } = await listen(query, headers as Record<string, string>);
    expect([response.statusCode, response.headers["content-type"]]).toEqual([status, "application/problem+json"]);
    expect(ticks.streams).toBe(0);
  });

  it("refuses clients beyond its limit, and takes them when a place is free", async () => {
    const ticks = await start({ maxStreams: 1 });
    const first = await listen();
    const { response } = await listen();
    expect([response.statusCode, response.headers["retry-after"]]).toEqual([503, "5"]);
    first.close();
    await expect.poll(() => ticks.streams).toBe(0);
    expect((await listen()).response.statusCode).toBe(200);
  });

  it("drops a client that does not keep up, and bothers nobody else with it", async () => {
    const ticks = await start({ maxPendingBytes: 64 * 1024 });
    const good = await listen();
    await good.next();
    const bad = connect(port, "127.0.0.1");
    bad.on("error", () => undefined).pause();
    bad.write("GET /api/v1/market/stream HTTP/1.1\r\nHost: x\r\n\r\n");
    await expect.poll(() => ticks.streams).toBe(2);
    const prices = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`c${index + 1}`, "1"]));
    for (let version = 11; ticks.dropped === 0 && version < 200; version += 1) {
      ticks.publish(tickOf(version, prices));
      expect(await good.next()).toMatchObject({ id: String(version) });
    }
    expect([ticks.dropped, ticks.streams]).toEqual([1, 1]);
    bad.destroy();
  });

  it("counts as a success however it ends, and not as a slow request", async () => {
    await start();
    const client = await listen();
    await client.next();
    client.close();
    const figures = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    await expect.poll(figures).toContain('requests_total{route="/api/v1/market/stream",method="GET",status="200"} 1');
    expect(await figures()).not.toContain('request_seconds_count{route="/api/v1/market/stream"');
  });

  it("says goodbye when the server stops, and ends", async () => {
    await start();
    const client = await listen();
    await client.next();
    const stopped = server?.close();
    expect(await client.next()).toMatchObject({ event: "bye", data: { type: "bye", reason: "shutting_down" } });
    await stopped;
  });
});

describe("the stream over tRPC", () => {
  it("carries the same events, tracked by version", async () => {
    const ticks = await start();
    const response = await new Promise<IncomingMessage>((resolve) => {
      get({ port, path: `/trpc/market.watch?input=${encodeURIComponent('{"top":1}')}` }, resolve);
    });
    open.add(response);
    response.setEncoding("utf8").on("error", () => undefined);
    let text = "";
    response.on("data", (chunk: string) => {
      text += chunk;
    });
    await expect.poll(() => text).toContain('"type":"hello"');
    ticks.publish(tickOf(11, { c1: "7", c2: "8" }));
    await expect.poll(() => text).toContain('"version":"11"');
    expect(text).toContain("id: 11");
    expect(text).not.toContain('"c2"');
  });
});
