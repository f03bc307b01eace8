import Big from "big.js";

/**
 * One decimal by another, rounded half up to so many significant digits.
 * @returns plain decimal text
 * @throws Error for a divisor of zero
 */
export function divideDecimals(dividend: string, divisor: string, digits: number): string {
  const top = new Big(dividend);
  const bottom = new Big(divisor);
  // Enough decimals that the wanted digits are among them, however small the quotient.
  const scale = digits + Math.max(0, bottom.e - top.e) + 1;
  const precise = Big();
  precise.DP = scale;
  precise.RM = Big.roundHalfUp;
  return new precise(top).div(bottom).prec(digits, Big.roundHalfUp).toFixed();
}
