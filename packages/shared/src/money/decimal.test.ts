import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecimalString, toDecimalString } from "./decimal.ts";

describe("toDecimalString", () => {
  it.each([
    [5.6366e-11, "0.000000000056366"],
    [4.2e17, "420000000000000000"],
    [657479138251227900000, "657479138251227900000"],
    [6.5e23, "650000000000000000000000"],
    [-0, "0"],
    [-1.5, "-1.5"],
    ["18921275.0", "18921275"],
    ["1.5927839465879376e+17", "159278394658793760"],
    [" 007.50 ", "7.5"],
    [".5", "0.5"],
  ])("writes %s as %s", (value, plain) => {
    expect(toDecimalString(value)).toBe(plain);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, "", " ", "abc", "1,000", "0x10", "1e61", "--1", "."])(
    "does not take %s for a number",
    (value) => {
      expect(toDecimalString(value)).toBeNull();
    },
  );

  it("gives every finite number within range the same text as its own notation, and reads back as that number", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e59, max: 1e59 }), (value) => {
        fc.pre(value === 0 || Math.abs(value) > 1e-59);
        const plain = toDecimalString(value);
        expect(plain).toBe(toDecimalString(String(value)));
        expect(plain).toMatch(/^-?\d+(\.\d*[1-9])?$/);
        expect(Number(plain)).toBe(value === 0 ? 0 : value);
      }),
    );
  });

  it("writes only what the contract accepts", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, min: -1e59, max: 1e59 }), (value) => {
        const plain = toDecimalString(value);
        expect(plain === null || DecimalString.safeParse(plain).success).toBe(true);
      }),
    );
  });
});
