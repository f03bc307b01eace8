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
  const benchmarkReturnPct = growthOf(close, returns.length);
  const { own, other } = knownPairs(returns, close);
  const pairs = own.length;
  if (pairs < 2) return { ...NO_BENCHMARK, benchmarkReturnPct };
  const meanOwn = sumOf(own) / pairs;
  const meanOther = sumOf(other) / pairs;
  const { products, squares, differences } = spreadsOf(own, other, meanOwn, meanOther);
  const varies = Math.sqrt(squares / (pairs - 1)) > 1e-12 * Math.abs(meanOther);
  const beta = varies ? products / squares : null;
  const tracking = Math.sqrt(differences / (pairs - 1));
  const differs = tracking > 1e-12 * (Math.abs(meanOwn) + Math.abs(meanOther));
  return {
    beta,
    alphaPct: beta === null ? null : 100 * (meanOwn - beta * meanOther) * periodsPerYear,
    informationRatio: differs ? ((meanOwn - meanOther) / tracking) * Math.sqrt(periodsPerYear) : null,
    benchmarkReturnPct,
  };
}

function growthOf(close: Float64Array, length: number): number | null {
  let [first, last] = [0, length - 1];
  while (first < length && !((close[first] ?? 0) > 0)) first += 1;
  while (last > first && !((close[last] ?? 0) > 0)) last -= 1;
  return first < length ? 100 * ((close[last] ?? 0) / (close[first] ?? 0) - 1) : null;
}

/** Returns of both, for the steps at which the benchmark's close and the one before it are known. */
function knownPairs(returns: Float64Array, close: Float64Array): { own: Float64Array; other: Float64Array } {
  const { length } = returns;
  const other = new Float64Array(length);
  let before = Number.NaN;
  for (let step = 0; step < length; step += 1) {
    const value = close[step] ?? Number.NaN;
    other[step] = value / before - 1;
    before = value;
  }
  // In most runs all but the first are known: nothing is moved then.
  if (Number.isFinite(sumOf(other.subarray(1)))) return { own: returns.subarray(1), other: other.subarray(1) };
  const own = new Float64Array(length);
  let pairs = 0;
  for (let step = 1; step < length; step += 1) {
    const change = other[step] ?? Number.NaN;
    if (!Number.isFinite(change)) continue;
    own[pairs] = returns[step] ?? 0;
    other[pairs] = change;
    pairs += 1;
  }
  return { own: own.subarray(0, pairs), other: other.subarray(0, pairs) };
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < values.length; at += 1) sum += values[at] ?? 0;
  return sum;
}

/** Sums of products and squares of distances from the means: of both, of the benchmark, of the difference. */
function spreadsOf(own: Float64Array, other: Float64Array, meanOwn: number, meanOther: number) {
  let products = 0;
  let squares = 0;
  let differences = 0;
  for (let at = 0; at < own.length; at += 1) {
    const x = (own[at] ?? 0) - meanOwn;
    const y = (other[at] ?? 0) - meanOther;
    const apart = x - y;
    products += x * y;
    squares += y * y;
    differences += apart * apart;
  }
  return { products, squares, differences };
}
