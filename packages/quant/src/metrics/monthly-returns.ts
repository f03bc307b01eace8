import type { BacktestOutcome } from "../backtest/outcome.ts";

export interface MonthlyReturn {
  /** Of UTC, such as 2026-01. */
  readonly month: string;
  /** Percent: of the last equity of the month on the last one of the month before, or on the capital. */
  readonly returnPct: number;
}

/**
 * Returns of the calendar months (UTC) of a run, its first and last month as far as it goes; months without a candle are
 * left out. Compounded they are the total return. A candle belongs to the month in which it begins.
 */
export function monthlyReturns({ time, equity, capital }: BacktestOutcome): MonthlyReturn[] {
  const months: MonthlyReturn[] = [];
  let before = capital;
  let step = 0;
  while (step < time.length) {
    const start = new Date(time[step] ?? 0);
    const end = nextMonthAfter(time, step, Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1));
    const value = equity[end - 1] ?? 0;
    months.push({ month: start.toISOString().slice(0, 7), returnPct: before > 0 ? 100 * (value / before - 1) : 0 });
    before = value;
    step = end;
  }
  return months;
}

/** The first step at or after a time, by halving. */
function nextMonthAfter(time: Float64Array, from: number, at: number): number {
  let [low, high] = [from, time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
