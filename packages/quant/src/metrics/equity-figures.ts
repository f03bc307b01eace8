/** What a walk over an equity curve tells. Returns are simple ones, step by step: equity / equity before - 1. */
export interface EquityFigures {
  /** Return of each step, a share; the first one is on the capital. 0 where nothing is left that could grow. */
  readonly returns: Float64Array;
  readonly meanReturn: number;
  /** Of a sample: squared distances from the mean over n - 1. NaN for fewer than two steps. */
  readonly variance: number;
  /** Σ max(return, 0). */
  readonly gains: number;
  /** Σ max(-return, 0). */
  readonly losses: number;
  /** Σ min(return, 0)². */
  readonly downsideSquares: number;
  readonly meanEquity: number;
}

// Beyond this share of the mean square that is the mean's own, the difference of both loses too many digits.
const MEAN_DOMINATES = 0.999;

/**
 * Returns and their sums. Sums are kept without a branch in the loop: an engine that has to merge many numbers after each
 * condition takes five times as long.
 * @param equity USD at the close of each step
 * @param capital USD before the first step
 * @param into takes the returns where it is long enough; else a new array does
 */
export function walkEquity(equity: Float64Array, capital: number, into?: Float64Array): EquityFigures {
  const { length } = equity;
  const returns = into !== undefined && into.length >= length ? into.subarray(0, length) : new Float64Array(length);
  let sum = 0;
  let sizes = 0;
  let squares = 0;
  let quadrupleDownside = 0;
  let total = 0;
  let before = capital;
  for (let step = 0; step < length; step += 1) {
    const value = equity[step] ?? 0;
    const change = before > 0 ? value / before - 1 : 0;
    const size = Math.abs(change);
    // |r| - r is -2r for a loss and 0 for a gain.
    const doubleLoss = size - change;
    returns[step] = change;
    sum += change;
    sizes += size;
    squares += change * change;
    quadrupleDownside += doubleLoss * doubleLoss;
    total += value;
    before = value;
  }
  const meanReturn = sum / length;
  const isDominated = meanReturn * sum > MEAN_DOMINATES * squares;
  return {
    returns,
    meanReturn,
    variance: isDominated ? varianceAround(returns, meanReturn) : (squares - meanReturn * sum) / (length - 1),
    gains: (sizes + sum) / 2,
    losses: (sizes - sum) / 2,
    downsideSquares: quadrupleDownside / 4,
    meanEquity: total / length,
  };
}

function varianceAround(returns: Float64Array, mean: number): number {
  let squares = 0;
  for (let at = 0; at < returns.length; at += 1) {
    const distance = (returns[at] ?? 0) - mean;
    squares += distance * distance;
  }
  return squares / (returns.length - 1);
}

/** The deepest of all falls from an earlier peak; the capital is the first peak. */
export interface DeepestFall {
  /** A share of the peak: 0.25 is a fall of 25 %. 0 without any. */
  readonly share: number;
  /** Steps from its peak until that was reached again, or until the end. */
  readonly steps: number;
}

/** Finds the deepest fall: max over time of 1 - equity / highest equity so far. Of equal ones the first counts. */
export function deepestFall(equity: Float64Array, capital: number): DeepestFall {
  const { length } = equity;
  let [peak, peakAt, floor] = [capital, -1, capital];
  let [share, from, until] = [0, -1, -1];
  let isOpen = false;
  for (let step = 0; step < length; step += 1) {
    const value = equity[step] ?? 0;
    if (value >= peak) {
      if (isOpen) until = step;
      isOpen = false;
      peak = value;
      peakAt = step;
      floor = peak * (1 - share);
    } else if (value < floor) {
      const fall = 1 - value / peak;
      // The floor is rounded: a fall of the same depth as the one before may look deeper by a bit.
      if (fall <= share) continue;
      share = fall;
      floor = value;
      from = peakAt;
      isOpen = true;
    }
  }
  return { share, steps: share === 0 ? 0 : (isOpen ? length - 1 : until) - from };
}
