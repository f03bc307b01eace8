import Big from "big.js";

/**
 * A decimal with at most so many decimals behind the point, rounded half away from zero.
 * @param text plain decimal text
 * @returns plain decimal text without trailing zeros
 */
export function roundDecimal(text: string, decimals: number): string {
  const rounded = new Big(text).round(decimals, Big.roundHalfUp);
  return rounded.eq(0) ? "0" : rounded.toFixed();
}
