import fc from "fast-check";
import { expect, it } from "vitest";
import { normalProbability, normalQuantile } from "./normal-distribution.ts";

it("agrees with published tables of the normal distribution", () => {
  // Marsaglia 2004; the quantiles are those of every table of tests.
  expect(normalProbability(0)).toBe(0.5);
  expect(normalProbability(1)).toBeCloseTo(0.841344746068543, 14);
  expect(normalProbability(1.959963984540054)).toBeCloseTo(0.975, 14);
  expect(normalProbability(-3)).toBeCloseTo(0.00134989803163009, 15);
  expect(normalProbability(-10) / 7.61985302416052e-24).toBeCloseTo(1, 12);
  expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 12);
  expect(normalQuantile(0.99)).toBeCloseTo(2.32634787404084, 12);
  expect(normalQuantile(1e-9)).toBeCloseTo(-5.99780701500768, 9);
});

it("is symmetric, and the quantile undoes it", () => {
  fc.assert(
    fc.property(fc.double({ min: -7, max: 7, noNaN: true }), (x) => {
      expect(normalProbability(x) + normalProbability(-x)).toBeCloseTo(1, 14);
      const below = normalProbability(-Math.abs(x));
      expect(normalQuantile(below)).toBeCloseTo(-Math.abs(x), 6);
    }),
  );
});

it("refuses what is no probability", () => {
  for (const bad of [0, 1, -0.1, Number.NaN]) expect(() => normalQuantile(bad)).toThrow(RangeError);
});
