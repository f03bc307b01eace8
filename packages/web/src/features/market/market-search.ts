// biome-ignore-all lint/suspicious/noThenProperty: a parameter of the list; a list of keys is not callable
import {
  ListingFilter,
  ListingSort,
  ListingSortKey,
  type SortDirection,
} from "@cryptodesk/shared/market/listing-filter.contract";
import { t } from "../../catalogue/catalogue.ts";
import { idsText, readIds } from "../../lib/id-list.ts";
import { readColumns } from "../../stores/market-columns.ts";

/**
 * What the market page keeps in its address: the same names and values as the REST API's list, so that an address and a
 * request say the same thing. Everything is optional; a value the contract refuses is dropped, not an error.
 */
export type MarketSearch = Omit<ListingFilter, "ids" | "symbols"> & {
  sort?: ListingSort | undefined;
  direction?: SortDirection | undefined;
  /** Further keys, at most two; none of them a second time. */
  then?: ListingSortKey[] | undefined;
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

/** The filters alone: what a coin matches, whatever the order. */
export function filterOf(search: MarketSearch): Omit<MarketSearch, "cols" | "sel" | "sort" | "direction" | "then"> {
  const { sort: _sort, direction: _direction, then: _then, ...filter } = listQuestion(search);
  return filter;
}

/** As many coins as the API lists, or exports, at once. */
export const MOST_SELECTED = 250;
const MOST_FURTHER_KEYS = 2;
/** No change in percent and no rank is larger. */
export const LARGEST_BOUND = 1e12;

/** Bounds in the order they are shown. Amounts are decimal text, the others numbers. */
export const RANGES = [
  { name: "marketCap", min: "minMarketCapUsd", max: "maxMarketCapUsd", unit: "usd" },
  { name: "price", min: "minPriceUsd", max: "maxPriceUsd", unit: "usd" },
  { name: "volume", min: "minVolume24hUsd", max: "maxVolume24hUsd", unit: "usd" },
  { name: "change1h", min: "minChange1hPct", max: "maxChange1hPct", unit: "pct" },
  { name: "change24h", min: "minChange24hPct", max: "maxChange24hPct", unit: "pct" },
  { name: "change7d", min: "minChange7dPct", max: "maxChange7dPct", unit: "pct" },
  { name: "athChange", min: "minAthChangePct", max: "maxAthChangePct", unit: "pct" },
  { name: "rank", min: "minRank", max: "maxRank", unit: "rank" },
] as const;
export type Range = (typeof RANGES)[number];
export type BoundKey = Range["min" | "max"];

const NUMBER_KEYS = [
  "minChange1hPct",
  "maxChange1hPct",
  "minChange24hPct",
  "maxChange24hPct",
  "minChange7dPct",
  "maxChange7dPct",
  "minAthChangePct",
  "maxAthChangePct",
  "minRank",
  "maxRank",
] as const;
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
  Object.assign(search, readOrder(raw));
  const held = String(raw.quarantined ?? "");
  if (held === "true" || held === "false") search.quarantined = held === "true";
  const columns = typeof raw.cols === "string" ? readColumns(raw.cols) : [];
  if (columns.length > 0) search.cols = columns.join(",");
  const selected = readIds(typeof raw.sel === "string" ? raw.sel : "", MOST_SELECTED);
  if (selected.length > 0) search.sel = idsText(selected);
  // Every key was checked against the contract's own shape above.
  return search as MarketSearch;
}

function readOrder(raw: Record<string, unknown>): Pick<MarketSearch, "sort" | "direction" | "then"> {
  const sort = ListingSort.safeParse(raw.sort);
  const first = sort.success ? sort.data : "marketCap";
  const further = readFurtherKeys(raw.then, first);
  return {
    ...(first !== "marketCap" && { sort: first }),
    ...((raw.direction === "asc" || raw.direction === "desc") && { direction: raw.direction }),
    ...(further.length > 0 && { then: further }),
  };
}

