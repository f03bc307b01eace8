import Big from "big.js";

/**
 * Orders two exact decimals. Converting to a float never reverses an order, so only decimals that become the same float
 * need exact arithmetic.
 * @param left plain decimal text, as in `DecimalString`
 * @returns -1, 0 or 1
 */
export function compareDecimals(left: string, right: string): -1 | 0 | 1 {
  const leftNumber = Number(left);
  const rightNumber = Number(right);
  if (leftNumber < rightNumber) return -1;
  if (leftNumber > rightNumber) return 1;
  return left === right ? 0 : new Big(left).cmp(right);
}

/** Exact sum of decimals; null when there are none or any of them is unknown. */
export function sumDecimals(values: readonly (string | null)[]): string | null {
  if (values.length === 0) return null;
  let sum = new Big(0);
  for (const value of values) {
    if (value === null) return null;
    sum = sum.plus(value);
  }
  return sum.toFixed();
}
