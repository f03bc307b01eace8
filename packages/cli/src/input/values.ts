import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import { InvalidArgumentError } from "commander";
import { didYouMean } from "./suggestion.ts";

const SHORTHAND = /^(\d+(?:_\d{3})*(?:\.\d+)?|\.\d+)(k|m|b|bn|t|tn)?$/i;
const POWER_OF_TEN: Record<string, number> = { k: 3, m: 6, b: 9, bn: 9, t: 12, tn: 12 };
const AGO = /^(\d{1,6})(m|h|d|w|mo|y)$/;
const AGO_MS: Record<string, number> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  mo: 30 * 86_400_000,
  y: 365 * 86_400_000,
};

/** Exact decimal of an amount in shorthand: `1b` is `"1000000000"`, `2.5k` is `"2500"`. Commander value parser. */
export function amount(text: string): string {
  const match = SHORTHAND.exec(text.trim().replace(/^\$/, "").replaceAll(",", ""));
  const [, digits = "", unit = ""] = match ?? [];
  const plain = match && toDecimalString(`${digits.replaceAll("_", "")}e${POWER_OF_TEN[unit.toLowerCase()] ?? 0}`);
  if (!plain) throw new InvalidArgumentError("It must be an amount such as 1500, 0.02, 250k, 10m, 1b or 1.5t.");
  return plain;
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}

/** A percentage, with or without its sign: `5`, `-2.5`, `10%`. */
export function percent(text: string): number {
  if (!/^[+-]?\d{1,9}(\.\d+)?%?$/.test(text))
    throw new InvalidArgumentError("It must be a percentage such as 5 or -2.5.");
  return Number(text.replace("%", ""));
}

export function positiveSeconds(text: string): number {
  if (!/^\d{1,4}(\.\d+)?$/.test(text) || Number(text) === 0) {
    throw new InvalidArgumentError("It must be a number of seconds above 0.");
  }
  return Number(text);
}

/** `a,b` and repeated flags both add up. */
export function list(text: string, before: string[] | undefined): string[] {
  const items = text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
  if (items.length === 0) throw new InvalidArgumentError("It must name at least one.");
  return [...(before ?? []), ...items];
}

/** One of `choices`, with a suggestion when it is not. */
export function oneOf(choices: readonly string[]): (text: string) => string {
  return (text) => {
    if (choices.includes(text)) return text;
    throw new InvalidArgumentError(`Allowed: ${choices.join(", ")}.${didYouMean(text, choices)}`);
  };
}

/** A point in time as ISO 8601 UTC: a date, a time (UTC unless it says otherwise), or how long ago (`30d`, `12h`). */
export function pointInTime(now: () => Date): (text: string) => string {
  return (text) => {
    const ago = AGO.exec(text);
    if (ago) return new Date(now().getTime() - Number(ago[1]) * (AGO_MS[ago[2] ?? ""] ?? 0)).toISOString();
    const at = parseTime(text);
    if (at) return at.toISOString();
    throw new InvalidArgumentError(
      "It must be a date (2026-01-31), a UTC time (2026-01-31T12:00) or an age (30d, 12h).",
    );
  };
}

function parseTime(text: string): Date | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (!match) return null;
  const [, day = "", clock = "00:00", zone = "Z"] = match;
  const at = new Date(`${day}T${clock}${zone}`);
  // Date rolls 2026-02-31 over into March.
  const exists = new Date(`${day}T00:00Z`).toJSON()?.startsWith(day) ?? false;
  return Number.isNaN(at.getTime()) || !exists ? null : at;
}
