import fc from "fast-check";
import { expect, it } from "vitest";
import { maxDrawdown } from "./drawdown.ts";

it("measures from the highest earlier peak, not from the first value", () => {
  expect(maxDrawdown([100, 80, 120, 60])).toBe(0.5);
});

it("keeps the deepest fall when the series recovers", () => {
  expect(maxDrawdown([100, 50, 200, 150])).toBe(0.5);
});

it("is 0 for a series that only rises, unknown for fewer than two values", () => {
  expect(maxDrawdown([1, 2, 3])).toBe(0);
  expect(maxDrawdown([1, null])).toBeNull();
});

it("passes over unknown values", () => {
  expect(maxDrawdown([100, null, 75])).toBe(0.25);
});

it("is the worst of all pairs of an earlier and a later value", () => {
  const prices = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 30 });
  fc.assert(
    fc.property(prices, (series) => {
      let worst = 0;
      series.forEach((earlier, at) => {
        for (const later of series.slice(at)) worst = Math.max(worst, 1 - later / earlier);
      });
      expect(maxDrawdown(series)).toBeCloseTo(worst, 12);
    }),
  );
});
