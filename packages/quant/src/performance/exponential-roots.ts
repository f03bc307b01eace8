import { brentRoot } from "./brent.ts";

/** One term amount · e^(exponent · x). */
export interface ExponentialTerm {
  amount: number;
  exponent: number;
}

export interface ExponentialRoots {
  /** Ascending; a root at which the sum only touches 0 is among them. */
  roots: number[];
  /** Whether these are all; beyond many changes of sign the line is only sampled. */
  complete: boolean;
}

// Each change of sign costs one more derivative; beyond this the effort is out of proportion.
const MOST_SIGN_CHANGES = 48;
const SAMPLES = 1024;
// A sum this small beside its terms is 0: what cancels in floats leaves about this much.
const CANCELLED = 1e-13;

/**
 * Every x at which a sum of exponential terms is 0. There are at most as many as there are changes of sign in the
 * amounts, ordered by exponent (Descartes' rule, which holds for real exponents: Laguerre, 1883). Shifting the exponents
 * so that 0 lies in one such change and differentiating takes that change away; between the roots of the derivative the
 * shifted sum is monotone (Rolle), so one look at each end tells whether there is a root between.
 * @param terms ascending by exponent, no exponent twice, no amount 0
 */
export function exponentialRoots(terms: readonly ExponentialTerm[]): ExponentialRoots {
  const changes = terms.filter((term, at) => at > 0 && isOpposite(term.amount, terms[at - 1]?.amount ?? 0));
  if (changes.length === 0) return { roots: [], complete: true };
  if (changes.length > MOST_SIGN_CHANGES) return { roots: rootsBetween(terms, samplePoints(terms)), complete: false };
  return { roots: rootsBetween(terms, turningPoints(terms)), complete: true };
}

function turningPoints(terms: readonly ExponentialTerm[]): number[] {
  const at = terms.findIndex((term, index) => index > 0 && isOpposite(term.amount, terms[index - 1]?.amount ?? 0));
  if (at < 0) return [];
  const centre = ((terms[at - 1]?.exponent ?? 0) + (terms[at]?.exponent ?? 0)) / 2;
  const derivative = terms.map(({ amount, exponent }) => ({ amount: amount * (exponent - centre), exponent }));
  return rootsBetween(derivative, turningPoints(derivative));
}

function samplePoints(terms: readonly ExponentialTerm[]): number[] {
  const from = beyond(terms, 0, -1);
  const to = beyond(terms, 0, 1);
  return Array.from({ length: SAMPLES + 1 }, (_, index) => from + ((to - from) * index) / SAMPLES);
}

/** Roots of a sum that is monotone, up to a positive factor, left of, between and right of some points. */
function rootsBetween(terms: readonly ExponentialTerm[], points: readonly number[]): number[] {
  const [first, last] = [terms[0], terms.at(-1)];
  if (first === undefined || last === undefined || (points.length === 0 && !isOpposite(first.amount, last.amount))) {
    return [];
  }
  const leftmost = beyond(terms, points[0] ?? 0, -1);
  const rightmost = beyond(terms, points.at(-1) ?? 0, 1);
  const stops = [leftmost, ...points, rightmost];
  const roots: number[] = [];
  stops.forEach((stop, index) => {
    const before = stops[index - 1];
    const value = sumAt(terms, stop);
    if (value === 0) roots.push(stop);
    else if (before !== undefined && isOpposite(sumAt(terms, before), value)) {
      roots.push(brentRoot((x) => sumAt(terms, x), before, stop));
    }
  });
  return roots;
}

/** A point on one side where the outermost term alone decides the sign. */
function beyond(terms: readonly ExponentialTerm[], start: number, direction: -1 | 1): number {
  const outermost = (direction < 0 ? terms[0] : terms.at(-1))?.amount ?? 0;
  let step = 1;
  let x = start + direction;
  while (sumAt(terms, x) * outermost <= 0 && Number.isFinite(x)) {
    step *= 2;
    x = start + direction * step;
  }
  return x;
}

/** The sum divided by its largest exponential, which cannot overflow and has the same sign; 0 when it cancels. */
function sumAt(terms: readonly ExponentialTerm[], x: number): number {
  const outer = (x < 0 ? terms[0] : terms.at(-1))?.exponent ?? 0;
  let sum = 0;
  let size = 0;
  for (const { amount, exponent } of terms) {
    const part = amount * Math.exp((exponent - outer) * x);
    sum += part;
    size += Math.abs(part);
  }
  return Math.abs(sum) <= CANCELLED * size ? 0 : sum;
}

function isOpposite(left: number, right: number): boolean {
  return (left < 0 && right > 0) || (left > 0 && right < 0);
}
