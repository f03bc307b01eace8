import { describe, expect, it } from "vitest";
import { measureOutcome } from "./measure-outcome.ts";
import { DAY_MS, outcomeOf, outcomeOfReturns, tradesOf } from "./outcome.fixture.ts";

/** Monthly returns of Bacon, Practical Portfolio Performance Measurement and Attribution, as in R's PerformanceAnalytics. */
const BACON = [
  0.003, 0.026, 0.011, -0.01, 0.015, 0.025, 0.016, 0.067, -0.014, 0.04, -0.005, 0.081, 0.04, -0.037, -0.061, 0.017,
  -0.049, -0.022, 0.07, 0.058, -0.065, 0.024, -0.005, -0.009,
];

/** Daily returns and reference values of empyrical's test_stats.py; its year has 252 days. */
const MIXED = [0.01, 0.1, -0.04, 0.02, 0.03, 0.02, 0.01, -0.1];
const NEGATIVE = [-0.06, -0.07, -0.01, -0.09, -0.02, -0.06, -0.08, -0.05];
const BUSINESS_DAYS = 252;

const compounded = (returns: readonly number[]) => outcomeOfReturns(returns).equity;

describe("published figures", () => {
  it("agrees with PerformanceAnalytics on Bacon's portfolio: Sharpe, Bernardo-Ledoit (omega at 0)", () => {
    const metrics = measureOutcome(outcomeOfReturns(BACON), null, 1);
    expect(metrics.sharpe).toBeCloseTo(0.227568455662389, 12);
    expect(metrics.omega).toBeCloseTo(1.78, 2);
  });

  it("agrees with empyrical: total return, volatility, Sharpe, Sortino, drawdown", () => {
    const metrics = measureOutcome(outcomeOfReturns(MIXED), null, BUSINESS_DAYS);
    expect(metrics.totalReturnPct).toBeCloseTo(3.8931091700480147, 10);
    expect(metrics.volatilityPct).toBeCloseTo(91.36465399704637, 10);
    expect(metrics.sharpe).toBeCloseTo(1.7238613961706866, 12);
    expect(metrics.sortino).toBeCloseTo(2.605531251673693, 12);
    expect(metrics.maxDrawdownPct).toBeCloseTo(10, 10);
    const falling = measureOutcome(outcomeOfReturns([0, ...NEGATIVE]), null, BUSINESS_DAYS);
    expect(falling.sharpe).toBeCloseTo(-24.406808633910085, 10);
    expect(falling.sortino).toBeCloseTo(-13.532743075043401, 10);
    expect(falling.maxDrawdownPct).toBeCloseTo(36.5907303498736, 10);
  });

  it("agrees with empyrical on alpha and beta, and on the information ratio", () => {
    // The first step has no return of the benchmark.
    const run = outcomeOfReturns([0, ...MIXED]);
    const against = measureOutcome(run, compounded([0, ...NEGATIVE]), BUSINESS_DAYS);
    expect(against.alphaPct).toBeCloseTo(-830.666666666667, 8);
    expect(against.beta).toBeCloseTo(-0.71296296296296313, 12);
    const rising = measureOutcome(run, compounded(new Array<number>(9).fill(0.01)), 1);
    expect(rising.informationRatio).toBeCloseTo(-0.06515583641446039, 12);
    expect(rising.beta).toBeNull();
  });
});

