import { expect, it } from "vitest";
import { annualisedVolatility, periodsPerYear } from "./volatility.ts";

const DAY_MS = 86_400_000;

it("counts 365 days and 8,760 hours in a year, because the market never closes", () => {
  expect(periodsPerYear(DAY_MS)).toBe(365);
  expect(periodsPerYear(3_600_000)).toBe(8760);
});

it("scales the deviation of returns by the root of the periods in a year", () => {
  // Deviation of ±1 % in turn over four days: 0.01 * sqrt(4 / 3).
  const returns = [0.01, -0.01, 0.01, -0.01];
  expect(annualisedVolatility(returns, 365)).toBeCloseTo(0.01 * Math.sqrt(4 / 3) * Math.sqrt(365), 12);
});

it("leaves unknown returns out and needs two known ones", () => {
  expect(annualisedVolatility([0.01, null, -0.01], 365)).toBe(annualisedVolatility([0.01, -0.01], 365));
  expect(annualisedVolatility([0.01, null], 365)).toBeNull();
});
