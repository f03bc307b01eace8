import { toDecimalString } from "@cryptodesk/shared/money/decimal";

const PRICE_DIGITS = 6;
const MIN_PRICE_DECIMALS = 2;
const MAX_DECIMALS = 60;

/** A price as an exact decimal: six significant digits and at least two decimals. Rounding keeps the order of prices. */
export function formatPrice(price: number): string {
  const decimals = PRICE_DIGITS - 1 - Math.floor(Math.log10(price));
  return trimZeros(price.toFixed(Math.min(MAX_DECIMALS, Math.max(MIN_PRICE_DECIMALS, decimals))));
}

/** An amount of money in whole dollars. */
export function formatUsd(amount: number): string {
  return toDecimalString(Math.round(amount)) ?? "0";
}

/** A change between two prices in percent with four decimals; null when either is unknown. */
export function changePct(from: number | null, to: number): number | null {
  if (from === null || from === 0) return null;
  return Math.round((to / from - 1) * 1e6) / 1e4;
}

/** `count` units of 10^-decimals as a decimal. */
export function formatUnits(count: number, decimals: number): string {
  if (decimals <= 0) return toDecimalString(count * 10 ** -decimals) ?? "0";
  const digits = String(count).padStart(decimals + 1, "0");
  return trimZeros(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`);
}

function trimZeros(text: string): string {
  if (!text.includes(".")) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 48) end -= 1;
  if (text.charCodeAt(end - 1) === 46) end -= 1;
  return text.slice(0, end);
}
