import Big from "big.js";
import fc from "fast-check";
import { expect, it } from "vitest";
import { divideScaled, fromScaled, halfScaledOf, multiplyScaled, shareOf, toHalfScaled, toScaled } from "./scaled.ts";

const amount = fc.bigInt({ min: -(10n ** 50n), max: 10n ** 50n });

it.each(["0", "1", "-0.5", "123456789012345678901234567890.123456789012345678", `0.${"0".repeat(35)}1`])(
  "reads and writes %s without loss",
  (text) => {
    expect(fromScaled(toScaled(text))).toBe(text);
  },
);

it("drops the zeros at the end and the sign of zero", () => {
  expect(fromScaled(toScaled("1.500"))).toBe("1.5");
  expect(fromScaled(toScaled("-0.0"))).toBe("0");
});

it.each([
  "",
  "-",
  "1.",
  "1.-5",
  "1-5",
  "--1",
  "1.2.3",
  "1e5",
  "1,5",
  "0x10",
  " 1",
  ".5",
  "NaN",
  `0.${"0".repeat(36)}1`,
])("refuses %j", (text) => {
  expect(() => toScaled(text)).toThrow(RangeError);
});

it("adds, multiplies and divides as exact decimals do", () => {
  const exact = Big();
  exact.DP = 36;
  exact.RM = Big.roundHalfEven;
  fc.assert(
    fc.property(amount, amount, (left, right) => {
      const [a, b] = [new exact(fromScaled(left)), new exact(fromScaled(right))];
      expect(fromScaled(left + right)).toBe(a.plus(b).toFixed());
      expect(new Big(fromScaled(multiplyScaled(left, right))).eq(a.times(b).round(36, Big.roundHalfEven))).toBe(true);
      if (right !== 0n) expect(new Big(fromScaled(divideScaled(left, right))).eq(a.div(b))).toBe(true);
    }),
  );
});

it("rounds a half to the even neighbour, on both sides of zero", () => {
  expect([1n, 3n, -1n, -3n].map((total) => shareOf(total, 1n, 2n))).toEqual([0n, 2n, 0n, -2n]);
});

it("shares an amount without losing or inventing any of it", () => {
  fc.assert(
    fc.property(amount, fc.array(fc.bigInt({ min: 1n, max: 10n ** 40n }), { minLength: 1 }), (total, parts) => {
      let left = total;
      let whole = parts.reduce((sum, part) => sum + part, 0n);
      let given = 0n;
      for (const part of parts) {
        const share = shareOf(left, part, whole);
        given += share;
        left -= share;
        whole -= part;
      }
      expect(given).toBe(total);
      expect(left).toBe(0n);
    }),
  );
});

it("refuses to divide by zero", () => {
  expect(() => shareOf(1n, 0n, 0n)).toThrow(RangeError);
});

it("multiplies amounts of 18 decimals without a division to the same as with one", () => {
  fc.assert(
    fc.property(amount, amount, (left, right) => {
      const [a, b] = [fromScaled(left * 10n ** 18n), fromScaled(right * 10n ** 18n)];
      expect(toHalfScaled(a) * toHalfScaled(b)).toBe(multiplyScaled(toScaled(a), toScaled(b)));
      expect(halfScaledOf(toScaled(a))).toBe(toHalfScaled(a));
    }),
  );
  expect(halfScaledOf(1n)).toBeNull();
  expect(() => toHalfScaled(`0.${"0".repeat(18)}1`)).toThrow(RangeError);
});

it("reads decimals of any length to the same as their digits with a power of ten", () => {
  const digits = fc.string({ unit: fc.constantFrom(..."0123456789"), minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.constantFrom("", "-"), digits, digits, (sign, whole, fraction) => {
      const read = BigInt(`${sign}${whole}${fraction.slice(0, 36).padEnd(36, "0")}`);
      expect(toScaled(`${sign}${whole}.${fraction.slice(0, 36)}`)).toBe(read);
      expect(toScaled(`${sign}${whole}`)).toBe(BigInt(`${sign}${whole}`) * 10n ** 36n);
    }),
    { numRuns: 500 },
  );
});
