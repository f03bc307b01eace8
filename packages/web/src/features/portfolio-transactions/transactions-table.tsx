import type { Transaction } from "@cryptodesk/shared/portfolio/transaction.contract";
import { useMediaQuery } from "@mantine/hooks";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { preferences } from "../../stores/preferences.ts";
import { nextRow } from "./row-steps.ts";
import classes from "./transactions-table.module.css";

const ROW_PX = 42;
const COMPACT_ROW_PX = 32;
const CARD_PX = 132;
const EDITOR_PX = 176;
const HEADER_PX = 36;
const FIRST_ROW = 2;
const OVERSCAN = 12;
const FETCH_AHEAD = 30;
const AROUND_PX = 420;
// Frames to wait for a row that the list has yet to draw.
const MOST_FRAMES = 10;

/** Transactions, only those in sight drawn: as a table, or on a narrow screen as a list. */
export function TransactionsTable(props: TransactionsTableProps) {
  const { rows, editing, total, hasMore, onMore, renderRow, renderCard, columns, onKey } = props;
  const wide = useMediaQuery("(min-width: 62em)", true, { getInitialValueInEffect: false });
  const compact = useStore(preferences).density === "compact";
  const rowPx = wide ? (compact ? COMPACT_ROW_PX : ROW_PX) : CARD_PX;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.id === editing ? EDITOR_PX : rowPx),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: window.innerHeight - AROUND_PX },
    scrollPaddingStart: wide ? HEADER_PX : 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowPx, editing]);
  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastVisible >= rows.length - FETCH_AHEAD) onMore();
  }, [hasMore, lastVisible, rows.length, onMore]);
  const focusRow = (index: number, frames = MOST_FRAMES) => {
    const found = scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"] [data-main]`);
    if (found) found.focus();
    else if (frames > 0) requestAnimationFrame(() => focusRow(index, frames - 1));
  };
  const walk = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest("input:not([type='checkbox']), select, textarea, form")) return;
    const at = Number(event.target.closest<HTMLElement>("[data-row]")?.dataset.row ?? -1);
    const row = rows[at];
    if (row && onKey(event.key, row)) return event.preventDefault();
    const next = nextRow(event.key, at, rows.length, Math.ceil((virtualizer.scrollOffset ?? 0) / rowPx));
    if (next === null) return;
    event.preventDefault();
    virtualizer.scrollToIndex(next, { align: "auto" });
    focusRow(next);
  };
  const above = visible[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0);
  const shown = visible.flatMap(({ index }) => {
    const row = rows[index];
    return row ? [{ index, row }] : [];
  });
  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("words.tableOf", { name: t("portfolio.tabs.transactions") })}
      onKeyDown={walk}
    >
      {wide ? (
        <table className={classes.table} style={{ "--row": `${rowPx}px` }} aria-rowcount={total + 1}>
          <caption className={classes.quiet}>{t("transactions.caption")}</caption>
          <thead>
            <tr aria-rowindex={1}>{columns}</tr>
          </thead>
          <tbody>
            {above > 0 && <Spacer height={above} />}
            {shown.map(({ index, row }) => (
              <tr key={row.id} data-row={index} aria-rowindex={index + FIRST_ROW} data-editing={row.id === editing}>
                {renderRow(row)}
              </tr>
            ))}
            {below > 0 && <Spacer height={below} />}
          </tbody>
        </table>
      ) : (
        <ul className={classes.cards} style={{ paddingTop: above, paddingBottom: Math.max(0, below) }}>
          {shown.map(({ index, row }) => (
            <li key={row.id} data-row={index} style={{ height: row.id === editing ? "auto" : CARD_PX }}>
              {renderCard(row)}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface TransactionsTableProps {
  rows: readonly Transaction[];
  /** Id of the transaction that is being edited in place. */
  editing: string | null;
  total: number;
  hasMore: boolean;
  onMore: () => void;
  /** Heads of the columns. */
  columns: ReactNode;
  /** Cells of a row; one of them holds the element with `data-main`, which takes the focus. */
  renderRow: (row: Transaction) => ReactNode;
  renderCard: (row: Transaction) => ReactNode;
  /** A key on a row. @returns whether it did something */
  onKey: (key: string, row: Transaction) => boolean;
}

function Spacer({ height }: { height: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty cell takes no focus
    <tr aria-hidden="true">
      <td className={classes.spacer} style={{ height }} colSpan={9} />
    </tr>
  );
}
