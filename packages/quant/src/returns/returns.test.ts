import fc from "fast-check";
import { expect, it } from "vitest";
import { logReturns, simpleReturns } from "./returns.ts";

it("relates each price to the one before", () => {
  expect(simpleReturns([100, 110, 99])).toEqual([expect.closeTo(0.1, 12), expect.closeTo(-0.1, 12)]);
  expect(logReturns([100, 110])).toEqual([expect.closeTo(Math.log(1.1), 12)]);
});

it("knows no return where a price is unknown, zero or negative", () => {
  expect(simpleReturns([100, null, 110])).toEqual([null, null]);
  expect(logReturns([100, 0, -5, 100, 100])).toEqual([null, null, null, 0]);
});

it("has nothing to say of fewer than two prices", () => {
  expect(simpleReturns([])).toEqual([]);
  expect(logReturns([5])).toEqual([]);
});

it("adds log returns up to the return over the whole series", () => {
  const prices = fc.array(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), { minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(prices, (series) => {
      const total = logReturns(series).reduce<number>((sum, value) => sum + (value ?? Number.NaN), 0);
      expect(total).toBeCloseTo(Math.log((series.at(-1) ?? 0) / (series[0] ?? 0)), 6);
    }),
  );
});
