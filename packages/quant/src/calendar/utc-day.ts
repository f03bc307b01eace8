export const DAY_MS = 86_400_000;

const UTC = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

// A ledger asks for a few thousand different days, each of them many times.
const MAX_DAYS_KNOWN = 50_000;
const dayNumbers = new Map<string, number>();

/**
 * Milliseconds since 1970 of an ISO time in UTC, ending in Z.
 * @throws RangeError for a time in another form or of another zone
 */
export function millisecondsOf(at: string): number {
  const milliseconds = UTC.test(at) ? Date.parse(at) : Number.NaN;
  // Date.parse moves a 30th of February into March; no month is shorter than 28 days.
  const isMoved = at.slice(8, 10) > "28" && new Date(milliseconds).getUTCDate() !== Number(at.slice(8, 10));
  if (Number.isNaN(milliseconds) || isMoved) {
    throw new RangeError(`${at} is not an ISO time in UTC`);
  }
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
