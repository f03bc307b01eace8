/** Decimals behind the point of a scaled amount: a quantity of 18 decimals times a price of 18 is still exact. */
export const SCALED_DECIMALS = 36;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const ZERO = "0".charCodeAt(0);
const ONE = 10n ** BigInt(SCALED_DECIMALS);

/**
 * A decimal as a whole number of 10⁻³⁶. Sums and differences of such numbers are exact and several times faster than
 * those of decimal objects, which a ledger of many thousand transactions needs.
 * @param text plain decimal text, as in `DecimalString`
 * @throws RangeError for other text, or for more than 36 significant decimals
 */
export function toScaled(text: string): bigint {
  if (!PLAIN.test(text)) throw new RangeError(`${text} is not a plain decimal`);
  const point = text.indexOf(".");
  if (point < 0) return BigInt(text) * ONE;
  const fraction = text.slice(point + 1);
  const kept = fraction.length > SCALED_DECIMALS ? withoutEndingZeros(fraction) : fraction;
  if (kept.length > SCALED_DECIMALS) throw new RangeError(`${text} has more than ${SCALED_DECIMALS} decimals`);
  return BigInt(text.slice(0, point) + kept.padEnd(SCALED_DECIMALS, "0"));
}

/** The plain decimal text of a scaled amount, without trailing zeros. */
export function fromScaled(units: bigint): string {
  const sign = units < 0n ? "-" : "";
  const digits = (units < 0n ? -units : units).toString().padStart(SCALED_DECIMALS + 1, "0");
  const whole = digits.slice(0, -SCALED_DECIMALS);
  const fraction = withoutEndingZeros(digits.slice(-SCALED_DECIMALS));
  return fraction === "" ? sign + whole : `${sign}${whole}.${fraction}`;
}

/**
 * The share of an amount that falls to a part of a whole: total · part / whole, rounded half to even at 36 decimals.
 * Shares taken one after the other from what is left add up to the total exactly: the last one is all that is left.
 * @throws RangeError for a whole of zero
 */
export function shareOf(total: bigint, part: bigint, whole: bigint): bigint {
  return part === whole && whole !== 0n ? total : divideHalfEven(total * part, whole);
}

/** Product of two scaled amounts, rounded half to even at 36 decimals. */
export function multiplyScaled(left: bigint, right: bigint): bigint {
  return divideHalfEven(left * right, ONE);
}

/**
 * Quotient of two scaled amounts, rounded half to even at 36 decimals.
 * @throws RangeError for a divisor of zero
 */
export function divideScaled(dividend: bigint, divisor: bigint): bigint {
  return divideHalfEven(dividend * ONE, divisor);
}

/** The lesser of two scaled amounts; `Math.min` knows no bigints. */
export function lesser(left: bigint, right: bigint): bigint {
  if (left < right) return left;
  return right;
}

function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  if (divisor === 0n) throw new RangeError("a divisor of zero");
  const quotient = dividend / divisor;
  // A product is taken back faster than a second division gives the rest.
  const rest = dividend - quotient * divisor;
  if (rest === 0n) return quotient;
  const twice = 2n * magnitude(rest);
  const size = magnitude(divisor);
  if (twice < size || (twice === size && quotient % 2n === 0n)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

// A regular expression for this takes longer than all the arithmetic of a ledger.
function withoutEndingZeros(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return digits.slice(0, end);
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
