import { selectSmallest } from "./select-smallest.ts";

/** Losses are shares above 0; a negative one is a gain. */
export interface TailLoss {
  readonly valueAtRisk: number;
  readonly expectedShortfall: number;
}

const SAMPLE = 1021;

/**
 * Historical value at risk and conditional value at risk, both of the same discrete distribution, as Rockafellar & Uryasev
 * define them (Conditional value-at-risk for general loss distributions, Journal of Banking & Finance 26, 2002): VaR is
 * the least loss that is not exceeded with probability 1 - tail, so a loss that occurred and nothing interpolated; CVaR is
 * the mean of the worst share `tail` of the distribution, of which the loss at VaR takes the part that fills it up
 * (proposition 8). CVaR is never below VaR.
 * @param returns shares
 * @param tail such as 0.05
 * @returns null with fewer returns than 1 / tail: the tail would be less than one of them
 */
export function tailLoss(returns: Float64Array, tail: number): TailLoss | null {
  const { length } = returns;
  // 0.05 is no binary fraction: a tail of a whole number of returns shall be one.
  const size = Math.round(length * tail * 1e9) / 1e9;
  if (size < 1) return null;
  const count = Math.floor(size) + (size > Math.floor(size) ? 1 : 0);
  const worst = smallestOf(returns, count);
  const atRisk = worst[count - 1] ?? 0;
  let sum = 0;
  for (let at = 0; at < count - 1; at += 1) sum += worst[at] ?? 0;
  const shortfall = (sum + (size - (count - 1)) * atRisk) / size;
  return { valueAtRisk: 0 - atRisk, expectedShortfall: 0 - Math.min(shortfall, atRisk) };
}

/**
 * An array that begins with the smallest returns, the largest of these last. A sample tells about where they end, so that
 * most of a long series is looked at once and left alone (after Floyd & Rivest, Expected time bounds for selection, 1975).
 */
function smallestOf(returns: Float64Array, count: number): Float64Array {
  const { length } = returns;
  if (length > 50 * SAMPLE) {
    const below = collectBelow(returns, likelyBound(returns, count));
    if (below.length >= count) {
      selectSmallest(below, count);
      return below;
    }
  }
  const all = returns.slice();
  selectSmallest(all, count);
  return all;
}

/** A value that is likely, but not certain, to have at least `count` returns at or below it and not many more. */
function likelyBound(returns: Float64Array, count: number): number {
  const sample = new Float64Array(SAMPLE);
  const stride = returns.length / SAMPLE;
  for (let at = 0; at < SAMPLE; at += 1) sample[at] = returns[Math.floor(at * stride)] ?? 0;
  const share = count / returns.length;
  const slack = 4 * Math.sqrt(share * (1 - share) * SAMPLE);
  return selectSmallest(sample, Math.min(SAMPLE, Math.ceil(share * SAMPLE + slack)));
}

function collectBelow(returns: Float64Array, bound: number): Float64Array {
  let found = 0;
  let kept = new Float64Array(Math.ceil(returns.length / 8));
  for (let at = 0; at < returns.length; at += 1) {
    const value = returns[at] ?? 0;
    if (value > bound) continue;
    if (found === kept.length) kept = grown(kept);
    kept[found] = value;
    found += 1;
  }
  return kept.subarray(0, found);
}

function grown(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
