import Big from "big.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { compareDecimals, sumDecimals } from "./compare-decimals.ts";

const decimal = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 30n }), fc.integer({ min: 0, max: 25 }))
  .map(([negative, digits, places]) => new Big(`${negative ? "-" : ""}${digits}e-${places}`).toFixed());

it("tells decimals apart that a float cannot", () => {
  expect(compareDecimals("24680135792468013579", "24680135792468013580")).toBe(-1);
  expect(compareDecimals("0.10000000000000000001", "0.1")).toBe(1);
  expect(compareDecimals("1.50", "1.5")).toBe(0);
});

it("orders as exact arithmetic does", () => {
  fc.assert(
    fc.property(decimal, decimal, (left, right) => {
      expect(compareDecimals(left, right)).toBe(new Big(left).cmp(right));
    }),
  );
});

it("sums exactly and without exponent", () => {
  expect(sumDecimals(["0.1", "0.2"])).toBe("0.3");
  expect(sumDecimals(["0.00000000001", "0.00000000002"])).toBe("0.00000000003");
});

it("does not know a sum with an unknown part", () => {
  expect(sumDecimals(["1", null])).toBeNull();
  expect(sumDecimals([])).toBeNull();
});
