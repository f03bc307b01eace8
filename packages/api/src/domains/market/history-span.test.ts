import { describe, expect, it } from "vitest";
import { NOON } from "../../../test/support/listing-drafts.ts";
import { coarser, historySpan } from "./history-span.ts";
import { monthsBetween } from "./partition.repository.ts";

const before = (days: number) => new Date(NOON.getTime() - days * 86_400_000).toISOString();
const span = (input: Partial<Parameters<typeof historySpan>[0]>) => historySpan({ interval: "auto", ...input }, NOON);

describe("historySpan", () => {
  it("is the last thirty days in hours unless told otherwise", () => {
    const { from, to, step } = span({});
    expect([step, to.getTime() - NOON.getTime(), (to.getTime() - from.getTime()) / 86_400_000]).toEqual(["1h", 1, 30]);
  });

  it.each([
    [1, "5m"],
    [2, "5m"],
    [2.1, "1h"],
    [90, "1h"],
    [91, "1d"],
    [4_000, "1d"],
  ])("takes for %d days steps of %s", (days, step) => {
    expect(span({ from: before(days), to: before(0) }).step).toBe(step);
  });

  it.each([
    ["from", { from: before(1), to: before(1) }],
    ["from", { from: before(1), to: before(2) }],
    ["to", { from: "0000-01-01T00:00:00Z", to: "0000-01-02T00:00:00Z" }],
    ["interval", { interval: "5m" as const, from: before(100) }],
    ["interval", { interval: "1h" as const, from: before(2_000) }],
  ])("refuses, naming %s: %j", (field, input) => {
    expect(() => span(input)).toThrow(
      expect.objectContaining({ code: "INVALID_INPUT", errors: [expect.objectContaining({ pointer: `/${field}` })] }),
    );
  });

  it("falls back from finer to coarser steps", () => {
    expect([coarser("5m"), coarser("1h"), coarser("1d")]).toEqual(["1h", "1d", null]);
  });
});

describe("monthsBetween", () => {
  it("names every month that a span touches, across the turn of the year", () => {
    const months = monthsBetween(new Date("2025-12-31T23:59:59.999Z"), new Date("2026-02-01T00:00:00Z"));
    expect(months).toEqual([
      { name: "price_point_2025_12", start: "2025-12-01T00:00:00.000Z", end: "2026-01-01T00:00:00.000Z" },
      { name: "price_point_2026_01", start: "2026-01-01T00:00:00.000Z", end: "2026-02-01T00:00:00.000Z" },
      { name: "price_point_2026_02", start: "2026-02-01T00:00:00.000Z", end: "2026-03-01T00:00:00.000Z" },
    ]);
  });

  it("is one month for one moment, and none for a span that ends before it begins", () => {
    expect(monthsBetween(NOON, NOON).map(({ name }) => name)).toEqual(["price_point_2026_03"]);
    expect(monthsBetween(new Date("2026-03-02"), new Date("2026-02-02"))).toEqual([]);
  });
});
