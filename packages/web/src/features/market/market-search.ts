import { ListingFilter, ListingSort } from "@cryptodesk/shared/market/listing.contract";

/**
 * What the market page keeps in its address: the same names and values as the REST API's list, so that an address and a
 * request say the same thing. Everything is optional; a value the contract refuses is dropped, not an error.
 */
export type MarketSearch = Omit<ListingFilter, "ids" | "symbols"> & {
  sort?: ListingSort | undefined;
  direction?: "asc" | "desc" | undefined;
};

/** Bounds in the order they are shown. Amounts are decimal text, the others numbers. */
export const RANGES = [
  { label: "Market cap", min: "minMarketCapUsd", max: "maxMarketCapUsd", unit: "usd" },
  { label: "Price", min: "minPriceUsd", max: "maxPriceUsd", unit: "usd" },
  { label: "Volume (24 h)", min: "minVolume24hUsd", max: "maxVolume24hUsd", unit: "usd" },
  { label: "Change (24 h)", min: "minChange24hPct", max: "maxChange24hPct", unit: "pct" },
  { label: "Rank", min: "minRank", max: "maxRank", unit: "rank" },
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
  const chips: FilterChip[] = search.category ? [{ label: `Category: ${search.category}`, keys: ["category"] }] : [];
  for (const range of RANGES) {
    const [min, max] = [search[range.min], search[range.max]];
    if (min === undefined && max === undefined) continue;
    chips.push({
      label: `${range.label} ${boundWords(min, max, (value) => format(value, range))}`,
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
  return max === undefined ? `≥ ${format(min)}` : `${format(min)} to ${format(max)}`;
}

export function withoutKeys(search: MarketSearch, keys: readonly (keyof MarketSearch)[]): MarketSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => !keys.some((gone) => gone === key)));
}

/** The filters alone, without the order. */
export function withoutFilters({ sort, direction }: MarketSearch): MarketSearch {
  return { ...(sort && { sort }), ...(direction && { direction }) };
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
