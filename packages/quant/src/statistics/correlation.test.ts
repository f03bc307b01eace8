import fc from "fast-check";
import { expect, it } from "vitest";
import { pearsonCorrelation } from "./correlation.ts";

// Anscombe 1973, the first of the four data sets: r = 0.816.
const anscombeX = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
const anscombeY = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];

it("agrees with Anscombe's first quartet", () => {
  expect(pearsonCorrelation(anscombeX, anscombeY)).toBeCloseTo(0.81642, 5);
});

it("is 1 for a rising and -1 for a falling line", () => {
  expect(pearsonCorrelation([1, 2, 3], [10, 20, 30])).toBeCloseTo(1, 12);
  expect(pearsonCorrelation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1, 12);
});

it("leaves out pairs with an unknown half", () => {
  const left = [1, null, 2, 3, 50];
  const right = [10, 99, 20, 30, null];
  expect(pearsonCorrelation(left, right)).toBeCloseTo(1, 12);
});

it("says nothing with too few pairs or of a series that does not vary", () => {
  expect(pearsonCorrelation([1], [2])).toBeNull();
  expect(pearsonCorrelation([1, 2, 3], [4, 6, 5], 10)).toBeNull();
  expect(pearsonCorrelation([0.1, 0.1, 0.1], [1, 2, 3])).toBeNull();
});

it("refuses series of different length", () => {
  expect(() => pearsonCorrelation([1, 2], [1])).toThrow(RangeError);
});

it("is symmetric, within [-1, 1] and blind to scale and shift", () => {
  const pair = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: -1000, max: 1000 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 3, maxLength: 40 }), (pairs) => {
      const xs = pairs.map(([x]) => x);
      const ys = pairs.map(([, y]) => y);
      const r = pearsonCorrelation(xs, ys);
      expect(pearsonCorrelation(ys, xs)).toBe(r);
      if (r === null) return;
      expect(Math.abs(r)).toBeLessThanOrEqual(1);
      const moved = xs.map((x) => 2 * x + 7);
      expect(pearsonCorrelation(moved, ys)).toBeCloseTo(r, 9);
    }),
  );
});
