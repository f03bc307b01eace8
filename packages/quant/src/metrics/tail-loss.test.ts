import fc from "fast-check";
import { expect, it } from "vitest";
import { RandomSource } from "../statistics/random-source.ts";
import { selectSmallest } from "./select-smallest.ts";
import { tailLoss } from "./tail-loss.ts";

it("takes the worst of twenty returns at 5 %, and says nothing of fewer", () => {
  const returns = Float64Array.from({ length: 20 }, (_, at) => (at - 5) / 100);
  expect(tailLoss(returns, 0.05)).toEqual({ valueAtRisk: 0.05, expectedShortfall: 0.05 });
  expect(tailLoss(returns.subarray(1), 0.05)).toBeNull();
});

it("splits the loss at VaR where the tail is no whole number of returns", () => {
  // 25 returns: the tail of 1.25 is the worst, -0.3, and a quarter of the next, -0.2.
  const returns = Float64Array.from({ length: 25 }, (_, at) => (at === 7 ? -0.3 : at === 3 ? -0.2 : 0.01));
  const { valueAtRisk, expectedShortfall } = tailLoss(returns, 0.05) ?? { valueAtRisk: 0, expectedShortfall: 0 };
  expect(valueAtRisk).toBe(0.2);
  expect(expectedShortfall).toBeCloseTo((0.3 + 0.25 * 0.2) / 1.25, 12);
});

it("agrees with sorting, on short series and on those long enough to be sampled", () => {
  const random = new RandomSource(7);
  for (const length of [20, 21, 399, 60_000, 100_003]) {
    for (const shape of ["any", "trend", "mostly 0"]) {
      const returns = Float64Array.from({ length }, (_, at) => {
        const drawn = random.next() - 0.5;
        return shape === "any" ? drawn : shape === "trend" ? drawn + at / length : Math.round(drawn * 1.1) * drawn;
      });
      const sorted = returns.slice().sort();
      const count = Math.ceil(Math.round(length * 0.05 * 1e9) / 1e9);
      expect(tailLoss(returns, 0.05)?.valueAtRisk).toBe(0 - (sorted[count - 1] ?? 0));
    }
  }
});

it("leaves the returns as they were", () => {
  const returns = Float64Array.from({ length: 40 }, (_, at) => (at * 7) % 11);
  const before = returns.slice();
  tailLoss(returns, 0.05);
  expect(returns).toEqual(before);
});

it("never tells a smaller expected shortfall than value at risk", () => {
  const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 20, maxLength: 90 });
  fc.assert(
    fc.property(values, (returns) => {
      const { valueAtRisk, expectedShortfall } = tailLoss(Float64Array.from(returns), 0.05) ?? {
        valueAtRisk: 1,
        expectedShortfall: 0,
      };
      expect(expectedShortfall).toBeGreaterThanOrEqual(valueAtRisk);
    }),
  );
});

it("puts the smallest first whatever the order was", () => {
  const values = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(values, fc.nat(), (list, pick) => {
      const count = 1 + (pick % list.length);
      const array = Float64Array.from(list);
      const sorted = array.slice().sort();
      expect(selectSmallest(array, count)).toBe(sorted[count - 1]);
      expect(array.slice(0, count).sort()).toEqual(sorted.subarray(0, count));
    }),
  );
  expect(() => selectSmallest(Float64Array.of(1), 2)).toThrow(RangeError);
});
