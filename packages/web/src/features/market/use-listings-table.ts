import type { ListingView } from "@cryptodesk/shared/market/listing.contract";
import { useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { columnWidths, NARROWEST_REM, WIDEST_REM, withWidth } from "../../stores/column-widths.ts";
import type { MarketColumn } from "../../stores/market-columns.ts";
import { useStore } from "../../stores/persistent-store.ts";
import { listingColumns, listingFeatures, REM_PX } from "./listing-columns.tsx";

/** The table's model: chosen columns with the widths of this browser, one row a listing. */
export function useListingsTable(listings: ListingView[], chosen: readonly MarketColumn[]) {
  const columns = useMemo(() => listingColumns(chosen), [chosen]);
  const widths = useStore(columnWidths);
  const sizing = useMemo(
    () => Object.fromEntries(Object.entries(widths).map(([column, rem]) => [column, rem * REM_PX])),
    [widths],
  );
  const table = useTable({
    features: listingFeatures,
    columns,
    data: listings,
    getRowId: ({ id }) => id,
    columnResizeMode: "onChange",
    defaultColumn: { minSize: NARROWEST_REM * REM_PX, maxSize: WIDEST_REM * REM_PX },
    state: { columnSizing: sizing },
    onColumnSizingChange: (change) => {
      const next = typeof change === "function" ? change(sizing) : change;
      columnWidths.set(
        Object.entries(next).reduce((kept, [column, px]) => withWidth(kept, column, px / REM_PX), columnWidths.get()),
      );
    },
  });
  const headers = table.getFlatHeaders();
  // One column takes the room that is left, lest all of them stretch: the names, or the last where those have a width.
  const flexible = widths.name === undefined ? "name" : headers.at(-1)?.id;
  const widthOf = (header: (typeof headers)[number]) => header.getSize() / REM_PX;
  return { table, headers, flexible, widthOf };
}
