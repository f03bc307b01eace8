import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { ListingChange, StreamEvent } from "@cryptodesk/shared/market/stream.contract";
import { describe, expect, it } from "vitest";
import { afterKey, afterRefetch, afterSignal, initialState, sortedRows, type WatchState } from "./watch-state.ts";

const AT = "2026-01-31T12:00:00.000Z";
const listing = (id: string, priceUsd: string, rank: number | null, change24hPct: number | null): ListingView => ({
  id,
  symbol: id.toUpperCase(),
  rank,
  priceUsd,
  change24hPct,
  source: "coingecko",
  simulated: false,
  asOf: AT,
});
const changeOf = (id: string, priceUsd: string): ListingChange => ({
  id,
  symbol: id.toUpperCase(),
  rank: 1,
  priceUsd,
  marketCapUsd: null,
  volume24hUsd: null,
  change1hPct: null,
  change24hPct: null,
  change7dPct: null,
  source: "coingecko",
  asOf: AT,
  quarantined: false,
});
const tick = (...changes: ListingChange[]): StreamEvent => ({ type: "tick", version: "2", at: AT, changes });
const start = () =>
  initialState([listing("b", "10", 2, 5), listing("a", "20", 1, -3), listing("c", "1", null, null)], "rank");
const see = (state: WatchState, event: StreamEvent, nowMs = 0) => afterSignal(state, { kind: "event", event }, nowMs);
const ids = (state: WatchState) => sortedRows(state).map(({ id }) => id);

describe("prices on the screen", () => {
  it("remember which way they went last, also when a later tick does not move them", () => {
    const up = see(start(), tick(changeOf("b", "11")), 5);
    expect(up.rows.get("b")).toMatchObject({ priceUsd: "11", direction: "up", movedAtMs: 5, trail: [10, 11] });
    const still = see(up, tick(changeOf("b", "11")), 9);
    expect(still.rows.get("b")).toMatchObject({ direction: "up", movedAtMs: 5 });
    expect(see(still, tick(changeOf("b", "9"))).rows.get("b")?.direction).toBe("down");
  });

  it("keep the last 24 prices of each coin", () => {
    let state = start();
    for (let price = 0; price < 40; price += 1) state = see(state, tick(changeOf("b", String(price))));
    expect(state.rows.get("b")?.trail).toEqual(Array.from({ length: 24 }, (_, index) => 16 + index));
    expect(state.ticks).toBe(40);
  });

  it("admit coins that the first list did not hold", () => {
    expect(see(start(), tick(changeOf("new", "3"))).rows.get("new")).toMatchObject({ direction: "flat", trail: [3] });
  });

  it("are replaced by a refetch, while their trails go on", () => {
    const moved = see(start(), tick(changeOf("b", "11")));
    const fresh = afterRefetch(moved, [listing("b", "12", 2, 5)]);
    expect([...fresh.rows.keys()]).toEqual(["b"]);
    expect(fresh.rows.get("b")).toMatchObject({ priceUsd: "12", trail: [10, 11] });
  });
});

describe("the order", () => {
  it("puts unknown values last", () => {
    expect(ids(start())).toEqual(["a", "b", "c"]);
    expect(ids({ ...start(), sort: "change" })).toEqual(["b", "a", "c"]);
    expect(ids({ ...start(), sort: "price" })).toEqual(["a", "b", "c"]);
    expect(ids({ ...start(), sort: "volume" })).toEqual(["a", "b", "c"]);
    expect(ids({ ...start(), sort: "symbol" })).toEqual(["a", "b", "c"]);
  });
});

describe("the connection", () => {
  it("is live after an event, and says why and until when it waits", () => {
    expect(see(start(), tick()).connection).toEqual({ kind: "live" });
    const lost = afterSignal(start(), { kind: "lost", reason: "gone", retryMs: 500 }, 1000);
    expect(lost.connection).toEqual({ kind: "waiting", reason: "gone", untilMs: 1500 });
    expect(afterSignal(lost, { kind: "connecting" }, 0).connection).toEqual({ kind: "connecting" });
  });
});

describe("keys", () => {
  it("scroll within the rows", () => {
    const down = afterKey(start(), "\u001b[B", 2);
    expect(down.offset).toBe(1);
    expect(afterKey(down, "\u001b[B", 2).offset).toBe(1);
    expect(afterKey(down, "k", 2).offset).toBe(0);
    expect(afterKey(start(), "G", 2).offset).toBe(1);
    expect(afterKey(start(), "\u001b[B", 10).offset).toBe(0);
  });

  it("change the order round and round, and go back to the top", () => {
    let state = { ...start(), offset: 1 };
    const seen = Array.from({ length: 5 }, () => {
      state = { ...afterKey(state, "s", 2), offset: state.offset };
      return state.sort;
    });
    expect(seen).toEqual(["price", "change", "volume", "symbol", "rank"]);
    expect(afterKey({ ...start(), offset: 1 }, "s", 2).offset).toBe(0);
  });

  it("that mean nothing change nothing", () => {
    const state = start();
    expect(afterKey(state, "x", 2)).toBe(state);
  });
});
