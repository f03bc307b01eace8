const PAGE_ROWS = 15;

/**
 * Where a key leads from a row of a list.
 * @param current its index; -1 for none
 * @returns index; null for a key that leads nowhere
 */
export function nextRow(key: string, current: number, count: number, firstVisible: number): number | null {
  const last = count - 1;
  if (last < 0) return null;
  if (current < 0) return key === "ArrowDown" ? Math.min(firstVisible, last) : null;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[key];
  if (step !== undefined) return Math.min(last, Math.max(0, current + step));
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}
