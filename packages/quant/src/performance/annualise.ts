import { toDecimalString } from "@cryptodesk/shared/money/decimal";

/** Days of a year by which rates are annualised, as in the XIRR function of spreadsheets. */
export const YEAR_DAYS = 365;

const DIGITS = 12;

/**
 * A float as decimal text of 12 significant digits: what a rate found by powers and roots can promise.
 * @returns null for one that is not finite or beyond ±1e60
 */
export function rateText(rate: number): string | null {
  return Number.isFinite(rate) ? toDecimalString(rate.toPrecision(DIGITS)) : null;
}

/**
 * Return a year: (1 + total)^(365 / days) - 1, computed in floats, 12 significant digits (GIPS standards 2020, section
 * 2.A: returns of less than a year must not be annualised).
 * @param total return over all the days, 0.25 is 25 %
 * @returns null for 365 days or fewer, and for a loss of more than everything
 */
export function annualise(total: string, days: number): string | null {
  const growth = 1 + Number(total);
  if (days <= YEAR_DAYS || growth < 0) return null;
  return rateText(growth ** (YEAR_DAYS / days) - 1);
}