/** Out of `volume:desc,name:asc`, or the list it was read into. */
function readFurtherKeys(raw: unknown, first: ListingSort): ListingSortKey[] {
  const keys: ListingSortKey[] = [];
  const used = new Set([first]);
  for (const text of String(raw ?? "").split(",")) {
    const key = ListingSortKey.safeParse(text);
    if (!key.success || keys.length === MOST_FURTHER_KEYS) continue;
    const { sort } = splitKey(key.data);
    if (!used.has(sort)) keys.push(key.data);
    used.add(sort);
  }
  return keys;
}

function take(search: Record<string, unknown>, key: (typeof TEXT_KEYS | typeof NUMBER_KEYS)[number], value: unknown) {
  if (value === undefined) return;
  const parsed = ListingFilter.shape[key].safeParse(value);
  if (parsed.success) search[key] = parsed.data;
}

function toNumber(value: unknown): number | undefined {
  if (value === undefined || value === "") return undefined;
  const number = Number(value);
  return Math.abs(number) <= LARGEST_BOUND ? number : undefined;
}

/** The direction a sort has without being told one, as the API defines it. */
export function defaultDirection(sort: ListingSort): SortDirection {
  return sort === "name" || sort === "rank" ? "asc" : "desc";
}

/** One key of the order. */
export interface SortKey {
  sort: ListingSort;
  direction: SortDirection;
}

function splitKey(key: ListingSortKey): SortKey {
  // The contract allows these words only.
  const [sort, direction] = key.split(":") as [ListingSort, SortDirection];
  return { sort, direction };
}

/** The keys of the order, the most important first; there is always one. */
export function sortKeys({ sort = "marketCap", direction, then = [] }: MarketSearch): SortKey[] {
  return [{ sort, direction: direction ?? defaultDirection(sort) }, ...then.map(splitKey)];
}

/**
 * The search after a column was added to the order: first its natural direction, then the other, then without it again.
 * The first key only turns; a fourth takes the place of the third.
 */
export function addSort(search: MarketSearch, column: ListingSort): MarketSearch {
  const [first, ...further] = sortKeys(search);
  const natural = defaultDirection(column);
  const turned: SortDirection = natural === "asc" ? "desc" : "asc";
  const { then, ...rest } = search;
  if (first?.sort === column) return { ...toggleSort(search, column), ...(then && furtherOf(further)) };
  const known = further.find(({ sort }) => sort === column);
  if (!known) {
    return {
      ...rest,
      ...furtherOf([...further.slice(0, MOST_FURTHER_KEYS - 1), { sort: column, direction: natural }]),
    };
  }
  const next = further.flatMap((key) => {
    if (key !== known) return [key];
    return known.direction === natural ? [{ sort: column, direction: turned }] : [];
  });
  return { ...rest, ...furtherOf(next) };
}

function furtherOf(keys: readonly SortKey[]): Pick<MarketSearch, "then"> {
  return keys.length > 0 ? { then: keys.map(({ sort, direction }) => `${sort}:${direction}` as const) } : {};
}

/** The search after a click on a column, which then orders alone: first its natural direction, then the other. */
export function toggleSort(search: MarketSearch, column: ListingSort): MarketSearch {
  const current = search.sort ?? "marketCap";
  const natural = defaultDirection(column);
  const { sort: _sort, direction: _direction, then: _then, ...rest } = search;
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
  if (search.quarantined !== undefined) {
    chips.push({ label: t(search.quarantined ? "market.onlyHeldBack" : "market.noneHeldBack"), keys: ["quarantined"] });
  }
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
export function withoutFilters({ sort, direction, then, cols, sel }: MarketSearch): MarketSearch {
  return {
    ...(sort && { sort }),
    ...(direction && { direction }),
    ...(then && { then }),
    ...(cols && { cols }),
    ...(sel && { sel }),
  };
}
