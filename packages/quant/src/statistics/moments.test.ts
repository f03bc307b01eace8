import fc from "fast-check";
import { expect, it } from "vitest";
import { mean, sampleStandardDeviation } from "./moments.ts";

// NIST StRD "NumAcc3": 1000000.2, then 1000000.1 and 1000000.3 in turn; certified mean 1000000.2, deviation 0.1.
const numAcc3 = [1_000_000.2, ...Array.from({ length: 500 }, () => [1_000_000.1, 1_000_000.3]).flat()];

it("gives the mean of a series and no mean of an empty one", () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNull();
});

it("divides by one less than the count", () => {
  expect(sampleStandardDeviation([2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(Math.sqrt(32 / 7), 12);
});

it("knows no deviation of fewer than two values", () => {
  expect(sampleStandardDeviation([])).toBeNull();
  expect(sampleStandardDeviation([5])).toBeNull();
});

it("keeps its digits on values that are large beside their spread (NIST NumAcc3)", () => {
  expect(mean(numAcc3)).toBeCloseTo(1_000_000.2, 8);
  expect(sampleStandardDeviation(numAcc3)).toBeCloseTo(0.1, 8);
});

it("does not change when all values move, and scales when they are scaled", () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(values, fc.integer({ min: -1000, max: 1000 }), (series, shift) => {
      const deviation = sampleStandardDeviation(series) ?? Number.NaN;
      expect(sampleStandardDeviation(series.map((value) => value + shift))).toBeCloseTo(deviation, 8);
      expect(sampleStandardDeviation(series.map((value) => value * -3))).toBeCloseTo(deviation * 3, 8);
    }),
  );
});
