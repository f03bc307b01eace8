import { mean } from "./moments.ts";

/**
 * Pearson's product-moment correlation of two series, pair by pair; a pair with an unknown half is left out.
 *
 * r = Σ(x - x̄)(y - ȳ) / √(Σ(x - x̄)² · Σ(y - ȳ)²)
 * @param minPairs fewer known pairs than this say nothing
 * @returns a number in [-1, 1]; null with too few pairs or when a series does not vary
 * @throws RangeError when the series differ in length
 */
export function pearsonCorrelation(
  left: readonly (number | null)[],
  right: readonly (number | null)[],
  minPairs = 2,
): number | null {
  if (left.length !== right.length) throw new RangeError(`series of ${left.length} and ${right.length} values`);
  const { xs, ys } = knownPairs(left, right);
  const meanX = mean(xs);
  const meanY = mean(ys);
  if (meanX === null || meanY === null || xs.length < Math.max(2, minPairs)) return null;
  let products = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (const [index, x] of xs.entries()) {
    const dx = x - meanX;
    const dy = (ys[index] ?? meanY) - meanY;
    products += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  // Roots are taken apart: the product of two tiny sums would vanish.
  const scale = Math.sqrt(squaresX) * Math.sqrt(squaresY);
  if (scale === 0 || isConstant(xs) || isConstant(ys)) return null;
  return Math.max(-1, Math.min(1, products / scale));
}

function knownPairs(
  left: readonly (number | null)[],
  right: readonly (number | null)[],
): { xs: number[]; ys: number[] } {
  const xs: number[] = [];
  const ys: number[] = [];
  for (const [index, x] of left.entries()) {
    const y = right[index] ?? null;
    if (x === null || y === null) continue;
    xs.push(x);
    ys.push(y);
  }
  return { xs, ys };
}

// The mean of equal values may be off by a rounding, which would leave a spread of pure noise.
function isConstant(values: readonly number[]): boolean {
  return values.every((value) => value === values[0]);
}
