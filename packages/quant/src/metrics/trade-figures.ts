import type { TradeColumns } from "../backtest/outcome.ts";

/** What trades came to, all of them after fees, slippage and funding. Null where no trade tells it. */
export interface TradeFigures {
  readonly winRatePct: number | null;
  readonly profitFactor: number | null;
  readonly expectancyUsd: number | null;
  readonly expectancyPct: number | null;
  readonly averageWinPct: number | null;
  /** Below 0. */
  readonly averageLossPct: number | null;
  readonly sqn: number | null;
}

/**
 * Figures of closed trades. A trade that made exactly nothing is neither won nor lost, but counts among all.
 * - Win rate: trades won / trades.
 * - Profit factor: Σ profits / Σ losses in USD; null without a loss.
 * - Expectancy: mean result of a trade, in USD and as a share of what was put in.
 * - System quality number (Van K. Tharp, Definitive Guide to Position Sizing, 2008): √n · mean(R) / deviation(R), with R
 *   the result as a share of what was put in, as not all rules have a stop to measure it by; sample deviation; n is not
 *   capped at 100. Null for fewer than two trades or where all have one result.
 */
export function measureTrades(trades: TradeColumns): TradeFigures {
  const { length, profitUsd, profitShare } = trades;
  let [won, lost, profits, lossesUsd, wonShare, lostShare] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) {
    const profit = profitUsd[at] ?? 0;
    if (profit > 0) {
      won += 1;
      profits += profit;
      wonShare += profitShare[at] ?? 0;
    } else if (profit < 0) {
      lost += 1;
      lossesUsd -= profit;
      lostShare += profitShare[at] ?? 0;
    }
  }
  const of = (sum: number, count: number) => (count === 0 ? null : sum / count);
  return {
    winRatePct: of(100 * won, length),
    profitFactor: of(profits, lossesUsd),
    expectancyUsd: of(profits - lossesUsd, length),
    expectancyPct: of(100 * (wonShare + lostShare), length),
    averageWinPct: of(100 * wonShare, won),
    averageLossPct: of(100 * lostShare, lost),
    sqn: systemQuality(profitShare.subarray(0, length)),
  };
}

function systemQuality(shares: Float64Array): number | null {
  const { length } = shares;
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += shares[at] ?? 0;
  const mean = sum / length;
  let squares = 0;
  for (let at = 0; at < length; at += 1) {
    const distance = (shares[at] ?? 0) - mean;
    squares += distance * distance;
  }
  const deviation = Math.sqrt(squares / (length - 1));
  // Equal results differ from their mean by a rounding at most.
  return length < 2 || !(deviation > 1e-12 * Math.abs(mean)) ? null : (Math.sqrt(length) * mean) / deviation;
}
