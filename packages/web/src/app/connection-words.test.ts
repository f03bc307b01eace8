import { expect, it } from "vitest";
import { connectionWords } from "./connection-words.ts";

const now = Date.parse("2026-01-01T00:10:00.000Z");
const asOf = "2026-01-01T00:09:57.000Z";

it("says how old the newest price is while it is live", () => {
  const words = connectionWords({ state: { phase: "live", since: 0 }, lastTickAt: null }, asOf, now);
  expect(words).toEqual({ tone: "good", state: "Live", detail: "prices 3 s ago", interrupted: false, known: true });
});

it("calls prices old although the stream is open when nothing newer came for long", () => {
  const words = connectionWords({ state: { phase: "live", since: 0 }, lastTickAt: null }, asOf, now + 3_600_000);
  expect(words).toMatchObject({ tone: "warn", state: "Old data", detail: "prices 1 h ago" });
});

it("says when it tries again, and that what is shown has stopped", () => {
  const state = { phase: "waiting", attempt: 2, retryAt: now + 2_000, reason: "cut" } as const;
  expect(connectionWords({ state, lastTickAt: null }, asOf, now)).toEqual({
    tone: "bad",
    state: "Connection lost",
    detail: "prices 3 s ago, next try in 2 s",
    interrupted: true,
    known: true,
  });
});

it("does not alarm anybody while it connects for the first time", () => {
  const first = connectionWords({ state: { phase: "connecting", attempt: 0 }, lastTickAt: null }, null, now);
  expect(first).toEqual({ tone: "busy", state: "Connecting", detail: "no data yet", interrupted: false, known: false });
  expect(connectionWords({ state: { phase: "connecting", attempt: 1 }, lastTickAt: null }, null, now)).toMatchObject({
    state: "Reconnecting",
    interrupted: true,
  });
});
