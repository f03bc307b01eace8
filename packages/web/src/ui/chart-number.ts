import { UNKNOWN } from "../lib/format.ts";

/** A chart number as plain decimal text; `toFixed` because `String` turns to exponents below 1e-6. */
export function plain(price: number): string {
  if (!Number.isFinite(price)) return UNKNOWN;
  const size = Math.abs(price);
  if (size === 0 || size >= 1) return price.toFixed(8);
  return price.toFixed(Math.min(20, 6 - Math.floor(Math.log10(size))));
}
