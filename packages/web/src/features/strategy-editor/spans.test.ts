import { expect, it } from "vitest";
import { spansOf, stretchOf, usualSpan } from "./spans.ts";

it("offers two years of hours, and of five minutes only what can be sent at once", () => {
  expect(spansOf("1h").map(({ days }) => days)).toContain(730);
  expect(spansOf("5m").map(({ days }) => days)).toEqual([30, 91, 182, 365]);
});

it("begins with a year", () => {
  const spans = spansOf("1d");
  expect(spans[usualSpan(spans)]?.days).toBe(365);
});

it("goes from whole candle to whole candle and leaves the unfinished one", () => {
  const now = Date.UTC(2026, 10, 20, 17, 23);
  expect(stretchOf({ days: 30, name: "month" }, "4h", now)).toEqual({
    from: "2026-10-21T16:00:00.000Z",
    to: "2026-11-20T16:00:00.000Z",
  });
});
