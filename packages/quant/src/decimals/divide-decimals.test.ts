import { expect, it } from "vitest";
import { divideDecimals } from "./divide-decimals.ts";

it.each([
  ["1", "3", 4, "0.3333"],
  ["2", "3", 4, "0.6667"],
  ["0.000000001", "64250.12", 6, "0.0000000000000155642"],
  ["123456789012345678", "1", 12, "123456789012000000"],
  ["38414.5", "42735.2", 12, "0.898895992063"],
])("%s / %s to %i digits is %s", (dividend, divisor, digits, quotient) => {
  expect(divideDecimals(dividend, divisor, digits)).toBe(quotient);
});

it("refuses to divide by zero", () => {
  expect(() => divideDecimals("1", "0", 4)).toThrow();
});
