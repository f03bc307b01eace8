/**
 * Puts the `count` smallest values first, in any order, the largest of them at `count` - 1 (Hoare's Find, Algorithm 65,
 * 1961, with the median of three as pivot). Changes the array.
 * @param length values of the array that take part
 * @returns the `count`-th smallest value
 * @throws RangeError unless 1 <= count <= length
 */
export function selectSmallest(values: Float64Array, count: number, length = values.length): number {
  if (!(count >= 1 && count <= length)) throw new RangeError(`no ${count} smallest of ${length} values`);
  const target = count - 1;
  let [left, right] = [0, length - 1];
  while (left < right) {
    const { low, high } = partition(values, left, right);
    if (target <= high) right = high;
    else if (target >= low) left = low;
    else break;
  }
  return values[target] ?? Number.NaN;
}

/** Moves what is below a pivot before what is above it; what lies between `high` and `low` is at its place. */
function partition(values: Float64Array, left: number, right: number): { low: number; high: number } {
  const pivot = medianOfThree(values, left, right);
  let [low, high] = [left, right];
  for (;;) {
    while ((values[low] ?? pivot) < pivot) low += 1;
    while ((values[high] ?? pivot) > pivot) high -= 1;
    if (low > high) return { low, high };
    swap(values, low, high);
    low += 1;
    high -= 1;
  }
}

function medianOfThree(values: Float64Array, left: number, right: number): number {
  const a = values[left] ?? 0;
  const b = values[(left + right) >>> 1] ?? 0;
  const c = values[right] ?? 0;
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function swap(values: Float64Array, left: number, right: number): void {
  const kept = values[left] ?? 0;
  values[left] = values[right] ?? 0;
  values[right] = kept;
}
