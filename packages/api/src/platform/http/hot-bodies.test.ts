import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createMetrics } from "../metrics/metrics.ts";
import { HotBodies, type HotBodiesParts } from "./hot-bodies.ts";
import { HotStore } from "./hot-store.ts";
import type { HotBuild, HotTarget } from "./hot-targets.ts";
import { Representation } from "./representation.ts";

let now = 0;
let up = true;

function createBodies(parts: Partial<HotBodiesParts> = {}): HotBodies {
  return new HotBodies({
    maxBytes: 1024 * 1024,
    store: new HotStore(null),
    metrics: createMetrics(),
    isPublic: () => true,
    isDatabaseUp: () => up,
    now: () => now,
    ...parts,
  });
}

/** A target that answers with whatever `text` is at the time, and counts. */
function createTarget(text = "one") {
  const state = {
    text,
    builds: 0,
    running: 0,
    mostRunning: 0,
    refusal: null as { status: number; error: unknown } | null,
    gate: null as Promise<void> | null,
  };
  const target: HotTarget = {
    route: "/things",
    build: async (): Promise<HotBuild> => {
      state.builds += 1;
      state.running += 1;
      state.mostRunning = Math.max(state.mostRunning, state.running);
      await state.gate;
      state.running -= 1;
      if (state.refusal) return { kind: "refused", ...state.refusal };
      return {
        kind: "made",
        representation: new Representation("application/json", Buffer.from(state.text)),
        headers: {},
      };
    },
  };
  return { state, target };
}

function createGate(): { promise: Promise<void>; open: () => void } {
  let open = () => {};
  const promise = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { promise, open: () => open() };
}

async function textOf(result: Promise<unknown>): Promise<string> {
  const found = (await result) as { entry?: { representation: Representation }; error?: unknown };
  return found.entry ? found.entry.representation.body.toString() : `error ${String(found.error)}`;
}

const peekText = (bodies: HotBodies, key: string) => bodies.peek(key)?.representation.body.toString() ?? null;

beforeEach(() => {
  now = 1_000_000;
  up = true;
});
afterEach(() => vi.useRealTimers());

describe("a ready answer", () => {
  it("is made once however many ask at the same time", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    const answers = await Promise.all(Array.from({ length: 20 }, () => textOf(bodies.obtain("k", target))));
    expect([state.builds, new Set(answers)]).toEqual([1, new Set(["one"])]);
    expect(peekText(bodies, "k")).toBe("one");
  });

  it("is kept only when it is a success", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    state.refusal = { status: 422, error: "bad" };
    expect(await textOf(bodies.obtain("k", target))).toBe("error bad");
    expect(bodies.peek("k")).toBeNull();
  });

  it("that throws while it is made counts as refused", async () => {
    const bodies = createBodies();
    const target = { route: "/", build: () => Promise.reject(new Error("boom")) };
    expect(await textOf(bodies.obtain("k", target))).toBe("error Error: boom");
  });

  it("gives way to others when memory is full", async () => {
    const bodies = createBodies({ maxBytes: 40_000 });
    for (let index = 0; index < 20; index += 1) await bodies.obtain(`k${index}`, createTarget("x".repeat(4000)).target);
    expect(bodies.size).toBeLessThanOrEqual(40_000);
    expect(bodies.peek("k0")).toBeNull();
    expect(bodies.peek("k19")).not.toBeNull();
  });

  it("that is too large for memory is still answered", async () => {
    const bodies = createBodies({ maxBytes: 10_000 });
    expect(await textOf(bodies.obtain("k", createTarget("x".repeat(9000)).target))).toHaveLength(9000);
    expect(bodies.peek("k")).toBeNull();
  });
});

