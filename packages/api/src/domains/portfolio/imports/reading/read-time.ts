import { quoted, refuse } from "./row-problem.ts";
import { toUtc } from "./time-zone.ts";

export type DateOrder = "ymd" | "dmy" | "mdy";

export interface TimeReading {
  /** Of dates in figures that do not begin with the year; null: such a date is refused where it fits both. */
  order: DateOrder | null;
  /** IANA name, for times that do not say theirs. */
  zone: string;
}

const CLOCK =
  "(?:(?:[T ]|, ?| at )\\s*(\\d{1,2})(?::(\\d{2}))?(?::(\\d{2})(?:[.,](\\d{1,9}))?)?[ -]?(AM|PM)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?(?: UTC)?)?";
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${CLOCK}$`, "i");
const YEAR_LAST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${CLOCK}$`, "i");
const DAY_MONTH = new RegExp(`^(\\d{1,2})[ -]([a-z]{3,9})\\.?,?[ -](\\d{4})${CLOCK}$`, "i");
const MONTH_DAY = new RegExp(`^([a-z]{3,9})\\.? (\\d{1,2}),? (\\d{4})${CLOCK}$`, "i");
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const FIRST = Date.UTC(1970, 0, 1);
const AFTER_LAST = Date.UTC(2200, 0, 1);

/** Which orders of day and month a date leaves open; null where it says its order, or is no date in figures. */
export function dateOrdersOf(text: string): readonly DateOrder[] | null {
  const match = YEAR_LAST.exec(text.trim());
  if (!match) return null;
  const [, first = "", mark, second = ""] = match;
  // Nobody writes the month first with points.
  if (mark === ".") return Number(second) > 12 ? [] : ["dmy"];
  const orders: DateOrder[] = [];
  if (Number(second) <= 12 && Number(first) <= 31) orders.push("dmy");
  if (Number(first) <= 12 && Number(second) <= 31) orders.push("mdy");
  return orders;
}

/**
 * The moment that a cell says: dates in figures or with the month's name, with clock or without, seconds or milliseconds
 * since 1970.
 * @returns ISO time in UTC
 * @throws RowProblem for everything else, and for days that no calendar has
 */
export function readTime(text: string, reading: TimeReading): string {
  const trimmed = text.trim();
  if (trimmed === "") refuse("The date is empty.");
  if (/^#{2,}$/.test(trimmed)) {
    refuse(`${quoted(trimmed)} is what a spreadsheet shows where a column was too narrow; the date itself is gone.`);
  }
  const at = sinceEpoch(trimmed) ?? written(trimmed, reading);
  if (at === null) refuse(`${quoted(trimmed)} is not a date.`);
  if (!(at >= FIRST && at < AFTER_LAST)) refuse(`${quoted(trimmed)} does not lie between 1970 and 2200.`);
  return new Date(at).toISOString();
}

function sinceEpoch(text: string): number | null {
  if (/^\d{9,10}(?:\.\d+)?$/.test(text)) return Math.floor(Number(text) * 1_000);
  if (/^\d{12,13}$/.test(text)) return Number(text);
  if (/^[34]\d{4}(?:[.,]\d+)?$/.test(text)) {
    refuse(
      `${quoted(text)} is a spreadsheet's day number, not a date: export the file again and do not save it there.`,
    );
  }
  if (/^\d[.,]\d+E\+?1[0-2]$/i.test(text)) refuse(`${quoted(text)} was shortened by a spreadsheet: the time is gone.`);
  return null;
}

function written(text: string, { order, zone }: TimeReading): number | null {
  const yearFirst = YEAR_FIRST.exec(text);
  if (yearFirst) {
    const [, year, , month, day, ...clock] = yearFirst;
    return moment(text, [Number(year), Number(month), Number(day)], clock, zone);
  }
  const named = DAY_MONTH.exec(text);
  const american = named ? null : MONTH_DAY.exec(text);
  if (named || american) {
    const [, first = "", second = "", year, ...clock] = named ?? american ?? [];
    const [day, month] = named ? [first, second] : [second, first];
    const at = MONTHS.indexOf(month.slice(0, 3).toLowerCase());
    return at < 0 ? null : moment(text, [Number(year), at + 1, Number(day)], clock, zone);
  }
  const figures = YEAR_LAST.exec(text);
  if (!figures) return null;
  const [, first, mark, second, year = "", ...clock] = figures;
  const used = mark === "." ? "dmy" : order;
  if (used === null || used === "ymd") {
    refuse(`${quoted(text)} can be read in several ways: say whether the day or the month comes first.`);
  }
  const [day, month] = used === "dmy" ? [first, second] : [second, first];
  const century = year.length === 2 ? 2_000 : 0;
  return moment(text, [century + Number(year), Number(month), Number(day)], clock, zone);
}

function moment(
  text: string,
  [year, month, day]: [number, number, number],
  clock: readonly (string | undefined)[],
  zone: string,
): number {
  const [hourText = "0", minute = "0", second = "0", fraction = "", half, offset] = clock;
  const midnight = Date.UTC(year, month - 1, day);
  const date = new Date(midnight);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) refuse(`There is no day ${quoted(text)}.`);
  let hour = Number(hourText);
  const wrongHalf = half !== undefined && (hour < 1 || hour > 12);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 60 || wrongHalf) refuse(`There is no time ${quoted(text)}.`);
  if (half !== undefined) hour = (hour % 12) + (half.toUpperCase() === "PM" ? 12 : 0);
  const shown =
    midnight +
    hour * 3_600_000 +
    Number(minute) * 60_000 +
    Number(second) * 1_000 +
    Number(fraction.slice(0, 3).padEnd(3, "0"));
  if (offset !== undefined) return shown - offsetMs(offset);
  const at = toUtc(shown, zone);
  if (at === null) refuse(`The clocks of ${zone} never showed ${quoted(text)}: that hour was left out.`);
  return at;
}

function offsetMs(offset: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(offset);
  if (!match) return 0;
  const [, sign, hours, minutes] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
