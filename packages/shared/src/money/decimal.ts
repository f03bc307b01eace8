import { z } from "zod";

const PLAIN_DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
const NUMERIC = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
// A provider's 1e400 would expand to a megabyte of zeros; no amount of money needs this range.
const MAX_EXPONENT = 60;

/** An exact decimal without exponent, e.g. `"0.000000000056366"`. Money, prices and quantities travel as these. */
export const DecimalString = z
  .string()
  .max(140)
  .regex(PLAIN_DECIMAL, "must be a plain decimal such as 1234.5, without exponent or separators")
  .meta({ id: "DecimalString", description: "Exact decimal without exponent", example: "64250.12" });
export type DecimalString = z.infer<typeof DecimalString>;

/** A decimal of zero or more. */
export const NonNegativeDecimal = DecimalString.refine((text) => !text.startsWith("-"), "must not be negative");

/**
 * The plain decimal notation of a number or numeric text: no exponent, no leading or trailing zeros.
 *
 * `5.6366e-11` becomes `"0.000000000056366"`, `"18921275.0"` becomes `"18921275"`, `-0` becomes `"0"`.
 * @returns null for anything that is not a finite number within ±1e60
 */
export function toDecimalString(value: number | string): DecimalString | null {
  const text = typeof value === "number" ? String(value) : value.trim();
  // JavaScript writes a number without exponent exactly as wanted.
  if (Number.isFinite(value) && !text.includes("e")) return text;
  if (text.length === 0 || text.length > 120) return null;
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = "", exponentText = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const exponent = Number(exponentText);
  if (Math.abs(exponent) > MAX_EXPONENT) return null;
  const digits = whole + fraction;
  const point = whole.length + exponent;
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const split = point <= 0 ? 1 : point;
  const integerPart = padded.slice(0, split).replace(/^0+(?=\d)/, "");
  const fractionPart = padded.slice(split).replace(/0+$/, "");
  const magnitude = fractionPart === "" ? integerPart : `${integerPart}.${fractionPart}`;
  return sign === "-" && magnitude !== "0" ? `-${magnitude}` : magnitude;
}
