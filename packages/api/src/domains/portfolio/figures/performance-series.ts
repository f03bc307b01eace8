import { fromScaled, toScaled } from "@cryptodesk/quant/decimals/scaled";
import { type DrawdownSeries, drawdownSeries } from "@cryptodesk/quant/performance/drawdown-series";
import type { PerformanceDay } from "@cryptodesk/shared/portfolio/performance.contract";
import type { BenchmarkSeries } from "./benchmark-series.ts";
import { dayBeside } from "./day-span.ts";
import type { MeasuredDays } from "./measured-days.ts";
import type { PeriodReturns } from "./period-returns.ts";

/** Longer periods are shown by week. */
const MOST_DAYS = 2000;
const WEEK = 7;

/** Index of the time-weighted return at the start of a period and after each of its days. */
export interface IndexDay {
  day: string;
  /** 1 at the start; null where it is unknown. */
  value: string | null;
}

/** The day at whose close a period starts. */
export function startDay({ opening, plain }: MeasuredDays): string | null {
  const first = plain[0];
  return opening?.day ?? (first === undefined ? null : dayBeside(first.day, -1));
}

/** The index at the start of a period and after each of its days. */
export function indexDays(measured: MeasuredDays, { linked }: PeriodReturns): IndexDay[] {
  const start = startDay(measured);
  if (start === null) return [];
  const byDay = new Map(linked?.links.map(({ day, index }) => [day, index]));
  const days = measured.plain.map(({ day, value }) => ({
    day,
    value: value === null ? null : (byDay.get(day) ?? null),
  }));
  return [{ day: start, value: "1" }, ...days];
}

/** How far an index is below its highest value so far. */
export function drawdownsOf(index: readonly IndexDay[]): DrawdownSeries {
  return drawdownSeries(index);
}

/**
 * The days of a period as they are shown, before them the close at which it starts where there was anything then.
 * @param benchmark null: none
 */
export function performanceSeries(
  measured: MeasuredDays,
  index: readonly IndexDay[],
  drawdowns: DrawdownSeries,
  benchmark: BenchmarkSeries | null,
): PerformanceDay[] {
  const { opening, plain } = measured;
  const shown = opening === null ? plain : [{ ...opening, inflow: "0", outflow: "0" }, ...plain];
  // The index has the start before its days, shown or not.
  const skipped = index.length - shown.length;
  let invested: bigint | null = opening === null ? 0n : scaled(opening.value);
  const days = shown.map(({ day, value, inflow, outflow }, at): PerformanceDay => {
    const net = inflow === null || outflow === null ? null : toScaled(inflow) - toScaled(outflow);
    invested = invested === null || net === null ? null : invested + net;
    const drawdown = drawdowns.points[at + skipped]?.drawdown ?? null;
    return {
      day,
      value,
      netInflow: net === null ? null : fromScaled(net),
      invested: invested === null ? null : fromScaled(invested),
      index: index[at + skipped]?.value ?? null,
      drawdown: drawdown === null ? null : negated(drawdown),
      benchmark: benchmark?.on(day) ?? null,
    };
  });
  return days.length > MOST_DAYS ? byWeek(days) : days;
}

/** Every seventh day counted from the last one, with what flowed since the one before. */
function byWeek(days: readonly PerformanceDay[]): PerformanceDay[] {
  const weeks: PerformanceDay[] = [];
  let net: bigint | null = 0n;
  days.forEach((day, at) => {
    net = net === null || day.netInflow === null ? null : net + toScaled(day.netInflow);
    if ((days.length - 1 - at) % WEEK !== 0) return;
    weeks.push({ ...day, netInflow: net === null ? null : fromScaled(net) });
    net = 0n;
  });
  return weeks;
}

function negated(amount: string): string {
  return amount === "0" ? amount : `-${amount}`;
}

function scaled(amount: string | null): bigint | null {
  return amount === null ? null : toScaled(amount);
}
