import { dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { PerformancePeriod } from "@cryptodesk/shared/portfolio/performance.contract";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";

/** Days from one to another, both of them in it, `YYYY-MM-DD`. */
export interface DaySpan {
  /** Null where nothing happened yet and none was asked for. */
  from: string | null;
  to: string;
}

const DAYS = { "7d": 7, "30d": 30, "90d": 90 } as const;
const YEARS = { "1y": 1, "3y": 3, "5y": 5 } as const;

/**
 * The days of a report: as they were asked for, else from the first transaction until today.
 * @throws DomainError INVALID_INPUT for a first day after the last one
 */
export function reportSpan(
  ledger: PortfolioLedger,
  { from, to = ledger.today }: { from?: string | undefined; to?: string | undefined },
): DaySpan {
  if (from !== undefined && from > to) throw invalidInput("/from", "must not be after the last day");
  return { from: from ?? firstDayOf(ledger), to };
}

/** Whether a day lies in a span. */
export function isWithin({ from, to }: DaySpan, day: string): boolean {
  return day <= to && (from === null || day >= from);
}

/** Day of the first transaction; null where there is none. */
export function firstDayOf(ledger: PortfolioLedger): string | null {
  const { firstDay } = ledger.replay();
  return firstDay === null ? null : dayText(firstDay);
}

/**
 * The days over which a return is measured, none before the first transaction and none after today. `1y` up to a day
 * begins the day after the same day a year before, so that it is measured from that day's closing value on.
 * @throws DomainError INVALID_INPUT for a first day after the last one
 */
export function performanceSpan(
  ledger: PortfolioLedger,
  { period, from, to }: { period: PerformancePeriod; from?: string | undefined; to?: string | undefined },
): DaySpan {
  const last = to === undefined || to > ledger.today ? ledger.today : to;
  if (from !== undefined && from > last) throw invalidInput("/from", "must not be after the last day or today");
  const first = firstDayOf(ledger);
  const wanted = from ?? startOf(period, last);
  if (first === null || first > last) return { from: null, to: last };
  return { from: wanted === null || wanted < first ? first : wanted, to: last };
}

/** First day of a period that ends on a day; null for all days. */
function startOf(period: PerformancePeriod, last: string): string | null {
  if (period === "all") return null;
  if (period === "ytd") return `${last.slice(0, 4)}-01-01`;
  if (period in DAYS) return dayText(dayNumberOf(last) - DAYS[period as keyof typeof DAYS] + 1);
  return dayText(dayNumberOf(yearsBefore(last, YEARS[period as keyof typeof YEARS])) + 1);
}

/** The same day so many years before; the 28th for a 29th of February that there was not. */
function yearsBefore(day: string, years: number): string {
  const moved = `${Number(day.slice(0, 4)) - years}${day.slice(4)}`;
  if (!moved.endsWith("-02-29")) return moved;
  const date = new Date(`${moved}T00:00:00Z`);
  return date.getUTCDate() === 29 ? moved : `${moved.slice(0, 8)}28`;
}

/** The day after or before another. */
export function dayBeside(day: string, days: -1 | 1): string {
  return dayText(dayNumberOf(day) + days);
}
