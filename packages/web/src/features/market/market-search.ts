import { ListingFilter, ListingSort } from "@cryptodesk/shared/market/listing.contract";
import { t } from "../../catalogue/catalogue.ts";
import { idsText, readIds } from "../../lib/id-list.ts";
import { readColumns } from "../../stores/market-columns.ts";

/**
 * What the market page keeps in its address: the same names and values as the REST API's list, so that an address and a
 * request say the same thing. Everything is optional; a value the contract refuses is dropped, not an error.
 */
export type MarketSearch = Omit<ListingFilter, "ids" | "symbols"> & {
  sort?: ListingSort | undefined;
  direction?: "asc" | "desc" | undefined;
  /** Columns in their order, joined by commas; only where the address brings its own. */
  cols?: string | undefined;
  /** Selected coins, as `lib/id-list.ts` writes them. */
  sel?: string | undefined;
};

/** The part of an address that asks the server: filters and order. */
export function listQuestion({
  cols: _cols,
  sel: _sel,
  ...question
}: MarketSearch): Omit<MarketSearch, "cols" | "sel"> {
  return question;
}

export const MOST_SELECTED = 250;

/** Bounds in the order they are shown. Amounts are decimal text, the others numbers. */
export const RANGES = [
  { name: "marketCap", min: "minMarketCapUsd", max: "maxMarketCapUsd", unit: "usd" },
  { name: "price", min: "minPriceUsd", max: "maxPriceUsd", unit: "usd" },
  { name: "volume", min: "minVolume24hUsd", max: "maxVolume24hUsd", unit: "usd" },
  { name: "change24h", min: "minChange24hPct", max: "maxChange24hPct", unit: "pct" },
  { name: "rank", min: "minRank", max: "maxRank", unit: "rank" },
] as const;
export type Range = (typeof RANGES)[number];
export type BoundKey = Range["min" | "max"];

const NUMBER_KEYS = ["minChange24hPct", "maxChange24hPct", "minRank", "maxRank"] as const;
const TEXT_KEYS = [
  "search",
  "category",
  "minMarketCapUsd",
  "maxMarketCapUsd",
  "minPriceUsd",
  "maxPriceUsd",
  "minVolume24hUsd",
  "maxVolume24hUsd",
] as const;

/** Reads the address's parameters, which are text. */
export function parseMarketSearch(raw: Record<string, unknown>): MarketSearch {
  const search: Record<string, unknown> = {};
  for (const key of TEXT_KEYS) take(search, key, raw[key] === undefined ? undefined : String(raw[key]));
  for (const key of NUMBER_KEYS) take(search, key, toNumber(raw[key]));
  const sort = ListingSort.safeParse(raw.sort);
  if (sort.success && sort.data !== "marketCap") search.sort = sort.data;
  if (raw.direction === "asc" || raw.direction === "desc") search.direction = raw.direction;
  const columns = typeof raw.cols === "string" ? readColumns(raw.cols) : [];
  if (columns.length > 0) search.cols = columns.join(",");
  const selected = readIds(typeof raw.sel === "string" ? raw.sel : "", MOST_SELECTED);
  if (selected.length > 0) search.sel = idsText(selected);
  // Every key was checked against the contract's own shape above.
  return search as MarketSearch;
}

function take(search: Record<string, unknown>, key: (typeof TEXT_KEYS | typeof NUMBER_KEYS)[number], value: unknown) {
  if (value === undefined) return;
  const parsed = ListingFilter.shape[key].safeParse(value);
  if (parsed.success) search[key] = parsed.data;
}

function toNumber(value: unknown): number | undefined {
  if (value === undefined || value === "") return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** The direction a sort has without being told one, as the API defines it. */
export function defaultDirection(sort: ListingSort): "asc" | "desc" {
  return sort === "name" || sort === "rank" ? "asc" : "desc";
}

/** The search after a click on a column: first its natural direction, then the other. */
export function toggleSort(search: MarketSearch, column: ListingSort): MarketSearch {
  const current = search.sort ?? "marketCap";
  const natural = defaultDirection(column);
  const { sort: _sort, direction: _direction, ...rest } = search;
  const sorted: MarketSearch = column === "marketCap" ? rest : { ...rest, sort: column };
  if (current !== column) return sorted;
  const direction = search.direction ?? natural;
  return direction === natural ? { ...sorted, direction: natural === "asc" ? "desc" : "asc" } : sorted;
}

/** A filter that is set, in words, with the keys that remove it. */
export interface FilterChip {
  label: string;
  keys: (keyof MarketSearch)[];
}

/** The set filters but the text search, which has its own field. `format` turns a bound into words. */
export function filterChips(
  search: MarketSearch,
  format: (value: string | number, range: Range) => string,
): FilterChip[] {
  const chips: FilterChip[] = search.category
    ? [{ label: t("market.categoryIs", { category: search.category }), keys: ["category"] }]
    : [];
  for (const range of RANGES) {
    const [min, max] = [search[range.min], search[range.max]];
    if (min === undefined && max === undefined) continue;
    chips.push({
      label: `${t(`market.ranges.${range.name}`)} ${boundWords(min, max, (value) => format(value, range))}`,
      keys: [range.min, range.max],
    });
  }
  return chips;
}

function boundWords(
  min: string | number | undefined,
  max: string | number | undefined,
  format: (v: string | number) => string,
) {
  if (min === undefined) return max === undefined ? "" : `≤ ${format(max)}`;
  return max === undefined ? `≥ ${format(min)}` : t("market.bounds", { min: format(min), max: format(max) });
}

export function withoutKeys(search: MarketSearch, keys: readonly (keyof MarketSearch)[]): MarketSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !keys.some((gone) => gone === key)));
}

/** The order, columns and selection without the filters. */
export function withoutFilters({ sort, direction, cols, sel }: MarketSearch): MarketSearch {
  return { ...(sort && { sort }), ...(direction && { direction }), ...(cols && { cols }), ...(sel && { sel }) };
}

const SUFFIXES: Record<string, number> = { k: 3, m: 6, b: 9, t: 12 };

/**
 * A typed amount as decimal text: `10m` is `10000000`, `1.5b` is `1500000000`, `1,000` is `1000`.
 * @returns undefined for nothing typed, null for what is not an amount
 */
export function parseAmount(text: string): string | null | undefined {
  const typed = text
    .trim()
    .replaceAll(/[,$\s_]/g, "")
    .toLowerCase();
  if (typed === "") return undefined;
  const match = /^(\d*)(?:\.(\d*))?([kmbt])?$/.exec(typed);
  if (!match) return null;
  const [, whole = "", fraction = "", suffix = ""] = match;
  if (whole === "" && fraction === "") return null;
  const shift = SUFFIXES[suffix] ?? 0;
  const moved = fraction.padEnd(shift, "0");
  const integer = `${whole}${moved.slice(0, shift)}`.replace(/^0+(?=\d)/, "") || "0";
  const rest = moved.slice(shift).replace(/0+$/, "");
  return rest === "" ? integer : `${integer}.${rest}`;
}
