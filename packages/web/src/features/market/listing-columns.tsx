import type { ListingSort, ListingView } from "@cryptodesk/shared/market/listing.contract";
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import { ListingName } from "../../market-data/listing-name.tsx";
import { LiveAmountCell, LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";

/** What the table needs to know of a column beyond its cells. Widths are in rem. */
export interface ListingColumnMeta {
  width: number;
  sort?: ListingSort;
  align: "start" | "end";
  /** Distance from the left edge at which the column stays when the table scrolls sideways, in rem. */
  stickyAt?: number;
}

/** The table keeps order, filters and pages in the address and on the server: no other feature is needed here. */
export const listingFeatures = tableFeatures({ columnMeta: {} as ListingColumnMeta });

const helper = createColumnHelper<typeof listingFeatures, ListingView>();

export const listingColumns = helper.columns([
  helper.accessor("rank", {
    header: "#",
    meta: { width: 3.25, sort: "rank", align: "end", stickyAt: 0 },
    cell: ({ getValue }) => getValue() ?? "–",
  }),
  helper.accessor("name", {
    header: "Coin",
    meta: { width: 15, sort: "name", align: "start", stickyAt: 3.25 },
    cell: ({ row }) => <ListingName listing={row.original} />,
  }),
  helper.accessor("priceUsd", {
    header: "Price",
    meta: { width: 9, sort: "price", align: "end" },
    cell: ({ row }) => <LivePriceCell listing={row.original} />,
  }),
  helper.accessor("change1hPct", {
    header: "1 h",
    meta: { width: 6.25, align: "end" },
    cell: ({ row }) => <LiveChangeCell listing={row.original} window="1h" />,
  }),
  helper.accessor("change24hPct", {
    header: "24 h",
    meta: { width: 6.75, sort: "change24h", align: "end" },
    cell: ({ row }) => <LiveChangeCell listing={row.original} window="24h" />,
  }),
  helper.accessor("change7dPct", {
    header: "7 d",
    meta: { width: 6.25, align: "end" },
    cell: ({ row }) => <LiveChangeCell listing={row.original} window="7d" />,
  }),
  helper.accessor("marketCapUsd", {
    header: "Market cap",
    meta: { width: 7.75, sort: "marketCap", align: "end" },
    cell: ({ row }) => <LiveAmountCell listing={row.original} figure="marketCapUsd" />,
  }),
  helper.accessor("volume24hUsd", {
    header: "Volume 24 h",
    meta: { width: 7.75, sort: "volume", align: "end" },
    cell: ({ row }) => <LiveAmountCell listing={row.original} figure="volume24hUsd" />,
  }),
  helper.accessor("sparkline7d", {
    header: "Last 7 days",
    meta: { width: 9, align: "end" },
    cell: ({ getValue }) => <Sparkline values={getValue()} />,
  }),
]);

/** Below this width the table scrolls sideways under its first columns. */
export const TABLE_MIN_WIDTH_REM = listingColumns.reduce((sum, { meta }) => sum + (meta?.width ?? 0), 0);
