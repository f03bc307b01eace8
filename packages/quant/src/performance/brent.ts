const STEPS = 200;

/**
 * A root between two points at which a continuous function has opposite signs, by Brent's method: inverse quadratic
 * interpolation and secants where they converge, bisection where they do not, so that it always does (R. P. Brent,
 * Algorithms for Minimization without Derivatives, 1973, chapter 4).
 * @returns a point at which the function is 0, or next to which it changes sign, to the precision of floats
 * @throws RangeError when the signs are not opposite
 */
export function brentRoot(evaluate: (x: number) => number, from: number, to: number): number {
  let [a, b] = [from, to];
  let [fa, fb] = [evaluate(a), evaluate(b)];
  if (fa === 0) return a;
  if (fb === 0) return b;
  if (Math.sign(fa) === Math.sign(fb)) throw new RangeError(`no change of sign between ${from} and ${to}`);
  let [c, fc] = [a, fa];
  let step = b - a;
  let stepBefore = step;
  for (let round = 0; round < STEPS && fb !== 0; round += 1) {
    if (Math.sign(fb) === Math.sign(fc)) {
      [c, fc] = [a, fa];
      step = b - a;
      stepBefore = step;
    }
    if (Math.abs(fc) < Math.abs(fb)) {
      [a, b, c] = [b, c, b];
      [fa, fb, fc] = [fb, fc, fb];
    }
    const tolerance = 2 * Number.EPSILON * Math.abs(b) + Number.MIN_VALUE;
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance) break;
    const tried = Math.abs(stepBefore) >= tolerance ? interpolate({ a, b, c, fa, fb, fc }) : half;
    const next = isGoodStep(tried, half, stepBefore) ? { step: tried, before: step } : { step: half, before: half };
    stepBefore = next.before;
    step = next.step;
    [a, fa] = [b, fb];
    b += atLeast(tolerance, step, half);
    fb = evaluate(b);
  }
  return b;
}

/** A step, or the least one towards the change of sign where it would be shorter. */
function atLeast(least: number, step: number, half: number): number {
  return Math.abs(step) > least ? step : Math.sign(half) * least;
}

/** Towards the change of sign, not past three quarters of the way, and less than half the step before the last. */
function isGoodStep(step: number, half: number, stepBefore: number): boolean {
  const most = Math.min(1.5 * Math.abs(half), Math.abs(stepBefore) / 2);
  return step * half > 0 && Math.abs(step) < most;
}

/** Step from b to where a parabola in y through three points, or a line through two, is 0; NaN where they have none. */
function interpolate(at: { a: number; b: number; c: number; fa: number; fb: number; fc: number }): number {
  const { a, b, c, fa, fb, fc } = at;
  if (Math.abs(fa) <= Math.abs(fb)) return Number.NaN;
  if (a === c) return (-fb * (b - a)) / (fb - fa);
  const [ab, ac, bc] = [fb / fa, fa / fc, fb / fc];
  const numerator = ab * ((c - b) * ac * (ac - bc) - (b - a) * (bc - 1));
  return -numerator / ((ac - 1) * (bc - 1) * (ab - 1));
}
