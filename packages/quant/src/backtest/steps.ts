import type { CoinBook } from "./coin-book.ts";

/** The first place of ascending times whose time is not before the given one; the length where all are. */
export function firstAt(time: Float64Array, atMs: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((time[middle] as number) < atMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The times at which any coin has a candle, ascending, from where the first coin has warmed up.
 * @param span ms; from: not before, to: before
 */
export function stepTimes(
  books: readonly CoinBook[],
  warmUpCandles: number,
  span: { readonly from?: number; readonly to?: number },
): Float64Array {
  const warm = books.map(({ candles }) => candles.time[warmUpCandles] ?? Number.POSITIVE_INFINITY);
  const from = Math.max(span.from ?? Number.NEGATIVE_INFINITY, Math.min(...warm));
  const to = span.to ?? Number.POSITIVE_INFINITY;
  return books
    .map(({ candles: { time } }) => time.subarray(firstAt(time, from), firstAt(time, to)))
    .reduce(unite, new Float64Array());
}

/** Times of either array, ascending. */
function unite(one: Float64Array, other: Float64Array): Float64Array {
  if (one.length === 0) return other;
  if (other.length === 0) return one;
  const times = new Float64Array(one.length + other.length);
  let length = 0;
  let inOne = 0;
  let inOther = 0;
  while (inOne < one.length || inOther < other.length) {
    const first = one[inOne] ?? Number.POSITIVE_INFINITY;
    const second = other[inOther] ?? Number.POSITIVE_INFINITY;
    times[length] = Math.min(first, second);
    length += 1;
    if (first <= second) inOne += 1;
    if (second <= first) inOther += 1;
  }
  return times.slice(0, length);
}
