import type { StreamEvent, WatchInput } from "@cryptodesk/shared/market/stream.contract";
import { describe, expect, it } from "vitest";
import { tickOf } from "./market-ticks.fixture.ts";
import { MarketTicks, type MarketTicksOptions } from "./market-ticks.ts";
import { watchListings } from "./watch-listings.ts";

const clock = () => new Date("2026-01-31T12:00:00.000Z");

function watch(ticks: MarketTicks, input: WatchInput = {}) {
  const controller = new AbortController();
  const events = watchListings({ clock }, { ticks, simulated: () => true }, input, controller.signal);
  return {
    stop: () => controller.abort(),
    done: async () => (await events.next()).done,
    failed: () => events.next(),
    next: async (): Promise<{ id: string; event: StreamEvent }> => {
      const { value } = await events.next();
      const [id, event] = value ?? ["", undefined];
      return { id: String(id), event: event as StreamEvent };
    },
  };
}

function createTicks(options: Partial<MarketTicksOptions> = {}): MarketTicks {
  const ticks = new MarketTicks({ maxStreams: 2, intervalMs: 0, ...options });
  ticks.seed(10);
  return ticks;
}

describe("a subscription", () => {
  it("says hello with the version it stands at, then sends ticks", async () => {
    const ticks = createTicks();
    const stream = watch(ticks);
    expect(await stream.next()).toEqual({
      id: "10",
      event: { type: "hello", version: "10", simulated: true, at: "2026-01-31T12:00:00.000Z" },
    });
    const next = stream.next();
    ticks.publish(tickOf(11, { c1: "5" }));
    expect(await next).toMatchObject({ id: "11", event: { type: "tick", changes: [{ id: "c1", priceUsd: "5" }] } });
  });

  it("gives a client that lagged one tick with the latest prices", async () => {
    const ticks = createTicks();
    const stream = watch(ticks);
    await stream.next();
    for (let version = 11; version <= 40; version += 1) ticks.publish(tickOf(version, { c1: String(version) }));
    expect(await stream.next()).toMatchObject({ id: "40", event: { changes: [{ priceUsd: "40" }] } });
  });

  it.each<[string, WatchInput, string[]]>([
    ["ids", { ids: ["c2", "c3"] }, ["c2", "c3"]],
    ["symbols in any case", { symbols: ["c1"] }, ["c1"]],
    ["the first by rank, without unranked coins", { top: 2 }, ["c1", "c2"]],
    ["all conditions together", { ids: ["c2", "c3"], top: 2 }, ["c2"]],
  ])("carries only what its filter lets through: %s", async (_name, input, ids) => {
    const ticks = createTicks();
    const stream = watch(ticks, input);
    await stream.next();
    const next = stream.next();
    ticks.publish(tickOf(11, { unranked: "1" }));
    ticks.publish(tickOf(12, { c1: "1", c2: "1", c3: "1", unranked: "2" }));
    const { event } = await next;
    expect(event.type === "tick" && event.changes.map(({ id }) => id)).toEqual(ids);
  });

  it("resumes after the event it names", async () => {
    const ticks = createTicks();
    ticks.publish(tickOf(11, { c1: "1" }));
    ticks.publish(tickOf(12, { c2: "2" }));
    const stream = watch(ticks, { lastEventId: "11" });
    expect(await stream.next()).toMatchObject({ id: "11", event: { type: "hello", version: "11" } });
    expect(await stream.next()).toMatchObject({ id: "12", event: { type: "tick", changes: [{ id: "c2" }] } });
  });

  it.each(["99", "abc", "-1", "1e3", "__proto__", "99999999999999999999"])(
    "is told to start over after %s",
    async (lastEventId) => {
      const stream = watch(createTicks(), { lastEventId });
      expect(await stream.next()).toMatchObject({ id: "10", event: { type: "hello" } });
      expect(await stream.next()).toMatchObject({ id: "10", event: { type: "reset", reason: "unknown_version" } });
    },
  );

  it("is told to start over where its past is not known any more, and then goes on", async () => {
    const ticks = createTicks();
    const stream = watch(ticks, { lastEventId: "3" });
    await stream.next();
    expect(await stream.next()).toMatchObject({ id: "10", event: { type: "reset", reason: "too_old" } });
    const next = stream.next();
    ticks.publish(tickOf(11, { c1: "1" }));
    expect(await next).toMatchObject({ id: "11", event: { type: "tick" } });
  });

  it("gives its place back when the client goes", async () => {
    const ticks = createTicks();
    const stream = watch(ticks);
    await stream.next();
    expect(ticks.streams).toBe(1);
    const end = stream.done();
    stream.stop();
    expect([await end, ticks.streams]).toEqual([true, 0]);
  });

  it("says why it ends when the process stops, and fails so that the client comes again", async () => {
    const ticks = createTicks();
    const stream = watch(ticks);
    await stream.next();
    const next = stream.next();
    ticks.end();
    expect(await next).toMatchObject({ event: { type: "bye", reason: "shutting_down" } });
    await expect(stream.failed()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(ticks.streams).toBe(0);
  });

  it("is refused when every place is taken", async () => {
    const ticks = createTicks({ maxStreams: 0 });
    const stream = watch(ticks);
    expect(await stream.next()).toMatchObject({ event: { type: "bye", reason: "too_many_streams" } });
    await expect(stream.failed()).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
