import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tickOf } from "./market-ticks.fixture.ts";
import { type MarketTick, MarketTicks, type MarketTicksOptions, type TickListener } from "./market-ticks.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const createTicks = (options: Partial<MarketTicksOptions> = {}) => new MarketTicks({ maxStreams: 10, ...options });

/** A stream that remembers what it was given. */
function createListener(): TickListener & { ticks: { tick: MarketTick; previous: number }[]; ended: boolean } {
  const listener = {
    ticks: [] as { tick: MarketTick; previous: number }[],
    ended: false,
    onTick: (tick: MarketTick, previous: number) => void listener.ticks.push({ tick, previous }),
    onEnd: () => {
      listener.ended = true;
    },
  };
  return listener;
}

const pricesOf = (tick: MarketTick) => Object.fromEntries(tick.changes.map(({ id, priceUsd }) => [id, priceUsd]));

describe("delivery", () => {
  it("is at once after a quiet time, and then at most every 200 ms with the latest price of each coin", () => {
    const ticks = createTicks();
    const listener = createListener();
    ticks.seed(10);
    ticks.enter(listener);
    ticks.publish(tickOf(11, { btc: "1" }));
    expect(listener.ticks.map(({ tick }) => tick.version)).toEqual([11]);
    ticks.publish(tickOf(12, { btc: "2", eth: "5" }));
    ticks.publish(tickOf(13, { btc: "3" }));
    vi.advanceTimersByTime(199);
    expect(listener.ticks).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(listener.ticks).toHaveLength(2);
    const [, second] = listener.ticks;
    expect(second?.previous).toBe(11);
    expect(second?.tick.version).toBe(13);
    expect(second && pricesOf(second.tick)).toEqual({ btc: "3", eth: "5" });
  });

  it("ignores a version that is not newer", () => {
    const ticks = createTicks();
    const listener = createListener();
    ticks.enter(listener);
    ticks.publish(tickOf(5, { btc: "1" }));
    ticks.publish(tickOf(5, { btc: "9" }));
    ticks.publish(tickOf(4, { btc: "9" }));
    vi.advanceTimersByTime(1000);
    expect(listener.ticks).toHaveLength(1);
  });

  it("gives every stream the final price of every coin, whatever is published when", () => {
    const step = fc.record({
      wait: fc.integer({ min: 0, max: 400 }),
      coin: fc.integer({ min: 1, max: 5 }),
      price: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const ticks = createTicks({ ringChanges: 3 });
        const listener = createListener();
        ticks.seed(0);
        ticks.enter(listener);
        const market: Record<string, string> = {};
        for (const [index, { wait, coin, price }] of steps.entries()) {
          market[`c${coin}`] = String(price);
          ticks.publish(tickOf(index + 1, { [`c${coin}`]: String(price) }));
          vi.advanceTimersByTime(wait);
        }
        vi.advanceTimersByTime(1000);
        expect(Object.assign({}, ...listener.ticks.map(({ tick }) => pricesOf(tick)))).toEqual(market);
        let position = 0;
        for (const { tick, previous } of listener.ticks) {
          expect(previous).toBe(position);
          position = tick.version;
        }
      }),
    );
  });
});

describe("resuming", () => {
  it("coalesces what came after the version", async () => {
    const ticks = createTicks();
    ticks.seed(10);
    for (const version of [11, 12, 13]) {
      ticks.publish(tickOf(version, { btc: String(version), [`only${version}`]: "1" }));
      vi.advanceTimersByTime(250);
    }
    const next = await ticks.changesSince(11);
    expect(next.kind === "tick" && pricesOf(next.tick)).toEqual({ only12: "1", btc: "13", only13: "1" });
    expect(await ticks.changesSince(13)).toEqual({ kind: "current" });
    expect((await ticks.changesSince(10)).kind).toBe("tick");
  });

  it("does not run ahead of what was delivered to everybody", () => {
    const ticks = createTicks();
    ticks.seed(10);
    ticks.publish(tickOf(11, { btc: "1" }));
    ticks.publish(tickOf(12, { btc: "2" }));
    expect(ticks.version).toBe(11);
    expect(ticks.continuation(11)).toEqual({ kind: "current" });
  });

  it("asks the database for what the ring no longer holds", async () => {
    const asked: number[] = [];
    const ticks = createTicks({
      ringChanges: 2,
      loadChangesSince: async (version) => {
        asked.push(version);
        return tickOf(20, { btc: "from the database" });
      },
    });
    ticks.seed(10);
    for (let version = 11; version <= 20; version += 1) {
      ticks.publish(tickOf(version, { btc: String(version) }));
      vi.advanceTimersByTime(250);
    }
    expect(ticks.continuation(11)).toBeNull();
    const next = await ticks.changesSince(11);
    expect([next.kind === "tick" && pricesOf(next.tick), asked]).toEqual([{ btc: "from the database" }, [11]]);
    expect(ticks.continuation(19)?.kind).toBe("tick");
    expect(asked).toEqual([11]);
  });

  it.each([
    ["nobody knows", async () => null, "too_old"],
    ["the database knows nothing newer", async () => tickOf(3, {}), "too_old"],
    ["the database is away", () => Promise.reject(new Error("away")), "unavailable"],
  ])("starts over where %s", async (_why, loadChangesSince, reason) => {
    const ticks = createTicks({ loadChangesSince });
    ticks.seed(10);
    expect(await ticks.changesSince(3)).toEqual({ kind: "reset", reason });
  });

  it("knows versions up to its own", () => {
    const ticks = createTicks();
    ticks.seed(10);
    expect([ticks.knows(10), ticks.knows(11)]).toEqual([true, false]);
  });
});

describe("places", () => {
  it("are limited, given back once, and counted", () => {
    const ticks = createTicks({ maxStreams: 2 });
    const [one, two, three] = [createListener(), createListener(), createListener()];
    expect([ticks.enter(one), ticks.enter(two), ticks.enter(three)]).toEqual([true, true, false]);
    ticks.leave(one);
    ticks.leave(one);
    expect(ticks.streams).toBe(1);
    expect(ticks.enter(three)).toBe(true);
    ticks.leave(two, "slow_client");
    expect([ticks.streams, ticks.dropped]).toEqual([1, 1]);
  });

  it("are gone once the process stops", () => {
    const ticks = createTicks();
    const listener = createListener();
    ticks.enter(listener);
    ticks.publish(tickOf(1, { btc: "1" }));
    ticks.publish(tickOf(2, { btc: "2" }));
    ticks.end();
    vi.advanceTimersByTime(1000);
    expect([listener.ended, listener.ticks.length, ticks.enter(createListener()), vi.getTimerCount()]).toEqual([
      true,
      1,
      false,
      0,
    ]);
  });
});
