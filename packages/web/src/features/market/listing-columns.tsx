import type { ListingField, ListingView } from "@cryptodesk/shared/market/listing.contract";
import type { ListingSort } from "@cryptodesk/shared/market/listing-filter.contract";
import { columnResizingFeature, columnSizingFeature, createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { t } from "../../catalogue/catalogue.ts";
import {
  formatDate,
  formatDateTime,
  formatPercent,
  formatPrice,
  formatQuantity,
  formatShare,
  formatUsd,
  UNKNOWN,
} from "../../lib/format.ts";
import { ListingName } from "../../market-data/listing-name.tsx";
import { LiveAmountCell, LiveChangeCell, LivePriceCell } from "../../market-data/live-cells.tsx";
import type { MarketColumn } from "../../stores/market-columns.ts";
import { Age } from "../../ui/age.tsx";
import { Change } from "../../ui/change.tsx";
import { Sparkline } from "../../ui/sparkline.tsx";
import { SelectCell } from "./selection.tsx";

/** What the table needs to know of a column beyond its cells. */
export interface ListingColumnMeta {
  sort?: ListingSort;
  align: "start" | "end";
  /** Distance from the left edge at which the column stays when the table scrolls sideways, in rem. */
  stickyAt?: number;
}

interface ColumnPlan {
  width: number;
  sort?: ListingSort;
  align?: "start";
  fields: readonly ListingField[];
  /** The figure as it is copied; a drawing has none. */
  text?: (listing: ListingView) => string;
  /** Where a cell is more than its text. */
  cell?: (listing: ListingView) => ReactNode;
}

const plans: Record<MarketColumn, ColumnPlan> = {
  price: {
    width: 9,
    sort: "price",
    fields: ["priceUsd"],
    text: ({ priceUsd }) => formatPrice(priceUsd),
    cell: (listing) => <LivePriceCell listing={listing} />,
  },
  change1h: {
    width: 6.25,
    sort: "change1h",
    fields: ["change1hPct"],
    text: ({ change1hPct }) => formatPercent(change1hPct),
    cell: (listing) => <LiveChangeCell listing={listing} window="1h" />,
  },
  change24h: {
    width: 6.75,
    sort: "change24h",
    fields: ["change24hPct"],
    text: ({ change24hPct }) => formatPercent(change24hPct),
    cell: (listing) => <LiveChangeCell listing={listing} window="24h" />,
  },
  change7d: {
    width: 6.25,
    sort: "change7d",
    fields: ["change7dPct"],
    text: ({ change7dPct }) => formatPercent(change7dPct),
    cell: (listing) => <LiveChangeCell listing={listing} window="7d" />,
  },
  marketCap: {
    width: 7.75,
    sort: "marketCap",
    fields: ["marketCapUsd"],
    text: ({ marketCapUsd }) => formatUsd(marketCapUsd),
    cell: (listing) => <LiveAmountCell listing={listing} figure="marketCapUsd" />,
  },
  volume: {
    width: 7.75,
    sort: "volume",
    fields: ["volume24hUsd"],
    text: ({ volume24hUsd }) => formatUsd(volume24hUsd),
    cell: (listing) => <LiveAmountCell listing={listing} figure="volume24hUsd" />,
  },
  volumeToCap: {
    width: 7,
    fields: ["volume24hUsd", "marketCapUsd"],
    text: (listing) => formatShare(turnoverPct(listing)),
  },
  fullyDiluted: {
    width: 7.75,
    fields: ["fullyDilutedValuationUsd"],
    text: ({ fullyDilutedValuationUsd }) => formatUsd(fullyDilutedValuationUsd),
  },
  range24h: {
    width: 13,
    fields: ["low24hUsd", "high24hUsd"],
    text: ({ low24hUsd, high24hUsd }) => `${formatPrice(low24hUsd)} – ${formatPrice(high24hUsd)}`,
  },
  circulating: {
    width: 7,
    sort: "circulatingSupply",
    fields: ["circulatingSupply"],
    text: ({ circulatingSupply }) => formatQuantity(circulatingSupply),
  },
  maxSupply: { width: 7, fields: ["maxSupply"], text: ({ maxSupply }) => formatQuantity(maxSupply) },
  ath: { width: 8.5, fields: ["athUsd"], text: ({ athUsd }) => formatPrice(athUsd) },
  athChange: {
    width: 7,
    sort: "athChange",
    fields: ["athChangePct"],
    text: ({ athChangePct }) => formatPercent(athChangePct),
    cell: ({ athChangePct }) => <Change pct={athChangePct} />,
  },
  atlChange: {
    width: 8,
    fields: ["atlChangePct"],
    text: ({ atlChangePct }) => formatPercent(atlChangePct),
    cell: ({ atlChangePct }) => <Change pct={atlChangePct} />,
  },
  categories: {
    width: 11,
    align: "start",
    fields: ["categories"],
    text: ({ categories }) => categories?.slice(0, 2).join(", ") || UNKNOWN,
  },
  listedAt: {
    width: 7.5,
    sort: "age",
    fields: ["listedAt"],
    text: ({ listedAt }) => (listedAt ? formatDate(listedAt) : UNKNOWN),
  },
  source: { width: 7.5, align: "start", fields: ["source"], text: ({ source }) => source ?? UNKNOWN },
  asOf: {
    width: 7,
    fields: ["asOf"],
    // Copied figures grow old: their time does not.
    text: ({ asOf }) => (asOf ? formatDateTime(asOf) : UNKNOWN),
    cell: ({ asOf }) => (asOf ? <Age at={asOf} /> : UNKNOWN),
  },
  sparkline: { width: 9, fields: ["sparkline7d"], cell: ({ sparkline7d }) => <Sparkline values={sparkline7d} /> },
};

function turnoverPct({ volume24hUsd, marketCapUsd }: ListingView): number | null {
  const cap = Number(marketCapUsd ?? 0);
  return volume24hUsd === null || volume24hUsd === undefined || cap === 0 ? null : (Number(volume24hUsd) / cap) * 100;
}

/** The width of a column while nobody has set another, in rem. */
export function usualRem(column: MarketColumn | "name"): number {
  return column === "name" ? NAME_REM : plans[column].width;
}

/** The fields that these columns show. */
export function fieldsOf(columns: readonly MarketColumn[]): ListingField[] {
  return [...new Set(columns.flatMap((column) => plans[column].fields))];
}

/** The table keeps order, filters and pages in the address and on the server: widths are all that is left to it. */
export const listingFeatures = tableFeatures({
  columnSizingFeature,
  columnResizingFeature,
  columnMeta: {} as ListingColumnMeta,
});

/** The table library counts in pixels, the page in rem. */
export const REM_PX = 16;

/** Coins with the shown columns as text; the first row is the head. */
export function listingTexts(listings: readonly ListingView[], chosen: readonly MarketColumn[]): string[][] {
  const copied = chosen.flatMap((column) => {
    const { text } = plans[column];
    return text ? [{ head: t(`market.column.${column}`), text }] : [];
  });
  return [
    [t("words.coin"), t("words.symbol"), ...copied.map(({ head }) => head)],
    ...listings.map((listing) => [
      listing.name ?? listing.id,
      listing.symbol ?? "",
      ...copied.map(({ text }) => text(listing)),
    ]),
  ];
}

const helper = createColumnHelper<typeof listingFeatures, ListingView>();

const SELECT_REM = 2.25;
const RANK_REM = 3.25;
const NAME_REM = 15;

/** Selection, rank and name, which are always there, then the chosen columns. */
export function listingColumns(chosen: readonly MarketColumn[]) {
  return helper.columns([
    helper.display({
      id: "select",
      header: "",
      size: SELECT_REM * REM_PX,
      minSize: SELECT_REM * REM_PX,
      enableResizing: false,
      meta: { align: "start", stickyAt: 0 },
      cell: ({ row: { original } }) => <SelectCell id={original.id} name={original.name ?? original.id} />,
    }),
    helper.display({
      id: "rank",
      header: "#",
      size: RANK_REM * REM_PX,
      minSize: RANK_REM * REM_PX,
      // What stays at the left edge is placed by the widths of what is before it.
      enableResizing: false,
      meta: { sort: "rank", align: "end", stickyAt: SELECT_REM },
      cell: ({ row }) => row.original.rank ?? UNKNOWN,
    }),
    helper.display({
      id: "name",
      header: t("words.coin"),
      size: NAME_REM * REM_PX,
      meta: { sort: "name", align: "start", stickyAt: SELECT_REM + RANK_REM },
      cell: ({ row }) => <ListingName listing={row.original} />,
    }),
    ...chosen.map((column) => {
      const { width, sort, align = "end", text, cell = text } = plans[column];
      return helper.display({
        id: column,
        header: t(`market.column.${column}`),
        size: width * REM_PX,
        meta: { align, ...(sort && { sort }) },
        cell: ({ row }) => cell?.(row.original),
      });
    }),
  ]);
}
