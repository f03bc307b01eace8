import { describe, expect, it } from "vitest";
import { roundDecimal } from "./round-decimal.ts";

describe("rounding a decimal", () => {
  it.each([
    ["12.345", 2, "12.35"],
    ["-12.345", 2, "-12.35"],
    ["12.344999999999999999999999999999999999", 2, "12.34"],
    ["0.004", 2, "0"],
    ["-0.004", 2, "0"],
    ["7.10", 2, "7.1"],
    ["123456789012345678901234567890.5", 0, "123456789012345678901234567891"],
  ])("makes %s of %i decimals into %s", (text, decimals, expected) => {
    expect(roundDecimal(text, decimals)).toBe(expected);
  });
});
