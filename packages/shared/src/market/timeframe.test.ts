import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bucketStart, TIMEFRAME_MS, Timeframe } from "./timeframe.ts";

describe("bucketStart", () => {
  it.each([
    ["5m", "2026-03-02T12:04:59.999Z", "2026-03-02T12:00:00.000Z"],
    ["15m", "2026-03-02T12:15:00.000Z", "2026-03-02T12:15:00.000Z"],
    ["1h", "2026-03-02T12:59:59.999Z", "2026-03-02T12:00:00.000Z"],
    ["4h", "2026-03-02T12:00:00.000Z", "2026-03-02T12:00:00.000Z"],
    ["1d", "2025-12-31T23:59:59.999Z", "2025-12-31T00:00:00.000Z"],
    ["1w", "2026-03-01T23:59:59.999Z", "2026-02-23T00:00:00.000Z"],
    ["1w", "2026-03-02T00:00:00.000Z", "2026-03-02T00:00:00.000Z"],
    ["1w", "1969-12-31T00:00:00.000Z", "1969-12-29T00:00:00.000Z"],
  ] as const)("of %s at %s is %s", (timeframe, time, start) => {
    expect(new Date(bucketStart(Date.parse(time), timeframe)).toISOString()).toBe(start);
  });

  it("begins every week on a Monday at 00:00 UTC, whatever the year", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 4e12 }), (time) => {
        const start = new Date(bucketStart(time, "1w"));
        expect([start.getUTCDay(), Math.abs(start.getTime() % TIMEFRAME_MS["1d"])]).toEqual([1, 0]);
      }),
    );
  });

  it("holds the time, and is its own start", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4e12 }), fc.constantFrom(...Timeframe.options), (time, timeframe) => {
        const start = bucketStart(time, timeframe);
        expect(start <= time && time < start + TIMEFRAME_MS[timeframe]).toBe(true);
        expect(bucketStart(start, timeframe)).toBe(start);
      }),
    );
  });
});
