import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import type { ChartTime } from "../../ui/chart-series.ts";

/** An entry or an exit on a chart, at the candle it fell into. */
export interface TradeMark {
  barTime: ChartTime;
  /** Bought, to open or to close. */
  buys: boolean;
  opens: boolean;
  number: number;
}

/**
 * Entries and exits of trades, in order of time. What lies before the first bar is left out.
 * @param times of the bars, ascending, in seconds
 */
export function tradeMarks(times: readonly ChartTime[], trades: readonly BacktestTrade[]): TradeMark[] {
  const marks = trades.flatMap(({ number, side, enteredAt, exitedAt }) => [
    ...placed(times, enteredAt, { buys: side === "long", opens: true, number }),
    ...placed(times, exitedAt, { buys: side === "short", opens: false, number }),
  ]);
  return marks.sort((a, b) => a.barTime - b.barTime);
}

function placed(times: readonly ChartTime[], at: string, mark: Omit<TradeMark, "barTime">): TradeMark[] {
  const barTime = times[lastAtOrBefore(times, Date.parse(at) / 1000)];
  return barTime === undefined ? [] : [{ barTime, ...mark }];
}

/** -1 where all are later. */
function lastAtOrBefore(times: readonly ChartTime[], seconds: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The coin with the most trades first. */
export function coinsByTrades(trades: readonly BacktestTrade[]): string[] {
  const counts = new Map<string, number>();
  for (const { coin } of trades) counts.set(coin, (counts.get(coin) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1)).map(([coin]) => coin);
}
