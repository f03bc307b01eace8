import { DecimalString } from "@cryptodesk/shared/money/decimal";
import fc from "fast-check";
import { expect, it } from "vitest";
import { changePct, formatPrice, formatUnits, formatUsd } from "./amounts.ts";

it("writes prices with six digits and at least two decimals, without exponent", () => {
  expect(formatPrice(64_250.126)).toBe("64250.13");
  expect(formatPrice(1.0003449)).toBe("1.00034");
  expect(formatPrice(0.99981249)).toBe("0.999812");
  expect(formatPrice(5.63661e-11)).toBe("0.0000000000563661");
  expect(formatPrice(25)).toBe("25");
});

it("keeps prices in order and within a millionth", () => {
  const price = fc.double({ min: 1e-15, max: 1e9, noNaN: true });
  fc.assert(
    fc.property(price, price, (one, other) => {
      const low = formatPrice(Math.min(one, other));
      const high = formatPrice(Math.max(one, other));
      expect(Number(low)).toBeLessThanOrEqual(Number(high));
      expect(DecimalString.safeParse(low).success).toBe(true);
      expect(Math.abs(Number(formatPrice(one)) / one - 1)).toBeLessThanOrEqual(5.1e-6);
    }),
  );
});

it("writes whole units in their decimals", () => {
  expect(formatUnits(12_345, 3)).toBe("12.345");
  expect(formatUnits(5, 3)).toBe("0.005");
  expect(formatUnits(0, 3)).toBe("0");
  expect(formatUnits(12, 0)).toBe("12");
  expect(formatUnits(12, -4)).toBe("120000");
  expect(formatUnits(100, 2)).toBe("1");
});

it("writes amounts of money in whole dollars, however large", () => {
  expect(formatUsd(1.5e21)).toBe("1500000000000000000000");
  expect(formatUsd(12.4)).toBe("12");
});

it("does not know a change from an unknown price", () => {
  expect(changePct(null, 5)).toBeNull();
  expect(changePct(0, 5)).toBeNull();
  expect(changePct(80, 100)).toBe(25);
});
