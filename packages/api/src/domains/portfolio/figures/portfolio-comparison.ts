import { dayNumberOf, dayText } from "@cryptodesk/quant/calendar/utc-day";
import { rateText, YEAR_DAYS } from "@cryptodesk/quant/performance/annualise";
import { sampleStandardDeviation } from "@cryptodesk/quant/statistics/moments";
import type {
  PerformancePeriod,
  PortfolioComparison,
  Returns,
} from "@cryptodesk/shared/portfolio/performance.contract";
import type { PortfolioLedger } from "../calculation/portfolio-ledger.ts";
import { type DaySpan, performanceSpan } from "./day-span.ts";
import { LedgerDays, measuredDays } from "./measured-days.ts";
import { drawdownsOf, type IndexDay, indexDays } from "./performance-series.ts";
import { type PeriodReturns, periodReturns } from "./period-returns.ts";

/** More days than these are shown by week. */
const MOST_DAYS = 2000;
const WEEK = 7;

/** One portfolio's part of a comparison. */
export interface ComparedPortfolio extends DaySpan {
  portfolioId: string;
  currency: string;
  returns: Returns;
  maxDrawdown: string | null;
  volatility: string | null;
  index: IndexDay[];
}

/** How one portfolio did over a period, for a comparison with others. */
export function comparedPortfolio(
  ledger: PortfolioLedger,
  { period }: { period: PerformancePeriod },
): ComparedPortfolio {
  const span = performanceSpan(ledger, { period });
  const measured = measuredDays(new LedgerDays(ledger).portfolio(), span);
  const found = periodReturns(ledger, measured);
  const index = indexDays(measured, found);
  const isKnown = found.returns.timeWeighted !== null;
  return {
    portfolioId: ledger.portfolioId,
    currency: ledger.currency,
    ...span,
    returns: found.returns,
    maxDrawdown: isKnown ? (drawdownsOf(index).deepest?.depth ?? "0") : null,
    volatility: isKnown ? volatilityOf(found) : null,
    index,
  };
}

/** Portfolios side by side, on the days that any of them has. */
export function portfolioComparison(
  parts: readonly ComparedPortfolio[],
  names: ReadonlyMap<string, string>,
): PortfolioComparison {
  const starts = parts.flatMap(({ from }) => (from === null ? [] : [from])).sort();
  const to =
    parts
      .map((each) => each.to)
      .sort()
      .at(-1) ?? "";
  const days = daysOf(parts);
  return {
    from: starts[0] ?? null,
    to,
    days,
    items: parts.map(({ from: _, to: __, index, ...part }) => {
      const byDay = new Map(index.map(({ day, value }) => [day, value]));
      return { name: names.get(part.portfolioId) ?? "", ...part, index: days.map((day) => byDay.get(day) ?? null) };
    }),
    nextCursor: null,
  };
}

/** Days from the first start to the end, every seventh counted from the end where they are too many. */
function daysOf(parts: readonly ComparedPortfolio[]): string[] {
  const all = parts.flatMap(({ index }) => [index[0]?.day, index.at(-1)?.day]).filter((day) => day !== undefined);
  const [first, last] = [all.sort()[0], all.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [start, end] = [dayNumberOf(first), dayNumberOf(last)];
  const step = end - start + 1 > MOST_DAYS ? WEEK : 1;
  const days: string[] = [];
  for (let day = end; day >= start; day -= step) days.push(dayText(day));
  return days.reverse();
}

/**
 * Standard deviation of the daily time-weighted returns times √365, as for prices that know no weekend; computed in
 * floats, 12 significant digits.
 * @returns null for fewer than two days
 */
function volatilityOf({ linked }: PeriodReturns): string | null {
  const returns = linked?.links.map(({ growth }) => Number(growth) - 1) ?? [];
  const deviation = sampleStandardDeviation(returns);
  return deviation === null ? null : rateText(deviation * Math.sqrt(YEAR_DAYS));
}
