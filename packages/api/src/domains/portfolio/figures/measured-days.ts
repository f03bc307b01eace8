import { dayNumberOf } from "@cryptodesk/quant/calendar/utc-day";
import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import type { DailyValues } from "@cryptodesk/quant/ledger/daily-values";
import type { ValueDay } from "@cryptodesk/quant/performance/value-day";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import type { DaySpan } from "./day-span.ts";

/** The days of a period in the form that returns are computed from. */
export interface MeasuredDays {
  /** Close of the day before the period; null where it begins with the ledger, before which there is nothing. */
  opening: { day: string; value: string | null } | null;
  /** As the ledger has them. */
  plain: readonly ValueDay[];
  /** The same, the first one with the opening value among its inflow: it is what the period begins with. */
  days: readonly ValueDay[];
}

/** The days of a ledger, computed once for everything that a report says of them. */
export class LedgerDays {
  readonly ledger: PortfolioLedger;
  readonly daily: DailyValues;
  #portfolio: readonly ValueDay[] | null = null;

  constructor(ledger: PortfolioLedger) {
    this.ledger = ledger;
    this.daily = ledger.daily();
  }

  /** All days of the portfolio. */
  portfolio(): readonly ValueDay[] {
    this.#portfolio ??= this.daily.portfolio();
    return this.#portfolio;
  }

  /**
   * The days of an asset over a span, with the close before it.
   * @throws RangeError for an asset of which the ledger knows nothing
   */
  assetWithin(assetId: string, span: DaySpan): MeasuredDays {
    const all = this.portfolio();
    const start = span.from === null ? all.length : this.placeOf(span.from);
    const from = Math.max(0, start - 1);
    return measuredDays(this.daily.asset(assetId, from, Math.max(from, this.placeOf(span.to, 1))).days, span);
  }

  /**
   * An asset on one day.
   * @throws RangeError for an asset of which the ledger knows nothing
   */
  assetAt(assetId: string, at: number): ValueDay | undefined {
    return this.daily.asset(assetId, at, at + 1).days[0];
  }

  /** Place of a day among all days, and of the one so many days after it; at most that of the end. */
  placeOf(day: string, after = 0): number {
    const first = this.portfolio()[0]?.day ?? day;
    return Math.min(Math.max(0, dayNumberOf(day) - dayNumberOf(first) + after), this.portfolio().length);
  }
}

/** Days of a span out of all days. */
export function measuredDays(all: readonly ValueDay[], { from, to }: DaySpan): MeasuredDays {
  const start = from === null ? -1 : all.findIndex(({ day }) => day >= from);
  if (start < 0 || from === null) return { opening: null, plain: [], days: [] };
  const end = all.findIndex(({ day }) => day > to);
  const plain = all.slice(start, end < 0 ? all.length : end);
  const before = all[start - 1];
  const opening = before === undefined ? null : { day: before.day, value: before.value };
  return { opening, plain, days: opened(plain, opening) };
}

/** The days with the opening as a day of its own, on which it comes in: for rates that count days from it. */
export function withOpeningDay({ opening, plain }: MeasuredDays): readonly ValueDay[] {
  if (opening === null) return plain;
  return [{ ...opening, inflow: opening.value, outflow: "0" }, ...plain];
}

/** Days with what flowed changed: more taken out by an amount, or brought in by a negative one. */
export function withTakenOut(days: readonly ValueDay[], amounts: ReadonlyMap<string, bigint | null>): ValueDay[] {
  return days.map((day) => {
    const amount = amounts.get(day.day);
    if (amount === undefined) return day;
    if (amount === null) return { ...day, outflow: null };
    return amount < 0n
      ? { ...day, inflow: added(day.inflow, -amount) }
      : { ...day, outflow: added(day.outflow, amount) };
  });
}

/** First day of which a value is below 0, as of a portfolio that owes more than it holds. */
export function firstNegativeDay({ opening, plain }: MeasuredDays): string | null {
  if (opening?.value?.startsWith("-")) return opening.day;
  return plain.find(({ value }) => value?.startsWith("-"))?.day ?? null;
}

function opened(plain: readonly ValueDay[], opening: MeasuredDays["opening"]): readonly ValueDay[] {
  const [first, ...others] = plain;
  if (first === undefined || opening === null || opening.value === "0") return plain;
  const inflow = opening.value === null ? null : added(first.inflow, toScaled(opening.value));
  return [{ ...first, inflow }, ...others];
}

function added(amount: string | null, more: bigint): string | null {
  return amount === null ? null : fromScaled(toScaled(amount) + more);
}
