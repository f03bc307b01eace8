import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { quoted, refuse } from "./row-problem.ts";

export type DecimalMark = "." | ",";

const CURRENCY = /^(?:\p{Sc}|[A-Z]{2,3}\p{Sc}|[A-Z]{3})\s*|\s*(?:\p{Sc}|[A-Z]{3})$/gu;
const EXPONENT = /^([^eE]+)[eE]([+-]?\d{1,3})$/;
/** As spreadsheets show a number that does not fit: two decimals, a sign, two digits. */
const SHOWN_SCIENTIFIC = /^[+-]?\d[.,]\d\dE[+-]\d\d$/;
/** As machines write them: most amounts need no closer look. */
const PLAIN = /^-?\d{1,30}(?:\.\d{1,36})?$/;
const WHOLE = /^-?\d*$/;
const NATURAL_DECIMALS = 8;
const MAX_WHOLE_DIGITS = 30;
const MAX_DECIMALS = 36;

/** Which mark of an amount must be the decimal one; `either` where both readings fit; null where it has none. */
export function decimalMarkOf(text: string): DecimalMark | "either" | null {
  if (WHOLE.test(text)) return null;
  const digits = bare(text).digits.replace(/[eE].*$/, "");
  const points = count(digits, ".");
  const commas = count(digits, ",");
  if (points > 0 && commas > 0) return digits.lastIndexOf(".") > digits.lastIndexOf(",") ? "." : ",";
  if (points > 1) return ",";
  if (commas > 1) return ".";
  if (points + commas === 0) return null;
  const mark = points === 1 ? "." : ",";
  const [whole = "", fraction = ""] = digits.split(mark);
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? "either" : mark;
}

/**
 * The exact amount that a cell says: with thousands marks, a currency's sign or code, a sign or brackets.
 * @returns plain decimal text, as short as it can be written
 * @throws RowProblem for everything that is no amount, or whose digits a spreadsheet has dropped
 */
export function readAmount(text: string, mark: DecimalMark): string {
  if (mark === "." && PLAIN.test(text)) return fromScaled(toScaled(text));
  const lost = spreadsheetLoss(text);
  if (lost !== null) refuse(lost);
  const { digits, negative } = bare(text);
  const exponent = EXPONENT.exec(digits);
  const plain = plainDigits(exponent?.[1] ?? digits, mark);
  if (plain === null) refuse(`${quoted(text)} is not an amount${markHint(text, mark)}.`);
  const shifted = exponent ? shift(plain, Number(exponent[2])) : plain;
  const [whole = "", fraction = ""] = shifted.split(".");
  if (whole.replace(/^0+/, "").length > MAX_WHOLE_DIGITS || fraction.replace(/0+$/, "").length > MAX_DECIMALS) {
    refuse(`${quoted(text)} has more digits than can be kept: at most 30 before and 36 after the point.`);
  }
  const units = toScaled(shifted);
  return fromScaled(negative ? -units : units);
}

/** Why the digits of a number are not all there; null where nothing shows it. */
export function spreadsheetLoss(text: string): string | null {
  const trimmed = text.trim();
  if (/^#{2,}$/.test(trimmed)) {
    return `${quoted(trimmed)} is what a spreadsheet shows where a column was too narrow; the value itself is gone.`;
  }
  if (/^#(?:REF|VALUE|NAME|DIV\/0|N\/A|NUM|NULL)[!?]?$/i.test(trimmed)) {
    return `${quoted(trimmed)} is the error of a spreadsheet's formula; the value itself is gone.`;
  }
  const exponent = EXPONENT.exec(trimmed);
  if (!exponent || !/^[+-]?[\d.,]+$/.test(exponent[1] ?? "")) return null;
  const power = Number(exponent[2]);
  const decimals = (exponent[1] ?? "").split(/[.,]/)[1]?.length ?? 0;
  const shown = SHOWN_SCIENTIFIC.test(trimmed) && decimals - power > NATURAL_DECIMALS;
  if (power <= decimals && !shown) return null;
  return `${quoted(trimmed)} was shortened by a spreadsheet: the digits that it dropped cannot be had back.`;
}

function bare(text: string): { digits: string; negative: boolean } {
  let rest = text.replace(/[\s\u00a0\u2007\u202f\u2009]+/g, " ").trim();
  let negative = false;
  const bracketed = /^\((.*)\)$/.exec(rest);
  if (bracketed) {
    negative = true;
    rest = (bracketed[1] ?? "").trim();
  }
  const sign = () => {
    const first = rest[0];
    if (first !== "-" && first !== "+" && first !== "\u2212") return;
    if (first !== "+") negative = !negative;
    rest = rest.slice(1).trim();
  };
  sign();
  rest = rest.replace(CURRENCY, "").trim();
  if (!bracketed && !negative) sign();
  return { digits: rest.replace(/['\u2019 ]/g, (_, at: number) => (isBetweenDigits(rest, at) ? "" : "?")), negative };
}

function isBetweenDigits(text: string, at: number): boolean {
  return /\d/.test(text[at - 1] ?? "") && /^\d{3}(?!\d)/.test(text.slice(at + 1));
}

function plainDigits(digits: string, mark: DecimalMark): string | null {
  const other = mark === "." ? "," : ".";
  const parts = digits.split(mark);
  if (parts.length > 2) return null;
  const [whole = "", fraction = ""] = parts;
  if (!/^\d*$/.test(fraction) || (whole === "" && fraction === "")) return null;
  const groups = whole.split(other);
  const [first = "", ...others] = groups;
  const grouped =
    others.length === 0 ||
    (/^\d{1,3}$/.test(first) &&
      others.every((each, at) => /^\d{3}$/.test(each) || (at < others.length - 1 && /^\d\d$/.test(each))));
  if (!grouped || !/^\d*$/.test(groups.join(""))) return null;
  return fraction === "" ? groups.join("") : `${groups.join("") || "0"}.${fraction}`;
}

function shift(plain: string, power: number): string {
  const [whole = "", fraction = ""] = plain.split(".");
  const digits = whole + fraction;
  const point = whole.length + power;
  if (point <= 0) return `0.${"0".repeat(-point)}${digits}`;
  if (point >= digits.length) return digits + "0".repeat(point - digits.length);
  return `${digits.slice(0, point)}.${digits.slice(point)}`;
}

function markHint(text: string, mark: DecimalMark): string {
  const seen = decimalMarkOf(text);
  if (seen === null || seen === "either" || seen === mark || !/\d/.test(text)) return "";
  return ` in a file whose decimal mark is ${mark === "." ? "the point" : "the comma"}`;
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
