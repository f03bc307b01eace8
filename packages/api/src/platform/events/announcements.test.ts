import { afterEach, describe, expect, it, vi } from "vitest";
import { Announcements } from "./announcements.ts";

/** Two processes that hear each other, or not. */
function connected(state: "up" | "off") {
  const listeners: ((message: string) => void)[] = [];
  const redis = {
    state: () => state,
    publish: async (_: string, message: string) => {
      if (state === "up") for (const listener of listeners) listener(message);
    },
    subscribe: async (_: string, listener: (message: string) => void) => void listeners.push(listener),
  };
  return [new Announcements(redis, "channel"), new Announcements(redis, "channel")] as const;
}

afterEach(() => vi.useRealTimers());

describe("an announcement", () => {
  it("wakes whoever listens to its topic, in this process and in the others", async () => {
    const [one, other] = connected("up");
    await other.start();
    const [here, there] = [one.listen("run"), other.listen("run")];
    const woken = Promise.all([here.next(), there.next()]);
    one.announce("run");
    await expect(woken).resolves.toBeDefined();
  });

  it("that comes while nobody waits is remembered once", async () => {
    vi.useFakeTimers();
    const [one] = connected("off");
    const ear = one.listen("run");
    one.announce("run");
    one.announce("run");
    await ear.next();
    let woken = false;
    const second = ear.next().then(() => {
      woken = true;
    });
    await vi.advanceTimersByTimeAsync(900);
    expect(woken).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    await second;
  });

  it("of another topic wakes nobody, but it is time to look after a second where no other process is heard", async () => {
    vi.useFakeTimers();
    const [one] = connected("off");
    const ear = one.listen("run");
    one.announce("another run");
    const next = ear.next();
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(next).resolves.toBeUndefined();
  });

  it("is not waited for by whom has gone, or when the server stops", async () => {
    const [one] = connected("off");
    const gone = new AbortController();
    const ear = one.listen("run", gone.signal);
    const next = ear.next();
    gone.abort();
    await next;
    const late = one.listen("run").next();
    one.end();
    await late;
    expect(one.ended).toBe(true);
  });
});
