/**
 * Simple returns between neighbours: p₁ / p₀ - 1 as a ratio (0.02 is +2 %).
 * @param prices oldest first, null where unknown
 * @returns one value fewer than prices; null where either price is unknown or not above 0
 */
export function simpleReturns(prices: readonly (number | null)[]): (number | null)[] {
  return pairwise(prices, (before, after) => after / before - 1);
}

/**
 * Logarithmic returns between neighbours: ln(p₁ / p₀). They add up over time.
 * @param prices oldest first, null where unknown
 * @returns one value fewer than prices; null where either price is unknown or not above 0
 */
export function logReturns(prices: readonly (number | null)[]): (number | null)[] {
  return pairwise(prices, (before, after) => Math.log(after / before));
}

function pairwise(
  prices: readonly (number | null)[],
  combine: (before: number, after: number) => number,
): (number | null)[] {
  return prices.slice(1).map((after, index) => {
    const before = prices[index] ?? null;
    return isPrice(before) && isPrice(after) ? combine(before, after) : null;
  });
}

function isPrice(value: number | null): value is number {
  return value !== null && value > 0 && Number.isFinite(value);
}
