import { InvalidArgumentError } from "commander";
import { pointInTime } from "./values.ts";

const PLAIN = /^[+-]?(?:\d+(?:_\d{3})*(?:\.\d+)?|\.\d+)$/;
const WORDS_FOR_NOTHING = new Set(["none", "unknown"]);

/** A flag's word for a value that is taken away or not known. (A parser that answers null is not heard.) */
export const NOTHING = Symbol("nothing");
type Nothing = typeof NOTHING;

/** An exact amount as it is recorded; a comma is refused, for it may divide thousands or decimals. */
export function exactAmount(text: string): string {
  const typed = text.trim().replaceAll("_", "");
  if (typed.includes(",")) {
    throw new InvalidArgumentError("Write decimals after a point and thousands without a mark: 1234.5.");
  }
  if (!PLAIN.test(typed)) throw new InvalidArgumentError("It must be a plain amount such as 0.5 or 1234.56.");
  const [, sign = "", whole = "", decimals = ""] = /^([+-]?)(\d*)(?:\.(\d+))?$/.exec(typed) ?? [];
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const shown = decimals.replace(/0+$/, "");
  const plain = shown === "" ? digits : `${digits}.${shown}`;
  return sign === "-" && /[1-9]/.test(plain) ? `-${plain}` : plain;
}

/** As `exactAmount`; `none` or `unknown` takes the amount away. */
export function amountOrNothing(text: string): string | Nothing {
  return WORDS_FOR_NOTHING.has(text) ? NOTHING : exactAmount(text);
}

/** A calendar day as `2026-01-31`, from a day, a time or an age. */
export function calendarDay(now: () => Date): (text: string) => string {
  const parse = pointInTime(now);
  return (text) => parse(text).slice(0, 10);
}

/** As `pointInTime`; `none` or `unknown` takes the time away. */
export function timeOrNothing(now: () => Date): (text: string) => string | Nothing {
  const parse = pointInTime(now);
  return (text) => (WORDS_FOR_NOTHING.has(text) ? NOTHING : parse(text));
}

/** Text, or nothing for `none`. */
export function textOrNothing(text: string): string | Nothing {
  return text === "none" ? NOTHING : text;
}

/** `a=1,b=2` and repeated flags as pairs in their order. */
export function pairs(text: string, before: [string, string][] | undefined): [string, string][] {
  const added = text.split(",").map((part): [string, string] => {
    const at = part.lastIndexOf("=");
    const [left, right] = [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    if (at < 1 || left === "" || right === "") throw new InvalidArgumentError("It must be pairs such as A=b,C=d.");
    return [left, right];
  });
  return [...(before ?? []), ...added];
}
