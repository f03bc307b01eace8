import { describe, expect, it } from "vitest";
import { age, clockTime, timeWithAge } from "./times.ts";

const now = new Date("2026-01-31T12:00:00.000Z");

describe("age", () => {
  it.each([
    ["2026-01-31T11:59:48.000Z", "12s"],
    ["2026-01-31T11:58:01.000Z", "119s"],
    ["2026-01-31T11:58:00.000Z", "2m"],
    ["2026-01-31T10:00:01.000Z", "119m"],
    ["2026-01-31T09:00:00.000Z", "3h"],
    ["2026-01-29T11:00:00.000Z", "2d"],
    ["2024-02-02T12:00:00.000Z", "729d"],
    ["2015-08-07T00:00:00.000Z", "10y"],
    ["2026-01-31T12:00:03.000Z", "0s"],
    [null, "-"],
  ])("of %s is %s", (at, text) => expect(age(at, now)).toBe(text));
});

it("says times in UTC with their distance, forwards too", () => {
  expect(timeWithAge("2026-01-31T11:56:01.000Z", now)).toBe("2026-01-31 11:56:01 UTC (3m ago)");
  expect(timeWithAge("2026-01-31T12:05:00.000Z", now)).toBe("2026-01-31 12:05:00 UTC (in 5m)");
  expect(clockTime(null)).toBe("-");
});
