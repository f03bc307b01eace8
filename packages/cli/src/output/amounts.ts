import type { Output } from "./output.ts";

const SMALL_DIGITS = 4;
const QUANTITY_PLACES = 8;

/** What is said where an amount is not known; it is never 0. */
export const UNKNOWN_AMOUNT = "unknown";

type Maybe = string | null | undefined;

/** An amount of money: `1,234.50`, `-0.0004213`. Exact decimals in, rounded half away from zero; display only. */
export function money(value: Maybe): string {
  if (value === null || value === undefined) return UNKNOWN_AMOUNT;
  return grouped(rounded(value, placesOf(value, 2)).replace(/(\.\d\d\d*?)0+$/, "$1"));
}

/** Money with the code of its currency. */
export function moneyOf(value: Maybe, currency: string): string {
  return value === null || value === undefined ? UNKNOWN_AMOUNT : `${money(value)} ${currency.toUpperCase()}`;
}

/** A number of units, without zeros at its end. */
export function units(value: Maybe): string {
  if (value === null || value === undefined) return UNKNOWN_AMOUNT;
  return grouped(withoutZeros(rounded(value, placesOf(value, QUANTITY_PLACES))));
}

/** A number of units in words where it is below zero: sold short. */
export function position(value: Maybe, { palette }: Output): string {
  return value?.startsWith("-") ? palette.down(`short ${units(value.slice(1))}`) : units(value);
}

/** A gain or a loss in words and colour: `gain 12.00`, `loss 3.50`. */
export function gain(value: Maybe, { palette }: Output): string {
  if (value === null || value === undefined) return UNKNOWN_AMOUNT;
  if (!/[1-9]/.test(value)) return "0.00";
  return value.startsWith("-") ? palette.down(`loss ${money(value.slice(1))}`) : palette.up(`gain ${money(value)}`);
}

/** A gain with the code of its currency. */
export function gainOf(value: Maybe, currency: string, out: Output): string {
  return value === null || value === undefined ? UNKNOWN_AMOUNT : `${gain(value, out)} ${currency.toUpperCase()}`;
}

/** A return, given as a ratio: 0.25 is `gain 25.00%`. */
export function returned(ratio: Maybe, out: Output): string {
  return percentReturned(ratio === null || ratio === undefined ? null : shiftedTwo(ratio), out);
}

/** A return, given in percent. */
export function percentReturned(percent: Maybe, { palette }: Output): string {
  if (percent === null || percent === undefined) return UNKNOWN_AMOUNT;
  const text = grouped(rounded(percent.replace(/^-/, ""), 2));
  if (!/[1-9]/.test(text)) return "0.00%";
  return percent.startsWith("-") ? palette.down(`loss ${text}%`) : palette.up(`gain ${text}%`);
}

/** A share in percent. */
export function percentShare(percent: Maybe): string {
  return percent === null || percent === undefined ? UNKNOWN_AMOUNT : `${grouped(rounded(percent, 2))}%`;
}

/** `value` with `places` decimals, rounded half away from zero. */
export function rounded(value: string, places: number): string {
  const [, sign = "", whole = "0", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  const kept = BigInt(whole + decimals.padEnd(places, "0").slice(0, places));
  const digits = `${kept + ((decimals[places] ?? "0") >= "5" ? 1n : 0n)}`.padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return sign !== "" && /[1-9]/.test(text) ? `-${text}` : text;
}

/** `usual` decimals, or as many more as a value below 1 needs for its first digits to be seen. */
function placesOf(value: string, usual: number): number {
  const [, whole = "", zeros = ""] = /^-?(\d+)(?:\.(0*))?/.exec(value) ?? [];
  if (/[1-9]/.test(whole) || !/[1-9]/.test(value)) return usual;
  return Math.max(usual, zeros.length + SMALL_DIGITS);
}

function withoutZeros(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function grouped(text: string): string {
  const [whole = "", decimals] = text.split(".");
  const marked = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? marked : `${marked}.${decimals}`;
}

/** A ratio as a share in percent: 0.25 is `25.00%`. */
export function ratioShare(ratio: Maybe): string {
  return ratio === null || ratio === undefined ? UNKNOWN_AMOUNT : percentShare(shiftedTwo(ratio));
}

function shiftedTwo(ratio: string): string {
  const [, sign = "", whole = "0", decimals = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(ratio) ?? [];
  const padded = decimals.padEnd(2, "0");
  const shifted = (whole + padded.slice(0, 2)).replace(/^0+(?=\d)/, "");
  return padded.length > 2 ? `${sign}${shifted}.${padded.slice(2)}` : `${sign}${shifted}`;
}
