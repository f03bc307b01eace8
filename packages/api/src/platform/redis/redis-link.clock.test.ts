import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../../../test/support/eventually.ts";
import { redisAbsence, startRedis, type TestServer } from "../../../test/support/servers.ts";
import { openRedisLink, type RedisLink } from "./redis-link.ts";

const BYTES = Buffer.from([0, 1, 254, 255]);
const logger = pino({ level: "silent" });

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const began = performance.now();
  const value = await work;
  expect(performance.now() - began).toBeLessThan(ms);
  return value;
}

describe.skipIf(redisAbsence() !== null)("the link to Redis", () => {
  let server: TestServer;
  let link: RedisLink;
  let other: RedisLink;

  beforeAll(async () => {
    const started = await startRedis();
    if (started.server === null) throw new Error(started.reason);
    server = started.server;
  });
  beforeEach(async () => {
    link = await openRedisLink(server.url, logger);
    other = await openRedisLink(server.url, logger);
    await eventually("both are up", () => link.state() === "up" && other.state() === "up");
  });
  afterEach(async () => {
    server.thaw();
    await link.close();
    await other.close();
  });
  afterAll(() => server?.stop());

  it("keeps bytes as they are, until their time is up", async () => {
    await link.set("bytes", BYTES, 100);
    expect(await other.get("bytes")).toEqual(BYTES);
    expect(await other.get("nothing")).toBeNull();
    await link.set("brief", BYTES, 1);
    await eventually("it expired", async () => (await link.get("brief")) === null);
  });

  it("delivers what another process publishes, once", async () => {
    const heard: string[] = [];
    await other.subscribe("channel", (message) => heard.push(message));
    await eventually("the subscription stands", async () => {
      await link.publish("channel", "hello");
      return heard.length > 0;
    });
    await link.publish("channel", "last");
    await eventually("it is heard", () => heard.at(-1) === "last");
    await link.publish("channel", "after");
    await eventually("what came after is heard", () => heard.at(-1) === "after");
    expect(heard.filter((message) => message === "last")).toHaveLength(1);
  });

  it("frozen: answers absent within 250 ms, then at once, and recovers by itself", async () => {
    await link.set("key", BYTES, 100);
    server.freeze();
    expect(await within(250, link.get("key"))).toBeNull();
    expect(link.state()).toBe("down");
    expect(await within(50, link.get("key"))).toBeNull();
    await within(50, link.publish("channel", "x"));
    await within(50, link.set("key", BYTES, 10));
    server.thaw();
    await eventually("it answers again", async () => (await link.get("key"))?.equals(BYTES), 5_000);
    expect(link.state()).toBe("up");
  });

  it("stopped: answers absent at once; back, it works again and subscriptions stand, each once", async () => {
    const heard: string[] = [];
    await other.subscribe("channel", (message) => heard.push(message));
    await server.down();
    expect(await within(250, link.get("key"))).toBeNull();
    await within(250, link.publish("channel", "lost"));
    await eventually("it is known", () => link.state() === "down");
    await server.up();
    await eventually("it is up", () => link.state() === "up", 5_000);
    await eventually(
      "announcements arrive",
      async () => {
        await link.publish("channel", "again");
        return heard.includes("again");
      },
      5_000,
    );
    await link.publish("channel", "last");
    await eventually("it is heard", () => heard.at(-1) === "last");
    await link.publish("channel", "after");
    await eventually("what came after is heard", () => heard.at(-1) === "after");
    expect(heard.filter((message) => message === "last")).toHaveLength(1);
  });
});

describe("a link to a Redis that is not there", () => {
  it("opens at once, is absent, and closes", async () => {
    const link = await within(2_000, openRedisLink("redis://127.0.0.1:1", logger));
    expect(link.state()).toBe("down");
    expect(await within(250, link.get("key"))).toBeNull();
    await within(250, link.publish("channel", "x"));
    await link.close();
  });
});
