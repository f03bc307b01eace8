import type { KeyboardEvent, RefObject } from "react";

// Frames to wait for a row that the list has yet to draw.
const MOST_FRAMES = 10;
const PAGE_ROWS = 15;

/**
 * Walks the rows of a virtual table with the arrow keys: the focus goes to each row's link, and `x` marks the row.
 * @param rowNumber the `aria-rowindex` of the first row
 */
export function rowKeys(
  scroller: RefObject<HTMLElement | null>,
  rows: { count: number; firstVisible: number; rowNumber: number; scrollTo: (index: number) => void },
): (event: KeyboardEvent) => void {
  const rowAt = (index: number) =>
    scroller.current?.querySelector(`[aria-rowindex="${index + rows.rowNumber}"]`) ?? null;
  const focus = (index: number, frames = MOST_FRAMES) => {
    const link = rowAt(index)?.querySelector<HTMLElement>("a");
    if (link) link.focus();
    else if (frames > 0) requestAnimationFrame(() => focus(index, frames - 1));
  };
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    const row = event.target.closest("tr[aria-rowindex]");
    const number = Number(row?.getAttribute("aria-rowindex") ?? 0);
    const current = number < rows.rowNumber ? null : number - rows.rowNumber;
    if (event.key === "x" && current !== null) {
      row?.querySelector<HTMLElement>("input[type='checkbox']")?.click();
      event.preventDefault();
      return;
    }
    const next = nextRow(event.key, current, rows);
    if (next === null) return;
    event.preventDefault();
    rows.scrollTo(next);
    focus(next);
  };
}

/** @returns the row that a key leads to; null for a key that leads nowhere */
export function nextRow(
  key: string,
  current: number | null,
  { count, firstVisible }: { count: number; firstVisible: number },
): number | null {
  const last = count - 1;
  if (last < 0) return null;
  if (current === null) return key === "ArrowDown" ? Math.min(firstVisible, last) : null;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE_ROWS, PageUp: -PAGE_ROWS }[key];
  if (step !== undefined) return Math.min(last, Math.max(0, current + step));
  if (key === "Home") return 0;
  return key === "End" ? last : null;
}
