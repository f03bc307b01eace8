import type { Palette } from "./palette.ts";

/** Shown where a value is unknown. */
export const UNKNOWN = "-";

const UNITS = [
  { size: 1e15, name: "Q" },
  { size: 1e12, name: "T" },
  { size: 1e9, name: "B" },
  { size: 1e6, name: "M" },
  { size: 1e3, name: "K" },
] as const;

/** An amount in three significant digits or more: `1271234567890.12` is `1.27T`. Display only. */
export function compactAmount(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  const number = Number(value);
  // 999.996 of a unit would be printed as 1000.00 of it.
  const unit = UNITS.find(({ size }) => Math.abs(number) >= size * 0.999995);
  if (!unit) return smallNumber(number);
  const scaled = number / unit.size;
  return scaled >= 1e6 ? `${scaled.toExponential(2)}${unit.name}` : `${scaled.toFixed(2)}${unit.name}`;
}

/** A price with the digits that matter: `64,250.12`, `1.0003`, `0.00000000005637`. Never an exponent. Display only. */
export function price(value: string | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  return smallNumber(Number(value));
}

function smallNumber(number: number): string {
  const size = Math.abs(number);
  if (size === 0) return "0";
  if (size >= 1000) return number.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  if (size >= 1) return number.toFixed(size < 10 ? 4 : 2);
  return number.toLocaleString("en-US", { maximumSignificantDigits: 4, maximumFractionDigits: 20 });
}

/** A whole number with thousands separators. */
export function count(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : value.toLocaleString("en-US");
}

/** A share or a level, e.g. `57.31%`; the sign carries no news. */
export function level(value: number | null | undefined): string {
  return value === null || value === undefined ? UNKNOWN : `${fixed(value)}%`;
}

/** A change in percent: an arrow and a colour on a terminal, a sign elsewhere. */
export function change(value: number | null | undefined, style: { decorated: boolean; palette: Palette }): string {
  if (value === null || value === undefined) return UNKNOWN;
  const text = `${fixed(Math.abs(value))}%`;
  const flat = Number(Math.abs(value).toFixed(2)) === 0;
  if (!style.decorated) return flat ? text : `${value > 0 ? "+" : "-"}${text}`;
  if (flat) return style.palette.dim(`  ${text}`);
  return value > 0 ? style.palette.up(`▲ ${text}`) : style.palette.down(`▼ ${text}`);
}

function fixed(value: number): string {
  return Math.abs(value) >= 1e6
    ? value.toExponential(2)
    : value.toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
