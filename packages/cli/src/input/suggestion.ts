const MAX_DISTANCE = 3;

/** ` Did you mean "x"?` for the nearest of `choices`, or empty text when none is near. */
export function didYouMean(typed: string, choices: readonly string[]): string {
  const best = nearest(typed, choices);
  return best === null ? "" : ` Did you mean "${best}"?`;
}

/** The choice that differs least from `typed` (case aside), or null when all differ by more than a slip. */
export function nearest(typed: string, choices: readonly string[]): string | null {
  const wanted = typed.toLowerCase();
  let best: { choice: string; distance: number } | null = null;
  for (const choice of choices) {
    const candidate = choice.toLowerCase();
    const limit = Math.min(MAX_DISTANCE, Math.floor(Math.max(wanted.length, candidate.length) * 0.4));
    const distance = candidate.startsWith(wanted) && wanted.length > 1 ? 1 : editDistance(wanted, candidate);
    if (distance <= Math.max(limit, 1) && (best === null || distance < best.distance)) best = { choice, distance };
  }
  return best?.choice ?? null;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn `a` into `b` (optimal string alignment). */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  const swapped = (i: number, j: number) => i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    rows.push(row);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + Number(a[i - 1] !== b[j - 1]);
      const swap = swapped(i, j) ? at(i - 2, j - 2) + 1 : replaced;
      row.push(Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, replaced, swap));
    }
  }
  return at(a.length, b.length);
}
