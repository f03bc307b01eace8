import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { TradeColumns } from "../backtest/outcome.ts";
import type { RandomSource } from "../statistics/random-source.ts";
import { quantileBand } from "./quantile-band.ts";

const FEWEST_TRADES = 10;
const RUNS = 1000;
const FEWEST_RUNS = 100;
const MOST_TRADES = 2_000_000;

/**
 * What luck in the order of trades could have done. The result of a trade counts as a share of what there was before it, so
 * that gains compound. Drawdowns are of the same trades in random orders, looked at between trades; as an order does not
 * change where it ends, final results are of as many trades drawn with replacement.
 * @returns null for fewer than ten trades, and where they used everything up
 */
export function shuffleTrades(trades: TradeColumns, capital: number, random: RandomSource): Honesty["tradeOrder"] {
  const shares = sharesOfEquity(trades, capital);
  if (shares === null || shares.length < FEWEST_TRADES) return null;
  const runs = Math.max(FEWEST_RUNS, Math.min(RUNS, Math.floor(MOST_TRADES / shares.length)));
  const finals = new Float64Array(runs);
  const drawdowns = new Float64Array(runs);
  for (let run = 0; run < runs; run += 1) {
    finals[run] = 100 * (growthDrawn(shares, random) - 1);
    random.shuffle(shares);
    drawdowns[run] = 100 * drawdownOf(shares);
  }
  return { runs, finalPct: quantileBand(finals), maxDrawdownPct: quantileBand(drawdowns) };
}

function sharesOfEquity({ length, profitUsd }: TradeColumns, capital: number): Float64Array | null {
  const shares = new Float64Array(length);
  let equity = capital;
  for (let at = 0; at < length; at += 1) {
    const profit = profitUsd[at] ?? 0;
    shares[at] = profit / equity;
    equity += profit;
    if (!(equity > 0)) return null;
  }
  return shares;
}

function growthDrawn(shares: Float64Array, random: RandomSource): number {
  let value = 1;
  for (let at = 0; at < shares.length; at += 1) value *= 1 + (shares[random.below(shares.length)] ?? 0);
  return value;
}

function drawdownOf(shares: Float64Array): number {
  let [value, peak, deepest] = [1, 1, 0];
  for (let at = 0; at < shares.length; at += 1) {
    value *= 1 + (shares[at] ?? 0);
    peak = Math.max(peak, value);
    deepest = Math.max(deepest, 1 - value / peak);
  }
  return deepest;
}
