import type { BacktestReport } from "@cryptodesk/shared/strategy/backtest.contract";

/** A year of a run: twelve returns in percent, null where the run was not there, and what they compound to. */
export interface YearRow {
  year: string;
  months: (number | null)[];
  wholePct: number;
}

const MONTHS = 12;

/** The months of a run as rows of years, oldest first. */
export function yearRows(months: BacktestReport["months"]): YearRow[] {
  const rows = new Map<string, (number | null)[]>();
  for (const { month, returnPct } of months) {
    const year = month.slice(0, 4);
    const row = rows.get(year) ?? Array.from({ length: MONTHS }, () => null);
    row[Number(month.slice(5, 7)) - 1] = returnPct;
    rows.set(year, row);
  }
  return [...rows].map(([year, row]) => ({ year, months: row, wholePct: compoundPct(row) }));
}

function compoundPct(row: readonly (number | null)[]): number {
  const growth = row.reduce<number>((product, pct) => product * (1 + (pct ?? 0) / 100), 1);
  return (growth - 1) * 100;
}

/** How strongly a return is coloured, 0 to 1: the strongest of all months is 1. */
export function heatOf(pct: number, months: BacktestReport["months"]): number {
  const most = Math.max(...months.map(({ returnPct }) => Math.abs(returnPct)));
  return most === 0 ? 0 : Math.min(1, Math.abs(pct) / most);
}