describe("figures worked by hand", () => {
  // Returns 0.1, -0.5, 0, 1.2: 110, 55, 55, 121.
  const run = outcomeOf([110, 55, 55, 121], { tradedUsd: 1705, stepsInMarket: 3, feesUsd: 1, slippageUsd: 2 });

  it("takes the first return on the capital", () => {
    expect(measureOutcome(run, null, 365).totalReturnPct).toBeCloseTo(21, 10);
    expect(measureOutcome(run, null, 365).omega).toBeCloseTo(1.3 / 0.5, 10);
  });

  it("counts a drawdown from its peak until the peak is reached again", () => {
    expect(measureOutcome(run, null, 365)).toMatchObject({ maxDrawdownPct: 50, maxDrawdownCandles: 3 });
    expect(measureOutcome(outcomeOf([110, 55, 60]), null, 365).maxDrawdownCandles).toBe(2);
    expect(measureOutcome(outcomeOf([90, 80, 100, 99]), null, 365)).toMatchObject({ maxDrawdownCandles: 3 });
    expect(measureOutcome(outcomeOf([101, 102]), null, 365)).toMatchObject({
      maxDrawdownPct: 0,
      maxDrawdownCandles: 0,
    });
  });

  it("tells turnover a year over mean equity, time in market and costs", () => {
    const { turnover, timeInMarketPct, feesUsd, slippageUsd } = measureOutcome(run, null, 365);
    // Mean equity 85.25; 4 days are 4/365 of a year.
    expect(turnover).toBeCloseTo((1705 / 85.25) * (365 / 4), 8);
    expect({ timeInMarketPct, feesUsd, slippageUsd }).toEqual({ timeInMarketPct: 75, feesUsd: 1, slippageUsd: 2 });
  });

  it("annualises by the calendar, from 30 days on, and sets it against the drawdown", () => {
    const equity = Array.from({ length: 73 }, (_, at) => (at < 36 ? 80 : 110));
    const { annualReturnPct, calmar } = measureOutcome(outcomeOf(equity), null, 252);
    expect(annualReturnPct).toBeCloseTo(100 * (1.1 ** 5 - 1), 9);
    expect(calmar).toBeCloseTo((1.1 ** 5 - 1) / 0.2, 9);
    expect(measureOutcome(outcomeOf(equity.slice(0, 29)), null, 365).annualReturnPct).toBeNull();
    expect(measureOutcome(outcomeOf(equity.slice(0, 30)), null, 365).annualReturnPct).not.toBeNull();
  });

  it("measures trades in dollars and as shares of what was put in", () => {
    const trades = tradesOf([
      [20, 0.2],
      [-10, -0.1],
      [30, 0.1],
      [0, 0],
    ]);
    const metrics = measureOutcome(outcomeOf([110], { trades }), null, 365);
    expect(metrics).toMatchObject({ trades: 4, winRatePct: 50, profitFactor: 5, expectancyUsd: 10 });
    expect(metrics.expectancyPct).toBeCloseTo(5, 10);
    expect(metrics.averageWinPct).toBeCloseTo(15, 10);
    expect(metrics.averageLossPct).toBeCloseTo(-10, 10);
    // Mean 0.05, squares 0.0225 + 0.0225 + 0.0025 + 0.0025.
    expect(metrics.sqn).toBeCloseTo((2 * 0.05) / Math.sqrt(0.05 / 3), 10);
  });

  it("leaves out steps at which the benchmark is unknown", () => {
    const close = Float64Array.of(100, 110, Number.NaN, 130, 143);
    const { benchmarkReturnPct, beta } = measureOutcome(outcomeOfReturns([0.5, 0.2, 0.3, 0.4, 0.3]), close, 365);
    expect(benchmarkReturnPct).toBeCloseTo(43, 10);
    // The pairs (0.2, 0.1) and (0.3, 0.1): the benchmark does not vary.
    expect(beta).toBeNull();
  });
});

describe("what cannot be told is null", () => {
  it("of a run without steps", () => {
    const { trades, feesUsd, slippageUsd, fundingUsd, ...others } = measureOutcome(outcomeOf([]), null, 365);
    expect({ trades, feesUsd, slippageUsd, fundingUsd }).toEqual({
      trades: 0,
      feesUsd: 0,
      slippageUsd: 0,
      fundingUsd: 0,
    });
    expect(Object.values(others).every((value) => value === null)).toBe(true);
  });

  it("of a run that never traded: no ratio, but a return and a drawdown of 0", () => {
    const flat = measureOutcome(outcomeOf(new Array<number>(40).fill(100)), null, 365);
    expect(flat).toMatchObject({ totalReturnPct: 0, volatilityPct: 0, maxDrawdownPct: 0, var95Pct: 0, cvar95Pct: 0 });
    expect(flat).toMatchObject({
      sharpe: null,
      sortino: null,
      omega: null,
      calmar: null,
      sqn: null,
      profitFactor: null,
    });
  });

  it("of equal returns, whose deviation is rounding", () => {
    const { sharpe, sortino, omega } = measureOutcome(outcomeOfReturns(new Array<number>(50).fill(0.01)), null, 365);
    expect({ sharpe, sortino, omega }).toEqual({ sharpe: null, sortino: null, omega: null });
  });

  it("of an account that is gone: everything is lost, and no number is infinite", () => {
    const gone = outcomeOf([50, 0, 0, 0], { time: Float64Array.of(0, 20 * DAY_MS, 40 * DAY_MS, 60 * DAY_MS) });
    const metrics = measureOutcome(gone, Float64Array.of(1, 2, 0, 3), 365);
    expect(metrics).toMatchObject({ totalReturnPct: -100, annualReturnPct: -100, maxDrawdownPct: 100 });
    expect(Object.values(metrics).every((value) => value === null || Number.isFinite(value))).toBe(true);
  });
});

it("gives the same figures with and without a shared array", () => {
  const run = outcomeOfReturns(BACON);
  const scratch = new Float64Array(100).fill(7);
  expect(measureOutcome(run, null, 365, scratch)).toEqual(measureOutcome(run, null, 365));
});
