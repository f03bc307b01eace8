import { toDecimalString } from "@cryptodesk/shared/money/decimal";
import { z } from "zod";

/**
 * A figure as providers send it: a number, a number as text, null, or nothing. One of any other type counts as unknown,
 * so that a broken statistic does not cost the row its price.
 */
export const ForeignFigure = z.union([z.number(), z.string(), z.null()]).optional().catch(null);
export type ForeignFigure = number | string | null | undefined;

/** Text that may be missing or of another type; then null. */
export const ForeignText = z.string().nullish().catch(null);

/** Largest believable change over hours or days, in percent. */
export const MAX_CHANGE_PCT = 1e6;
/** Largest believable change since an all-time high or low: SHIB stands at +5.3e7 % since its low. */
export const MAX_EXTREME_CHANGE_PCT = 1e9;
// Feeds carry rounding dust such as -1.42109e-14 where nothing changed.
const PCT_DUST = 1e-9;

/** The figure as a plain decimal if it is above zero, else null. For prices, caps and supplies zero means unknown. */
export function positive(value: ForeignFigure): string | null {
  return value != null && Number(value) > 0 ? toDecimalString(value) : null;
}

/** The figure as a plain decimal if it is zero or more, else null. A volume of zero is a fact. */
export function zeroOrMore(value: ForeignFigure): string | null {
  return value != null && Number(value) >= 0 ? toDecimalString(value) : null;
}

/** A percentage, or null when it is unknown, below -100 or beyond `limit` (overflow of a division by almost nothing). */
export function percent(value: ForeignFigure, limit = MAX_CHANGE_PCT): number | null {
  if (value == null || value === "") return null;
  const pct = Number(value);
  if (!(pct >= -100 && pct <= limit)) return null;
  return Math.abs(pct) < PCT_DUST ? 0 : pct;
}

/** A rank of 1 or more, else null. */
export function rankOf(value: ForeignFigure): number | null {
  const rank = value == null ? 0 : Number(value);
  return Number.isInteger(rank) && rank >= 1 && rank <= 10_000_000 ? rank : null;
}

const ISO_TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)) ?(Z|UTC|[+-]\d{2}:?\d{2})?$/;
const ISO_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/;
// Below this a unix time counts seconds: it is 1973 in ms and the year 5138 in seconds.
const SECONDS_BELOW = 1e11;
// The genesis block is of 2009-01-03; nothing has a price before.
const FIRST_PRICE_MS = Date.UTC(2009, 0, 1);

/**
 * A moment as providers write it: ISO 8601 (UTC when it names no zone), or unix time in seconds or milliseconds, as
 * number or text.
 * @returns null for anything else, and for moments before 2009
 */
export function timeOf(value: ForeignFigure): Date | null {
  if (value == null) return null;
  const ms = typeof value === "number" ? unixMs(value) : textMs(value.trim());
  return ms !== null && Number.isFinite(ms) && ms >= FIRST_PRICE_MS && ms < 8.64e15 ? new Date(ms) : null;
}

const unixMs = (value: number): number => (value < SECONDS_BELOW ? value * 1000 : value);

function textMs(text: string): number | null {
  if (ISO_UTC.test(text)) return Date.parse(text);
  if (/^\d{9,14}(\.\d+)?$/.test(text)) return unixMs(Number(text));
  if (ISO_DATE.test(text)) return Date.parse(text);
  const match = ISO_TIME.exec(text);
  if (!match) return null;
  const [, day, time, zone = "Z"] = match;
  return Date.parse(`${day}T${time}${zone === "UTC" ? "Z" : zone}`);
}

// Soft hyphen, zero-width space, word joiner, byte-order mark, direction overrides: they make two equal looking texts
// differ, or a text read backwards.
const INVISIBLE = /(?!\s)\p{Cc}|[\u00AD\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const JOINERS = /[\u200C\u200D]/gu;
const SPACES = /\s+/gu;
// Nearly all names and symbols: nothing in them needs cleaning.
const PLAIN_ASCII = /^(?:[!-~]+(?: [!-~]+)*)?$/;

/** A coin's ticker in upper case without invisible characters; may be empty. Look-alike letters stay what they are. */
export function symbolOf(text: string): string {
  // Not toLocaleUpperCase: in a Turkish locale "ti" would become "Tİ".
  if (PLAIN_ASCII.test(text)) return text.toUpperCase();
  // Composed afterwards: upper case may come out decomposed.
  return nameOf(text.replace(JOINERS, "").toUpperCase());
}

/** A display name: composed, invisible characters removed, runs of white space made one. May be empty. */
export function nameOf(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return text.normalize("NFC").replace(INVISIBLE, "").replace(SPACES, " ").trim();
}

/** An https address, else null: a missing image is the bare text `missing_large.png`. */
export function imageUrlOf(value: string | null | undefined): string | null {
  return value && value.length <= 2000 && value.startsWith("https://") && URL.canParse(value) ? value : null;
}

/** Ids are kept letter for letter; one that could not be a key of ours (see `CoinId`) is refused. */
export function isUsableKey(id: string): boolean {
  return id.length > 0 && id.length <= 128 && (PLAIN_ASCII.test(id) || (id.trim() === id && !/\p{Cc}/u.test(id)));
}

/** Foreign data as text of at most 500 characters. */
export function sampleOf(row: unknown): string {
  return (JSON.stringify(row) ?? String(row)).slice(0, 500);
}
