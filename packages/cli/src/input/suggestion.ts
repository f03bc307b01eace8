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
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      const above = rows[i - 1] ?? [];
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) cost = Math.min(cost, (rows[i - 2]?.[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
