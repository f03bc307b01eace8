import { describe, expect, it } from "vitest";
import { readAmount, readNumber } from "./typed-number.ts";

describe("a typed number", () => {
  it.each([
    ["10000", 10_000],
    ["10,000.50", 10_000.5],
    ["0,5", 0.5],
    ["10 000", 10_000],
    ["-3", -3],
  ])("reads %s", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(["", "ten", "1e5", "1.2.3", "1,2,3"])("takes %j for none", (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it("is no amount at 0 or below", () => {
    expect([readAmount("0"), readAmount("-1"), readAmount("1")]).toEqual([null, null, 1]);
  });
});
