import { describe, expect, it } from "vitest";
import { expectedBestSharpe, probabilisticSharpe, shapeOfReturns, varianceWithoutSkill } from "./deflated-sharpe.ts";

describe("the numerical example of Bailey & López de Prado 2014", () => {
  // Annual Sharpe ratio 2.5 from 1,250 days of 250 a year; variance of the tries 1/2 a year.
  const shape = { count: 1250, sharpe: 2.5 / Math.sqrt(250), skewness: -3, kurtosis: 10 };
  const deflated = (trials: number, of = shape) => probabilisticSharpe(of, expectedBestSharpe(trials, 0.5 / 250));

  it("expects 0.1132 a day of the best of a hundred, and trusts the result with 0.9004", () => {
    expect(expectedBestSharpe(100, 0.5 / 250)).toBeCloseTo(0.1132, 4);
    expect(deflated(100)).toBeCloseTo(0.9004, 4);
  });

  it("trusts it with 0.9505 after 46 tries, and after 88 were the returns normal", () => {
    expect(deflated(46)).toBeCloseTo(0.9505, 3);
    expect(deflated(88, { ...shape, skewness: 0, kurtosis: 3 })).toBeCloseTo(0.9505, 3);
  });
});

it("deflates nothing for one try, and more for more of them", () => {
  const best = [1, 2, 10, 1000, 1e9].map((trials) => expectedBestSharpe(trials, 1));
  expect(best[0]).toBe(0);
  expect(best).toEqual(best.toSorted((left, right) => left - right));
  expect(varianceWithoutSkill(101)).toBe(0.01);
});

it("tells the shape of returns as R's PerformanceAnalytics does of Bacon's portfolio", () => {
  const bacon = Float64Array.of(
    ...[0.003, 0.026, 0.011, -0.01, 0.015, 0.025, 0.016, 0.067, -0.014, 0.04, -0.005, 0.081],
    ...[0.04, -0.037, -0.061, 0.017, -0.049, -0.022, 0.07, 0.058, -0.065, 0.024, -0.005, -0.009],
  );
  const shape = shapeOfReturns(bacon);
  expect(shape?.sharpe).toBeCloseTo(0.227568455662389, 12);
  expect(shape?.kurtosis).toBeCloseTo(3 - 0.567546205892125, 10);
  expect(shape?.skewness).toBeCloseTo(-0.08, 1);
});

it("has no shape of too few returns, or of equal ones", () => {
  expect(shapeOfReturns(Float64Array.of(0.1, 0.2))).toBeNull();
  expect(shapeOfReturns(new Float64Array(9).fill(0.01))).toBeNull();
});
