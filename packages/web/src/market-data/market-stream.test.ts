import type { StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { describe, expect, it } from "vitest";
import { MarketStream, type StreamHandlers } from "./market-stream.ts";

const hello: StreamEvent = { type: "hello", version: "1", simulated: true, at: "2026-01-01T00:00:00.000Z" };
const tick: StreamEvent = { type: "tick", version: "2", at: "2026-01-01T00:00:05.000Z", changes: [] };

function rig() {
  const opened: StreamHandlers[] = [];
  const timers: { ms: number; run: () => void }[] = [];
  const seen = { closed: 0, ticks: 0, catchUps: 0, now: 0, noticed: null as boolean | null };
  const count = (what: "closed" | "ticks" | "catchUps") => {
    seen[what] += 1;
  };
  const stream = new MarketStream({
    open: (handlers) => {
      opened.push(handlers);
      return { close: () => count("closed") };
    },
    now: () => seen.now,
    random: () => 0.5,
    after: (ms, run) => {
      const timer = { ms, run };
      timers.push(timer);
      return () => {
        timers.splice(timers.indexOf(timer), 1);
      };
    },
    onTick: () => count("ticks"),
    onCatchUp: (noticed) => {
      seen.noticed = noticed;
      count("catchUps");
    },
  });
  return { stream, opened, timers, seen, count };
}

describe("MarketStream", () => {
  it("is live from the first event and remembers when the last change came", () => {
    const { stream, opened, seen } = rig();
    stream.start();
    expect(stream.snapshot().state.phase).toBe("connecting");
    seen.now = 50;
    opened[0]?.onEvent(hello);
    expect(stream.snapshot()).toEqual({ state: { phase: "live", since: 50 }, lastTickAt: null });
    seen.now = 70;
    opened[0]?.onEvent(tick);
    expect(stream.snapshot().lastTickAt).toBe(70);
    expect(seen).toMatchObject({ ticks: 1, catchUps: 0 });
  });

  it("closes while nobody looks, and catches up quietly when somebody does", () => {
    const { stream, opened, seen } = rig();
    stream.start();
    opened[0]?.onEvent(hello);
    stream.rest();
    expect(seen.closed).toBe(1);
    stream.start();
    expect(opened).toHaveLength(1);
    stream.wake();
    opened[1]?.onEvent(hello);
    expect(seen).toMatchObject({ catchUps: 1, noticed: false });
  });

  it("opens again after the backoff and asks for what was missed", () => {
    const { stream, opened, timers, seen } = rig();
    stream.start();
    opened[0]?.onEvent(hello);
    opened[0]?.onLost("cut");
    expect(stream.snapshot().state.phase).toBe("waiting");
    expect(timers.map(({ ms }) => ms)).toEqual([1_000]);
    timers[0]?.run();
    expect(opened).toHaveLength(2);
    opened[1]?.onEvent(hello);
    expect(stream.snapshot().state.phase).toBe("live");
    expect(seen).toMatchObject({ catchUps: 1, noticed: true });
  });

  it("hears nothing more from a stream it has given up", () => {
    const { stream, opened, seen } = rig();
    stream.start();
    opened[0]?.onLost("cut");
    opened[0]?.onEvent(tick);
    expect([stream.snapshot().state.phase, seen.ticks]).toEqual(["waiting", 0]);
  });

  it("treats the server's goodbye as a loss with its reason", () => {
    const { stream, opened, seen } = rig();
    stream.start();
    opened[0]?.onEvent({ type: "bye", reason: "slow_client", detail: "too slow" });
    expect(stream.snapshot().state).toMatchObject({ phase: "waiting", reason: "too slow" });
    expect(seen.closed).toBe(1);
  });

  it("fetches again when the server cannot continue the stream", () => {
    const { stream, opened, seen } = rig();
    stream.start();
    opened[0]?.onEvent({ type: "reset", version: "9", reason: "too old" });
    expect(seen.catchUps).toBe(1);
  });

  it("tries at once when the person asks, and only once", () => {
    const { stream, opened, timers } = rig();
    stream.start();
    opened[0]?.onLost("cut");
    stream.retryNow();
    stream.retryNow();
    expect([opened.length, timers.length]).toEqual([2, 0]);
  });

  it("rests without network and connects when it is back", () => {
    const { stream, opened, timers } = rig();
    stream.start();
    opened[0]?.onLost("cut");
    stream.networkChanged(false);
    expect([stream.snapshot().state.phase, timers.length]).toEqual(["offline", 0]);
    stream.networkChanged(true);
    expect([stream.snapshot().state.phase, opened.length]).toEqual(["connecting", 2]);
  });

  it("survives a stream that fails while it is being opened", () => {
    const { seen, count } = rig();
    const stream = new MarketStream({
      open: ({ onLost }) => {
        onLost("refused");
        return { close: () => count("closed") };
      },
      now: () => 0,
      random: () => 0.5,
      after: () => () => undefined,
      onTick: () => undefined,
      onCatchUp: () => undefined,
    });
    stream.start();
    expect([stream.snapshot().state.phase, seen.closed]).toEqual(["waiting", 1]);
  });
});
