import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { ListingSort } from "@cryptodesk/shared/market/listing-filter.contract";
import type { Row } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import ArrowDown from "lucide-react/icons/arrow-down";
import ArrowUp from "lucide-react/icons/arrow-up";
import { memo, type ReactNode, startTransition, useEffect, useRef, useState } from "react";
import { t } from "../../catalogue/catalogue.ts";
import { columnWidths, withWidth } from "../../stores/column-widths.ts";
import type { MarketColumn } from "../../stores/market-columns.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { preferences } from "../../stores/preferences.ts";
import { ColumnGrip } from "./column-grip.tsx";
import { type ListingColumnMeta, type listingFeatures, REM_PX } from "./listing-columns.tsx";
import classes from "./listings-table.module.css";
import type { SortKey } from "./market-search.ts";
import { rowKeys } from "./row-keys.ts";
import { useListingsTable } from "./use-listings-table.ts";

const ROW_PX = 42;
const COMPACT_ROW_PX = 32;
const HEADER_PX = 36;
// The header is row 1.
const FIRST_ROW = 2;
// Rows drawn out of sight on either side, once those in sight are there.
const OVERSCAN = 10;
// What surrounds the rows, about: the first render draws a screenful and does not wait to be measured.
const AROUND_PX = 300;
// Rows left below the visible ones when the next page is asked for.
const FETCH_AHEAD = 30;

