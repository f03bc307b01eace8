import fc from "fast-check";
import { expect, it } from "vitest";
import { median, percentile } from "./quantile.ts";

it("interpolates between closest ranks as NumPy and R do", () => {
  const values = [15, 20, 35, 40, 50];
  expect(percentile(values, 40)).toBeCloseTo(29, 12);
  expect(percentile(values, 0)).toBe(15);
  expect(percentile(values, 100)).toBe(50);
});

it("takes the middle value, or the mean of the two middle ones, in any order", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNull();
});

it("orders numbers by value, not by their text", () => {
  expect(median([9, 10, 100])).toBe(10);
});

it("refuses a percentage outside 0 to 100", () => {
  expect(() => percentile([1], 101)).toThrow(RangeError);
  expect(() => percentile([1], Number.NaN)).toThrow(RangeError);
});

it("never leaves the range of its values and never falls as the percentage rises", () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 30 });
  const percent = fc.integer({ min: 0, max: 100 });
  fc.assert(
    fc.property(values, percent, percent, (series, one, other) => {
      const low = percentile(series, Math.min(one, other)) ?? Number.NaN;
      const high = percentile(series, Math.max(one, other)) ?? Number.NaN;
      expect(low).toBeLessThanOrEqual(high + 1e-9);
      expect(low).toBeGreaterThanOrEqual(Math.min(...series) - 1e-9);
      expect(high).toBeLessThanOrEqual(Math.max(...series) + 1e-9);
    }),
  );
});
