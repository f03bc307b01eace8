/** Decimals behind the point of a scaled amount: a quantity of 18 decimals times a price of 18 is still exact. */
export const SCALED_DECIMALS = 36;

const PLAIN = /^-?\d+(?:\.\d+)?$/;
const ZERO = "0".charCodeAt(0);
const MINUS = "-".charCodeAt(0);
const ONE = 10n ** BigInt(SCALED_DECIMALS);
const HALF_DECIMALS = SCALED_DECIMALS / 2;
const HALF = 10n ** BigInt(HALF_DECIMALS);
const POWERS = Array.from({ length: SCALED_DECIMALS + 1 }, (_, exponent) => 10n ** BigInt(exponent));
/** Every whole number of so many digits is a float without loss. */
const SAFE_DIGITS = 15;
const FLOAT_POWERS = Array.from({ length: SAFE_DIGITS + 1 }, (_, exponent) => 10 ** exponent);

/**
 * A decimal as a whole number of 10⁻³⁶. Sums and differences of such numbers are exact and several times faster than
 * those of decimal objects, which a ledger of many thousand transactions needs.
 * @param text plain decimal text, as in `DecimalString`
 * @throws RangeError for other text, or for more than 36 significant decimals
 */
export function toScaled(text: string): bigint {
  // Most amounts of most days are this one.
  if (text === "0") return 0n;
  return parse(text, SCALED_DECIMALS);
}

/**
 * A decimal as a whole number of 10⁻¹⁸: the product of two such is a scaled amount, exact and without a division.
 * @throws RangeError for other text, or for more than 18 significant decimals
 */
export function toHalfScaled(text: string): bigint {
  return parse(text, HALF_DECIMALS);
}

/** A scaled amount as a whole number of 10⁻¹⁸; null where it has more decimals. */
export function halfScaledOf(units: bigint): bigint | null {
  const half = units / HALF;
  return half * HALF === units ? half : null;
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

function parse(text: string, decimals: number): bigint {
  return parseShort(text, decimals) ?? parseAny(text, decimals);
}

/**
 * Reads up to 15 digits before the point and 30 behind it as floats without loss, several times faster than text becomes
 * a bigint.
 * @returns null for anything else, text that is no decimal among it
 */
function parseShort(text: string, decimals: number): bigint | null {
  const { length } = text;
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  const point = text.indexOf(".");
  const end = point < 0 ? length : point;
  const middle = Math.min(end + 1 + SAFE_DIGITS, length);
  const behind = point < 0 ? 0 : length - end - 1;
  if (end - start + behind <= SAFE_DIGITS && end > start && (point < 0 || behind > 0)) {
    return shortest(text, { start, end, behind }, decimals);
  }
  const whole = readDigits(text, start, end);
  const high = point < 0 ? 0 : readDigits(text, end + 1, middle);
  const low = middle >= length ? 0 : readDigits(text, middle, length);
  if (whole < 0 || high < 0 || low < 0 || length - end - 1 > decimals) return null;
  let units = BigInt(whole) * power(decimals);
  if (high > 0) units += BigInt(high) * power(decimals - (middle - end - 1));
  if (low > 0) units += BigInt(low) * power(decimals - (length - end - 1));
  return start === 1 ? -units : units;
}

/** Most amounts are one float without loss: one bigint is made of them instead of two or three. */
function shortest(
  text: string,
  { start, end, behind }: { start: number; end: number; behind: number },
  decimals: number,
): bigint | null {
  if (behind > decimals) return null;
  const whole = readDigits(text, start, end);
  const fraction = behind === 0 ? 0 : readDigits(text, end + 1, end + 1 + behind);
  if (whole < 0 || fraction < 0) return null;
  const digits = whole * (FLOAT_POWERS[behind] ?? Number.NaN) + fraction;
  return BigInt(start === 1 ? -digits : digits) * power(decimals - behind);
}

/** The number that a stretch of text writes; -1 for none, for other characters, or for more digits than are safe. */
function readDigits(text: string, from: number, to: number): number {
  if (to <= from || to - from > SAFE_DIGITS) return -1;
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

function power(exponent: number): bigint {
  return POWERS[exponent] ?? ONE;
}

function parseAny(text: string, decimals: number): bigint {
  if (!PLAIN.test(text)) throw new RangeError(`${text} is not a plain decimal`);
  const point = text.indexOf(".");
  const fraction = point < 0 ? "" : withoutEndingZeros(text.slice(point + 1));
  if (fraction.length > decimals) throw new RangeError(`${text} has more than ${decimals} decimals`);
  const digits = point < 0 ? text : text.slice(0, point) + fraction;
  return BigInt(digits) * power(decimals - fraction.length);
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
