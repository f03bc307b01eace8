const ROOT_TWO_PI = Math.sqrt(2 * Math.PI);
// Farther out a small tail would be the difference of two large numbers; nearer the fraction converges slowly.
const SERIES_REACH = 2.5;

/** Density of the standard normal distribution. */
function normalDensity(x: number): number {
  return Math.exp(-0.5 * x * x) / ROOT_TWO_PI;
}

/**
 * Distribution function of the standard normal distribution: the chance of a value below x. Near 0 by the series
 * 1/2 + φ(x) · (x + x³/3 + x⁵/(3·5) + …) (G. Marsaglia, Evaluating the normal distribution, Journal of Statistical Software
 * 11, 2004), in the tails by Laplace's continued fraction φ(x) / (x + 1/(x + 2/(x + 3/(x + …)))).
 * @returns a number of 0 to 1, to about 13 digits of the nearer tail
 */
export function normalProbability(x: number): number {
  if (Math.abs(x) > SERIES_REACH) return x > 0 ? 1 - upperTail(x) : upperTail(-x);
  let [term, sum] = [x, x];
  for (let odd = 3; sum !== sum + term; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 + sum * normalDensity(x);
}

function upperTail(x: number): number {
  let fraction = x;
  for (let step = 300; step >= 1; step -= 1) fraction = x + step / fraction;
  return normalDensity(x) / fraction;
}

/**
 * The value below which a standard normal variable lies with a probability: a rational guess (Abramowitz & Stegun, Handbook
 * of Mathematical Functions, 26.2.23), then Newton's steps with Halley's correction.
 * @throws RangeError for a probability that is not between 0 and 1
 */
export function normalQuantile(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`${probability} is not between 0 and 1`);
  const tail = Math.min(probability, 1 - probability);
  const t = Math.sqrt(-2 * Math.log(tail));
  const guess = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  let x = -guess;
  for (let step = 0; step < 3; step += 1) {
    const off = (normalProbability(x) - tail) / normalDensity(x);
    x -= off / (1 + (x * off) / 2);
  }
  return probability < 0.5 ? x : -x;
}
