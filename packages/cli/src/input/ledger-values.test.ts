import { describe, expect, it } from "vitest";
import { amountOrNothing, calendarDay, exactAmount, NOTHING, pairs } from "./ledger-values.ts";

describe("amounts as they are typed", () => {
  it.each([
    ["0.5", "0.5"],
    [".5", "0.5"],
    ["1_000_000", "1000000"],
    ["007.50", "7.5"],
    ["-1", "-1"],
    ["+1", "1"],
    ["-0.0", "0"],
    ["0.000000000000000000000000000000000001", "0.000000000000000000000000000000000001"],
    ["123456789012345678901234567890.5", "123456789012345678901234567890.5"],
  ])("%s is exactly %s", (text, amount) => {
    expect(exactAmount(text)).toBe(amount);
  });

  it.each(["0,5", "1,000", "1,000.50"])("%s may be two amounts and is refused", (text) => {
    expect(() => exactAmount(text)).toThrow(/after a point/);
  });

  it.each(["", "1e3", "half", "1.2.3", "0x1", "NaN", "1k"])("%j is no amount", (text) => {
    expect(() => exactAmount(text)).toThrow(/plain amount/);
  });

  it("can be taken away by a word", () => {
    expect([amountOrNothing("unknown"), amountOrNothing("none"), amountOrNothing("2")]).toEqual([
      NOTHING,
      NOTHING,
      "2",
    ]);
  });
});

it("a day is a day, of a day, a time or an age", () => {
  const day = calendarDay(() => new Date("2026-01-31T12:00:00Z"));
  expect([day("2026-01-05"), day("2026-01-05 23:59"), day("31d")]).toEqual(["2026-01-05", "2026-01-05", "2025-12-31"]);
  expect(() => day("2026-02-30")).toThrow();
});

it("pairs divide at the last equals sign, and repeated flags add up", () => {
  expect(pairs("A=b,C=D=e", [["x", "y"]])).toEqual([
    ["x", "y"],
    ["A", "b"],
    ["C=D", "e"],
  ]);
  expect(() => pairs("A", undefined)).toThrow(/pairs/);
});
