import { describe, expect, it } from "vitest";
import { backoffMs, initialStreamState, nextStreamState, type StreamSignal, type StreamState } from "./stream-state.ts";

const run = (signals: StreamSignal[], from: StreamState = initialStreamState): StreamState =>
  signals.reduce(nextStreamState, from);
const lost = (at = 0): StreamSignal => ({ type: "lost", at, random: 0.5, reason: "gone" });
const opened = (at = 0): StreamSignal => ({ type: "opened", at });

describe("backoffMs", () => {
  it("doubles from one second and stays at fifteen", () => {
    expect([1, 2, 3, 4, 5, 9].map((attempt) => backoffMs(attempt, 0.5))).toEqual([
      1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
    ]);
  });

  it("spreads by a fifth to both sides", () => {
    expect([backoffMs(1, 0), backoffMs(1, 0.999_999)]).toEqual([800, 1_200]);
  });
});

describe("nextStreamState", () => {
  it("waits after a loss and says when it tries again", () => {
    expect(run([opened(), lost(5_000)])).toEqual({ phase: "waiting", attempt: 1, retryAt: 6_000, reason: "gone" });
  });

  it("waits longer each time a try fails", () => {
    expect(run([lost(), { type: "retry" }, lost(), { type: "retry" }, lost()])).toMatchObject({
      attempt: 3,
      retryAt: 4_000,
    });
  });

  it("starts over with the shortest wait after it was live again", () => {
    expect(run([lost(), { type: "retry" }, lost(), { type: "retry" }, opened(), lost()])).toMatchObject({ attempt: 1 });
  });

  it("does not count two reports of the same loss twice", () => {
    expect(run([opened(), lost(0), lost(100)])).toMatchObject({ attempt: 1, retryAt: 1_000 });
  });

  it("stays live when the network goes but the stream does not, as on a desk of this very machine", () => {
    expect(run([opened(7), { type: "network-lost" }])).toEqual({ phase: "live", since: 7 });
  });

  it("rests while offline and connects at once when the network is back", () => {
    const offline = run([lost(), { type: "network-lost" }]);
    expect(offline).toEqual({ phase: "offline" });
    expect(run([lost(), { type: "retry" }], offline)).toEqual({ phase: "offline" });
    expect(run([{ type: "network-back" }], offline)).toEqual({ phase: "connecting", attempt: 0 });
  });
});
