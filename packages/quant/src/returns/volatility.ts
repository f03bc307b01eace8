import { sampleStandardDeviation } from "../statistics/moments.ts";

// Crypto markets do not close: a year has 365 trading days, not 252.
const YEAR_MS = 365 * 86_400_000;

/** How many intervals of a length (ms) a year of 365 days has: 365 for a day, 8,760 for an hour. */
export function periodsPerYear(intervalMs: number): number {
  return YEAR_MS / intervalMs;
}

/**
 * Annualised volatility: sample standard deviation of log returns × √(periods per year), which supposes returns that
 * do not depend on each other.
 * @param returns log returns of equal intervals; unknown ones are left out
 * @param periods intervals in a year, see `periodsPerYear`
 * @returns a ratio (0.6 is 60 % a year); null with fewer than two known returns
 */
export function annualisedVolatility(returns: readonly (number | null)[], periods: number): number | null {
  const known = returns.filter((value) => value !== null);
  const deviation = sampleStandardDeviation(known);
  return deviation === null ? null : deviation * Math.sqrt(periods);
}