/** The market as a table that draws only the rows in sight. Sorting and paging are asked of the server. */
export function ListingsTable({
  listings,
  columns: chosen,
  selectAll,
  order,
  onSort,
  hasMore,
  onMore,
  dimmed,
}: ListingsTableProps) {
  const compact = useStore(preferences).density === "compact";
  const rowPx = compact ? COMPACT_ROW_PX : ROW_PX;
  const { table, headers, flexible, widthOf } = useListingsTable(listings, chosen);
  const { rows } = table.getRowModel();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: useOverscan(),
    initialRect: { width: 0, height: window.innerHeight - AROUND_PX },
    // The sticky header covers the first row otherwise.
    scrollPaddingStart: HEADER_PX,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtualizer.measure(), [rowPx]);
  const visible = virtualizer.getVirtualItems();
  const lastVisible = visible.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && lastVisible >= rows.length - FETCH_AHEAD) onMore();
  }, [hasMore, lastVisible, rows.length, onMore]);
  const above = visible[0]?.start ?? 0;
  const below = virtualizer.getTotalSize() - (visible.at(-1)?.end ?? 0);

  return (
    <section
      ref={scroller}
      className={classes.scroller}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrollable region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("market.table")}
      data-dimmed={dimmed}
      onKeyDown={rowKeys(scroller, {
        count: rows.length,
        firstVisible: Math.ceil((virtualizer.scrollOffset ?? 0) / rowPx),
        rowNumber: FIRST_ROW,
        scrollTo: (index) => virtualizer.scrollToIndex(index, { align: "auto" }),
      })}
    >
      <table
        className={classes.table}
        style={{
          minWidth: `${table.getTotalSize() / REM_PX}rem`,
          "--row": `${rowPx}px`,
        }}
        aria-rowcount={hasMore ? -1 : rows.length + 1}
      >
        <caption className={classes.caption}>{t("market.caption")}</caption>
        <colgroup>
          {headers.map((header) => (
            <col key={header.id} style={header.id === flexible ? {} : { width: `${widthOf(header)}rem` }} />
          ))}
        </colgroup>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} aria-rowindex={1}>
              {group.headers.map((header) => (
                <SortHeader
                  key={header.id}
                  mark={header.id === "select" ? selectAll : null}
                  label={String(header.column.columnDef.header)}
                  meta={header.column.columnDef.meta}
                  order={order}
                  onSort={onSort}
                  grip={
                    header.column.getCanResize() ? (
                      <ColumnGrip
                        onDrag={header.getResizeHandler()}
                        onReset={() => columnWidths.update((all) => withWidth(all, header.column.id, null))}
                      />
                    ) : null
                  }
                />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {above > 0 && <Spacer height={above} columns={headers.length} />}
          {visible.map(({ index }) => {
            const row = rows[index];
            return row && <ListingRow key={row.id} row={row} index={index} />;
          })}
          {below > 0 && <Spacer height={below} columns={headers.length} />}
        </tbody>
      </table>
    </section>
  );
}

/** None until the first screenful stands. */
function useOverscan(): number {
  const [overscan, setOverscan] = useState(0);
  useEffect(() => startTransition(() => setOverscan(OVERSCAN)), []);
  return overscan;
}

interface ListingsTableProps {
  listings: ListingView[];
  columns: readonly MarketColumn[];
  /** The mark of all rows, at the head of theirs. */
  selectAll: ReactNode;
  /** The keys of the order, the most important first. */
  order: readonly SortKey[];
  /** `add`: the column joins the order instead of being all of it. */
  onSort: (sort: ListingSort, add: boolean) => void;
  hasMore: boolean;
  onMore: () => void;
  dimmed: boolean;
}

const sticky = ({ stickyAt }: ListingColumnMeta) =>
  stickyAt === undefined ? {} : { insetInlineStart: `${stickyAt}rem` };

function SortHeader({ label, mark, meta, order, onSort, grip }: SortHeaderProps) {
  if (!meta) return <th scope="col">{label}</th>;
  const { sort: key, align, stickyAt } = meta;
  const place = order.findIndex(({ sort }) => sort === key);
  const active = place >= 0;
  const ascending = order[place]?.direction === "asc";
  const Arrow = ascending ? ArrowUp : ArrowDown;
  return (
    <th
      scope="col"
      data-align={align}
      data-sticky={stickyAt !== undefined}
      style={sticky(meta)}
      // Every mark below would be read with the name of the mark of all.
      aria-label={mark === null ? undefined : t("market.selection")}
      aria-sort={place === 0 ? (ascending ? "ascending" : "descending") : undefined}
    >
      {mark}
      {key === undefined ? (
        label
      ) : (
        <button
          type="button"
          className={classes.sort}
          data-active={active}
          title={t("market.sortHint")}
          onClick={({ shiftKey }) => onSort(key, shiftKey)}
        >
          {label}
          {active && <Arrow size={13} aria-hidden="true" />}
          {active && order.length > 1 && (
            <span className={classes.place}>
              <span aria-hidden="true">{place + 1}</span>
              <span className={classes.caption}>
                {t(ascending ? "market.sortedUp" : "market.sortedDown", { place: place + 1 })}
              </span>
            </span>
          )}
        </button>
      )}
      {grip}
    </th>
  );
}

interface SortHeaderProps {
  label: string;
  /** The mark of all rows, where this is its column. */
  mark: ReactNode;
  meta: ListingColumnMeta | undefined;
  order: readonly SortKey[];
  onSort: (sort: ListingSort, add: boolean) => void;
  /** The column's edge, where it can be moved. */
  grip: ReactNode;
}

type ListingRowModel = Row<typeof listingFeatures, ListingView>;

const ListingRow = memo(function ListingRow({ row, index }: { row: ListingRowModel; index: number }) {
  return (
    <tr className={classes.row} aria-rowindex={index + FIRST_ROW}>
      {row.getAllCells().map((cell) => {
        const { meta, cell: render } = cell.column.columnDef;
        return (
          <td
            key={cell.id}
            data-align={meta?.align}
            data-sticky={meta?.stickyAt !== undefined}
            style={meta ? sticky(meta) : {}}
          >
            {typeof render === "function" ? render(cell.getContext()) : null}
          </td>
        );
      })}
    </tr>
  );
});

function Spacer({ height, columns }: { height: number; columns: number }) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an empty cell takes no focus
    <tr aria-hidden="true">
      <td className={classes.spacer} style={{ height }} colSpan={columns} />
    </tr>
  );
}
