import { normalProbability, normalQuantile } from "../statistics/normal-distribution.ts";

/** How returns are distributed. */
export interface ReturnShape {
  readonly count: number;
  /** Mean over the sample deviation, of one period. */
  readonly sharpe: number;
  /** Third standardised moment of the population; 0 for normal returns. */
  readonly skewness: number;
  /** Fourth one, not reduced by 3; 3 for normal returns. */
  readonly kurtosis: number;
}

/** Shape of returns; null for fewer than three, or where they do not vary. */
export function shapeOfReturns(returns: Float64Array): ReturnShape | null {
  const { length } = returns;
  let sum = 0;
  for (let at = 0; at < length; at += 1) sum += returns[at] ?? 0;
  const mean = sum / length;
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (let at = 0; at < length; at += 1) {
    const distance = (returns[at] ?? 0) - mean;
    const square = distance * distance;
    second += square;
    third += square * distance;
    fourth += square * square;
  }
  const variance = second / length;
  if (length < 3 || !(Math.sqrt(variance) > 1e-12 * Math.abs(mean))) return null;
  return {
    count: length,
    sharpe: mean / Math.sqrt(second / (length - 1)),
    skewness: third / length / variance ** 1.5,
    kurtosis: fourth / length / (variance * variance),
  };
}

const EULER_MASCHERONI = 0.5772156649015329;

/**
 * The Sharpe ratio that the best of independent tries has on average where none has any skill (Bailey & López de Prado, The
 * deflated Sharpe ratio, Journal of Portfolio Management 40, 2014, equation 1):
 * √V · ((1 - γ) · Φ⁻¹(1 - 1/N) + γ · Φ⁻¹(1 - 1/(N·e))), γ the Euler-Mascheroni constant.
 * @param variance of the Sharpe ratios of the tries, in the same period as the result
 */
export function expectedBestSharpe(trials: number, variance: number): number {
  if (trials <= 1) return 0;
  const most = normalQuantile(1 - 1 / trials);
  const next = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - EULER_MASCHERONI) * most + EULER_MASCHERONI * next);
}

/**
 * The chance that the true Sharpe ratio is above a given one, with returns that are skewed and have fat tails (equation 2
 * there; Bailey & López de Prado, The Sharpe ratio efficient frontier, 2012): Φ((SR - SR₀) · √(T - 1) /
 * √(1 - skewness · SR + (kurtosis - 1) / 4 · SR²)).
 * @param above of one period, as `shape.sharpe`
 */
export function probabilisticSharpe(shape: ReturnShape, above: number): number {
  const { count, sharpe, skewness, kurtosis } = shape;
  const spread = 1 - skewness * sharpe + ((kurtosis - 1) / 4) * sharpe * sharpe;
  // Moments of a population keep it above 0; those of a sample of three may not.
  return normalProbability(((sharpe - above) * Math.sqrt(count - 1)) / Math.sqrt(Math.max(spread, 1e-12)));
}

/** Of tries without skill, the variance of their Sharpe ratios of one period: 1 / (T - 1), by equation 2 with SR = 0. */
export function varianceWithoutSkill(count: number): number {
  return 1 / (count - 1);
}
