/** An equity curve beside a benchmark. Null where it cannot be told. */
export interface BenchmarkFigures {
  readonly alphaPct: number | null;
  readonly beta: number | null;
  readonly informationRatio: number | null;
  readonly benchmarkReturnPct: number | null;
}

export const NO_BENCHMARK: BenchmarkFigures = {
  alphaPct: null,
  beta: null,
  informationRatio: null,
  benchmarkReturnPct: null,
};

/**
 * Figures against a benchmark, over the steps of which both returns are known; the first step of a run is none of them, as
 * nobody knows where the benchmark stood before it. Risk-free rate 0.
 * - Beta: covariance with the benchmark over its variance.
 * - Alpha (M. C. Jensen, The performance of mutual funds 1945-1964, 1968): mean return - beta · mean return of the
 *   benchmark, times the steps of a year, so arithmetic and not compounded.
 * - Information ratio (W. F. Sharpe, The Sharpe ratio, 1994, as the ratio of a differential return): mean difference over
 *   its sample deviation, times the root of the steps of a year.
 * - Return of the benchmark from its first known close to its last.
 * @param returns shares, see `walkEquity`
 * @param close of the benchmark at each step, USD; NaN where unknown
 */
export function measureAgainst(returns: Float64Array, close: Float64Array, periodsPerYear: number): BenchmarkFigures {
  const means = meansOfPairs(returns, close);
  const benchmarkReturnPct = means.first > 0 ? 100 * (means.last / means.first - 1) : null;
  if (means.pairs < 2) return { ...NO_BENCHMARK, benchmarkReturnPct };
  const { covariance, variance, differenceVariance } = spreadsOfPairs(returns, close, means);
  const difference = means.own - means.other;
  const varies = Math.sqrt(variance) > 1e-12 * Math.abs(means.other);
  const beta = varies ? covariance / variance : null;
  const tracking = Math.sqrt(differenceVariance);
  const differs = tracking > 1e-12 * (Math.abs(means.own) + Math.abs(means.other));
  return {
    beta,
    alphaPct: beta === null ? null : 100 * (means.own - beta * means.other) * periodsPerYear,
    informationRatio: differs ? (difference / tracking) * Math.sqrt(periodsPerYear) : null,
    benchmarkReturnPct,
  };
}

interface PairMeans {
  readonly pairs: number;
  readonly own: number;
  readonly other: number;
  readonly first: number;
  readonly last: number;
}

function meansOfPairs(returns: Float64Array, close: Float64Array): PairMeans {
  let [pairs, own, other, first, last] = [0, 0, 0, Number.NaN, Number.NaN];
  let before = Number.NaN;
  for (let step = 0; step < returns.length; step += 1) {
    const value = close[step] ?? Number.NaN;
    const change = value / before - 1;
    before = value;
    if (value > 0) {
      last = value;
      if (Number.isNaN(first)) first = value;
    }
    if (Number.isNaN(change)) continue;
    pairs += 1;
    own += returns[step] ?? 0;
    other += change;
  }
  return { pairs, own: own / pairs, other: other / pairs, first, last };
}

function spreadsOfPairs(returns: Float64Array, close: Float64Array, means: PairMeans) {
  let [products, squares, differences] = [0, 0, 0];
  let before = Number.NaN;
  for (let step = 0; step < returns.length; step += 1) {
    const value = close[step] ?? Number.NaN;
    const change = value / before - 1;
    before = value;
    if (Number.isNaN(change)) continue;
    const own = (returns[step] ?? 0) - means.own;
    const other = change - means.other;
    products += own * other;
    squares += other * other;
    differences += (own - other) ** 2;
  }
  const freedom = means.pairs - 1;
  return {
    covariance: products / freedom,
    variance: squares / freedom,
    differenceVariance: differences / freedom,
  };
}
