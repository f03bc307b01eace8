import type { MarketData } from "@cryptodesk/quant/backtest/market-data";
import type { BacktestSettings } from "@cryptodesk/shared/strategy/backtest.contract";

const YEAR_MS = 365 * 86_400_000;

/** Candles that make a year: as said, else 365 days of them, as coins trade every day. */
export function periodsPerYearOf(
  { periodsPerYear }: Pick<BacktestSettings, "periodsPerYear">,
  { intervalMs }: Pick<MarketData, "intervalMs">,
): number {
  return periodsPerYear ?? YEAR_MS / intervalMs;
}
