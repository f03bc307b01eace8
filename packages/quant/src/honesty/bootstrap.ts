import type { Honesty } from "@cryptodesk/shared/strategy/backtest.contract";
import type { RandomSource } from "../statistics/random-source.ts";
import { quantileBand } from "./quantile-band.ts";

const FEWEST_RETURNS = 50;
const RUNS = 1000;
const FEWEST_RUNS = 200;
const MOST_BLOCKS = 10_000_000;
// A loss of everything has no logarithm; this much of it is as good as all.
const NEARLY_ALL = 1e-12;

/**
 * Length of blocks: the cube root of the number of returns (the order that P. Hall, J. Horowitz & B.-Y. Jing, On blocking
 * rules for the bootstrap with dependent data, 1995, find for variances), but not less than a position is held on average,
 * so that blocks keep together what one decision brought, and not more than a quarter of all.
 */
export function blockLength(count: number, meanHoldingCandles: number): number {
  return Math.max(1, Math.min(Math.round(Math.max(Math.cbrt(count), meanHoldingCandles)), Math.floor(count / 4)));
}

/**
 * The stationary bootstrap (D. Politis & J. Romano, The stationary bootstrap, Journal of the American Statistical
 * Association 89, 1994): returns are drawn anew in blocks that begin anywhere, have geometric lengths and go on from the
 * end of the series at its start. Sums of a block are differences of running sums, so that a draw costs its blocks and not
 * its candles.
 * @param returns of candles, shares
 * @param blockCandles mean length of a block
 * @returns null for fewer than 50 returns, and where none of them is other than 0
 */
export function bootstrapReturns(
  returns: Float64Array,
  blockCandles: number,
  periodsPerYear: number,
  random: RandomSource,
): Honesty["bootstrap"] {
  const { length } = returns;
  if (length < FEWEST_RETURNS || returns.every((change) => change === 0)) return null;
  const runs = Math.max(FEWEST_RUNS, Math.min(RUNS, Math.floor((MOST_BLOCKS * blockCandles) / length)));
  const sums = runningSums(returns);
  const totals = new Float64Array(runs);
  const sharpes = new Float64Array(runs);
  let losses = 0;
  for (let run = 0; run < runs; run += 1) {
    const { growth, sum, squares } = drawOnce(sums, blockCandles, random);
    totals[run] = 100 * Math.expm1(growth);
    const variance = (squares - (sum * sum) / length) / (length - 1);
    sharpes[run] = variance > 0 ? (sum / length / Math.sqrt(variance)) * Math.sqrt(periodsPerYear) : 0;
    if (growth < 0) losses += 1;
  }
  return {
    runs,
    blockCandles,
    totalReturnPct: quantileBand(totals),
    sharpe: quantileBand(sharpes),
    lossProbability: losses / runs,
  };
}

/** At each place the sum of all values before it: of logarithms of growth, of returns and of their squares. */
interface RunningSums {
  readonly growth: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
}

function runningSums(returns: Float64Array): RunningSums {
  const places = returns.length + 1;
  const sums = { growth: new Float64Array(places), sum: new Float64Array(places), squares: new Float64Array(places) };
  let [growth, sum, squares] = [0, 0, 0];
  for (let at = 0; at < returns.length; at += 1) {
    const change = returns[at] ?? 0;
    growth += Math.log1p(Math.max(change, NEARLY_ALL - 1));
    sum += change;
    squares += change * change;
    sums.growth[at + 1] = growth;
    sums.sum[at + 1] = sum;
    sums.squares[at + 1] = squares;
  }
  return sums;
}

function drawOnce({ growth, sum, squares }: RunningSums, blockCandles: number, random: RandomSource) {
  const count = sum.length - 1;
  // A block goes on with probability 1 - 1 / length: its length is geometric.
  const goesOn = blockCandles > 1 ? Math.log(1 - 1 / blockCandles) : Number.NEGATIVE_INFINITY;
  const drawn = { growth: 0, sum: 0, squares: 0 };
  let left = count;
  while (left > 0) {
    const start = random.below(count);
    const wanted = 1 + Math.floor(Math.log(1 - random.next()) / goesOn);
    const length = Math.min(wanted, left, count);
    left -= length;
    const end = start + length;
    drawn.growth += sumOfBlock(growth, start, end, count);
    drawn.sum += sumOfBlock(sum, start, end, count);
    drawn.squares += sumOfBlock(squares, start, end, count);
  }
  return drawn;
}

function sumOfBlock(running: Float64Array, start: number, end: number, count: number): number {
  const before = running[start] ?? 0;
  if (end <= count) return (running[end] ?? 0) - before;
  return (running[count] ?? 0) - before + (running[end - count] ?? 0);
}
