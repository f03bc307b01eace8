import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import Big from "big.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

// Beside the api, because the shared package carries no decimal library to compare with.
describe("toDecimalString against big.js", () => {
  const digits = fc.stringMatching(/^\d{1,30}$/);
  const text = fc
    .tuple(
      fc.constantFrom("", "-", "+"),
      digits,
      fc.option(digits, { nil: null }),
      fc.option(fc.integer({ min: -60, max: 60 }), { nil: null }),
    )
    .map(([sign, whole, fraction, exponent]) => ({
      sign,
      rest: `${whole}${fraction === null ? "" : `.${fraction}`}${exponent === null ? "" : `e${exponent}`}`,
    }));

  it("writes numeric text of any notation with the same digits", () => {
    fc.assert(
      fc.property(text, ({ sign, rest }) => {
        const expected = new Big(`${sign === "-" ? "-" : ""}${rest}`);
        const plain = toDecimalString(sign + rest);
        expect(plain).not.toBeNull();
        expect(new Big(plain ?? "NaN").eq(expected)).toBe(true);
        expect(plain).toBe(expected.eq(0) ? "0" : expected.toFixed());
      }),
    );
  });

  it.each([
    [1e-11, "0.00000000001"],
    [6.57e20, "657000000000000000000"],
    ["18921275.0", "18921275"],
    [-0, "0"],
    ["-0.0", "0"],
    ["1e400", null],
    ["1e-400", null],
  ])("writes %s as %s", (value, plain) => {
    expect(toDecimalString(value)).toBe(plain);
  });
});