describe("a new market version", () => {
  it("remakes what is in use while the old bytes are served", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    const gate = createGate();
    Object.assign(state, { text: "two", gate: gate.promise });
    bodies.invalidate(1);
    expect(peekText(bodies, "k")).toBe("one");
    gate.open();
    await bodies.settled();
    expect([peekText(bodies, "k"), state.builds]).toEqual(["two", 2]);
  });

  it("never remakes one answer twice at the same time, and ends with the newest data", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    const gate = createGate();
    state.gate = gate.promise;
    bodies.invalidate(1);
    bodies.invalidate(2);
    bodies.invalidate(3);
    state.text = "newest";
    gate.open();
    await bodies.settled();
    expect(peekText(bodies, "k")).toBe("newest");
    expect([state.mostRunning, state.builds]).toEqual([1, 3]);
  });

  it("leaves what nobody used alone until it is asked for", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    bodies.invalidate(1);
    await bodies.settled();
    state.text = "three";
    bodies.invalidate(2);
    await bodies.settled();
    expect(state.builds).toBe(2);
    now += 2000;
    expect(bodies.peek("k")).toBeNull();
    expect(await textOf(bodies.obtain("k", target))).toBe("three");
  });

  it("that is not newer changes nothing", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    bodies.invalidate(5);
    await bodies.settled();
    bodies.peek("k");
    bodies.invalidate(5);
    bodies.invalidate(4);
    await bodies.settled();
    expect(state.builds).toBe(2);
  });

  it("remakes a few at a time", async () => {
    const bodies = createBodies();
    const shared = createTarget();
    for (let index = 0; index < 12; index += 1) await bodies.obtain(`k${index}`, shared.target);
    shared.state.mostRunning = 0;
    bodies.invalidate(1);
    await bodies.settled();
    expect([shared.state.builds, shared.state.mostRunning]).toEqual([24, 2]);
  });

  it("drops an answer that is gone", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    state.refusal = { status: 404, error: "gone" };
    bodies.invalidate(1);
    await bodies.settled();
    expect(bodies.peek("k")).toBeNull();
    expect(await textOf(bodies.obtain("k", target))).toBe("error gone");
  });
});

describe("time", () => {
  it("remakes an answer of ten seconds behind the one that is served", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    now += 10_001;
    state.text = "two";
    expect(peekText(bodies, "k")).toBe("one");
    await bodies.settled();
    expect(peekText(bodies, "k")).toBe("two");
  });

  it("remakes an answer of a minute before it is served", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    now += 60_001;
    state.text = "two";
    expect(bodies.peek("k")).toBeNull();
    expect(await textOf(bodies.obtain("k", target))).toBe("two");
  });

  it("lets nobody wait longer than a second for that", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    now += 60_001;
    state.gate = createGate().promise;
    vi.useFakeTimers();
    const answer = textOf(bodies.obtain("k", target));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await answer).toBe("one");
  });
});

describe("while the database is down", () => {
  it("answers are served however old, and said to be stale", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    up = false;
    now += 3_600_000;
    const entry = bodies.peek("k");
    expect(entry?.representation.body.toString()).toBe("one");
    expect(entry && bodies.isStale(entry)).toBe(true);
    expect(state.builds).toBe(1);
  });

  it("a failed remake keeps the old bytes, and is tried again when somebody asks", async () => {
    const bodies = createBodies();
    const { state, target } = createTarget();
    await bodies.obtain("k", target);
    state.refusal = { status: 503, error: "away" };
    bodies.invalidate(1);
    await bodies.settled();
    expect(peekText(bodies, "k")).toBe("one");
    Object.assign(state, { refusal: null, text: "two" });
    now += 1001;
    expect(await textOf(bodies.obtain("k", target))).toBe("two");
    const entry = bodies.peek("k");
    expect(entry && bodies.isStale(entry)).toBe(false);
  });
});

describe("the second tier", () => {
  it("saves a new process the work, for the same version only", async () => {
    const shelf = new Map<string, Buffer>();
    const store = new HotStore({
      get: async (key) => shelf.get(key) ?? null,
      set: async (key, bytes) => void shelf.set(key, bytes),
    });
    const [first, second, third] = [createBodies({ store }), createBodies({ store }), createBodies({ store })];
    const { state, target } = createTarget();
    for (const [bodies, version] of [
      [first, 7],
      [second, 7],
      [third, 8],
    ] as const)
      bodies.invalidate(version);
    await first.obtain("k", target);
    expect(await textOf(second.obtain("k", target))).toBe("one");
    expect(state.builds).toBe(1);
    await third.obtain("k", target);
    expect(state.builds).toBe(2);
  });

  it("that fails or holds rubbish is as good as empty", async () => {
    const broken = new HotStore({
      get: () => Promise.reject(new Error("redis")),
      set: () => Promise.reject(new Error("redis")),
    });
    const rubbish = new HotStore({ get: async () => Buffer.from("rubbish"), set: async () => undefined });
    for (const store of [broken, rubbish]) {
      const bodies = createBodies({ store });
      bodies.invalidate(1);
      expect(await textOf(bodies.obtain("k", createTarget().target))).toBe("one");
    }
  });
});
