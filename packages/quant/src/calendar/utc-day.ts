export const DAY_MS = 86_400_000;

const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

// A ledger asks for a few thousand different days, each of them many times.
const MAX_DAYS_KNOWN = 50_000;
const ZERO = "0".charCodeAt(0);
const dayNumbers = new Map<string, number>();

/**
 * Milliseconds since 1970 of an ISO time in UTC, ending in Z.
 * @throws RangeError for a time in another form or of another zone
 */
export function millisecondsOf(at: string): number {
  return quickMilliseconds(at) ?? readMilliseconds(at);
}

/** Of a whole time of a day that is known, from its digits: a ledger has far more times than days. Null for all others. */
function quickMilliseconds(at: string): number | null {
  const { length } = at;
  const isWhole = (length === 24 && at[19] === ".") || length === 20;
  if (!isWhole || at[10] !== "T" || at[13] !== ":" || at[16] !== ":" || at[length - 1] !== "Z") return null;
  const day = dayNumbers.get(at.slice(0, 10));
  const [hour, minute, second] = [twoDigits(at, 11), twoDigits(at, 14), twoDigits(at, 17)];
  const part = length === 20 ? 0 : twoDigits(at, 20) * 10 + digit(at, 22);
  if (day === undefined || !(hour < 24 && minute < 60 && second < 60 && part >= 0)) return null;
  return day * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000 + part;
}

/** NaN where there are none. */
function twoDigits(text: string, at: number): number {
  return digit(text, at) * 10 + digit(text, at + 1);
}

function digit(text: string, at: number): number {
  const value = text.charCodeAt(at) - ZERO;
  return value >= 0 && value <= 9 ? value : Number.NaN;
}

function readMilliseconds(at: string): number {
  const milliseconds = UTC.test(at) ? Date.parse(at) : Number.NaN;
  // Date.parse moves a 30th of February into March; no month is shorter than 28 days.
  const isMoved = at.slice(8, 10) > "28" && new Date(milliseconds).getUTCDate() !== Number(at.slice(8, 10));
  if (Number.isNaN(milliseconds) || isMoved) {
    throw new RangeError(`${at} is not an ISO time in UTC`);
  }
  // The next time of this day is read quickly.
  if (milliseconds >= 0) dayNumberOf(at.slice(0, 10));
  return milliseconds;
}

/**
 * Days from 1970-01-01 to a calendar day `YYYY-MM-DD`.
 * @throws RangeError for text that is no day
 */
export function dayNumberOf(day: string): number {
  const known = dayNumbers.get(day);
  if (known !== undefined) return known;
  const milliseconds = DAY.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(milliseconds) || dayText(milliseconds / DAY_MS) !== day) throw new RangeError(`${day} is not a day`);
  if (dayNumbers.size >= MAX_DAYS_KNOWN) dayNumbers.clear();
  dayNumbers.set(day, milliseconds / DAY_MS);
  return milliseconds / DAY_MS;
}

/** The calendar day so many days after 1970-01-01. */
export function dayText(dayNumber: number): string {
  return new Date(dayNumber * DAY_MS).toISOString().slice(0, 10);
}
