import type { CoinBook } from "./coin-book.ts";
import type { SizingSettings } from "./run-settings.ts";
import type { Simulation } from "./simulation.ts";
import type { TradeLog } from "./trade-log.ts";

/**
 * USD that an entry shall have, by what is known at the close of a candle.
 * @param index the coin's candle
 * @returns NaN where the volatility is not known there
 */
export function sizeAt(run: Simulation, book: CoinBook, index: number): number {
  const sizing = run.settings.sizing;
  switch (sizing.kind) {
    case "cash":
      return sizing.amount;
    case "equity":
      return sizing.share * run.equity;
    case "volatility": {
      const volatility = book.signals.volatility?.[index] ?? Number.NaN;
      return Math.min(sizing.mostShare, sizing.targetShare / volatility) * run.equity;
    }
    case "kelly":
      return kellyShare(sizing, run.log) * run.equity;
  }
}

/**
 * Kelly's share of equity, W − (1 − W) / R (Kelly 1956, in the form of Thorp 2006), from the last closed trades: W the share
 * of trades won, R the mean win over the mean loss. Never below 0; a quarter of the limit before there are enough trades.
 */
export function kellyShare(
  sizing: Extract<SizingSettings, { kind: "kelly" }>,
  trades: Pick<TradeLog, "length" | "profitShareAt">,
): number {
  const { fraction, mostShare } = sizing;
  const count = sizing.trades;
  if (trades.length < count) return mostShare / 4;
  let wins = 0;
  let won = 0;
  let lost = 0;
  for (let index = trades.length - count; index < trades.length; index += 1) {
    const share = trades.profitShareAt(index);
    if (share > 0) {
      wins += 1;
      won += share;
    } else lost -= share;
  }
  if (wins === 0) return 0;
  const winRate = wins / count;
  const ratio = won / wins / (lost / (count - wins));
  // Without a loss there is no ratio, and the formula's limit is the win rate.
  const kelly = lost > 0 ? winRate - (1 - winRate) / ratio : winRate;
  return Math.min(mostShare, Math.max(0, fraction * kelly));
}
