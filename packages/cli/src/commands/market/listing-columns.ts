import { type Listing, ListingField, type ListingView } from "@cryptodesk/shared/market/listing.contract";
import { change, compactAmount, price } from "../../output/numbers.ts";
import type { Output } from "../../output/output.ts";
import { safeText } from "../../output/plain-text.ts";
import { sparkline } from "../../output/sparkline.ts";
import type { Column } from "../../output/table.ts";
import { age } from "../../output/times.ts";

type Show = Column<ListingView>["show"];

const amount =
  (
    field:
      | "marketCapUsd"
      | "fullyDilutedValuationUsd"
      | "volume24hUsd"
      | "circulatingSupply"
      | "totalSupply"
      | "maxSupply",
  ): Show =>
  (row) =>
    compactAmount(row[field]);
const priceOf =
  (field: "high24hUsd" | "low24hUsd" | "athUsd" | "atlUsd"): Show =>
  (row) =>
    price(row[field]);
const changeOf =
  (field: "change1hPct" | "change24hPct" | "change7dPct" | "athChangePct" | "atlChangePct"): Show =>
  (row, out) =>
    change(row[field], out);
const ageOf =
  (field: "asOf" | "receivedAt" | "listedAt"): Show =>
  (row, out) =>
    age(row[field], out.now());

/** A price with the marks that it must not be read without: held back, simulated. */
export function markedPrice(row: Pick<ListingView, "priceUsd" | "quarantined">, out: Output): string {
  const text = price(row.priceUsd);
  return row.quarantined ? out.palette.warn(`${text} (held)`) : text;
}

/** Who said the price; the sandbox is called what it is. */
export function sourceText(row: { source?: string | undefined; simulated?: boolean | undefined }): string {
  if (row.simulated) return "simulated";
  return row.source ?? "";
}

const designed: readonly Column<ListingView>[] = [
  { field: "rank", header: "#", align: "right", spare: 6, show: (row) => (row.rank ?? "-").toString() },
  { field: "symbol", header: "Symbol", show: (row) => safeText(row.symbol ?? "") },
  { field: "name", header: "Name", shrinkTo: 10, spare: 2, show: (row) => safeText(row.name ?? "") },
  { field: "priceUsd", header: "Price $", align: "right", show: markedPrice },
  { field: "change1hPct", header: "1h", align: "right", spare: 7, show: changeOf("change1hPct") },
  { field: "change24hPct", header: "24h", align: "right", show: changeOf("change24hPct") },
  { field: "change7dPct", header: "7d", align: "right", spare: 5, show: changeOf("change7dPct") },
  { field: "marketCapUsd", header: "Market cap", align: "right", spare: 1, show: amount("marketCapUsd") },
  { field: "volume24hUsd", header: "Volume 24h", align: "right", spare: 4, show: amount("volume24hUsd") },
  { field: "asOf", header: "Age", align: "right", spare: 3, show: ageOf("asOf") },
  { field: "source", header: "Source", spare: 8, show: (row) => sourceText(row) },
];

const onRequest: readonly Column<ListingView>[] = [
  { field: "id", header: "Id", show: (row) => safeText(row.id) },
  {
    field: "fullyDilutedValuationUsd",
    header: "Fully diluted",
    align: "right",
    show: amount("fullyDilutedValuationUsd"),
  },
  { field: "high24hUsd", header: "High 24h $", align: "right", show: priceOf("high24hUsd") },
  { field: "low24hUsd", header: "Low 24h $", align: "right", show: priceOf("low24hUsd") },
  { field: "circulatingSupply", header: "Circulating", align: "right", show: amount("circulatingSupply") },
  { field: "totalSupply", header: "Total supply", align: "right", show: amount("totalSupply") },
  { field: "maxSupply", header: "Max supply", align: "right", show: amount("maxSupply") },
  { field: "athUsd", header: "High ever $", align: "right", show: priceOf("athUsd") },
  { field: "athChangePct", header: "From high", align: "right", show: changeOf("athChangePct") },
  { field: "atlUsd", header: "Low ever $", align: "right", show: priceOf("atlUsd") },
  { field: "atlChangePct", header: "From low", align: "right", show: changeOf("atlChangePct") },
  { field: "listedAt", header: "Listed for", align: "right", show: ageOf("listedAt") },
  { field: "receivedAt", header: "Received", align: "right", show: ageOf("receivedAt") },
  { field: "sparkline7d", header: "7 days", show: (row) => sparkline(row.sparkline7d ?? []) },
];

/** The columns of a table of listings. */
export const LISTING_COLUMNS = designed;

const every = new Map([...designed, ...onRequest].map((column) => [column.field, column]));

/** The designed columns of the named fields; the rest is left to the table. */
export function listingColumns(fields: readonly string[] | null): readonly Column<ListingView>[] {
  if (fields === null) return LISTING_COLUMNS;
  return fields.flatMap((field) => every.get(field) ?? []);
}

/** Fields of a CSV of listings; the sparkline comes only when it is named. */
export const LISTING_CSV_FIELDS: readonly (keyof Listing)[] = ListingField.options.filter(
  (field) => field !== "sparkline7d",
);
