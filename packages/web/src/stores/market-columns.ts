import { createPersistentStore } from "./persistent-store.ts";

/** Columns of the market table besides rank and name, which are always there. */
export const MARKET_COLUMNS = [
  "price",
  "change1h",
  "change24h",
  "change7d",
  "marketCap",
  "volume",
  "volumeToCap",
  "fullyDiluted",
  "range24h",
  "circulating",
  "maxSupply",
  "ath",
  "athChange",
  "atlChange",
  "categories",
  "listedAt",
  "source",
  "asOf",
  "sparkline",
] as const;
export type MarketColumn = (typeof MARKET_COLUMNS)[number];

export const DEFAULT_COLUMNS: readonly MarketColumn[] = [
  "price",
  "change1h",
  "change24h",
  "change7d",
  "marketCap",
  "volume",
  "sparkline",
];

/** Columns out of a text with commas: known ones, once each, in the given order. */
export function readColumns(text: string): MarketColumn[] {
  return [...new Set(text.split(",").filter(isColumn))];
}

/** Columns as an address holds them; undefined for the usual ones, which need no mention. */
export function columnsText(columns: readonly MarketColumn[]): string | undefined {
  const text = columns.join(",");
  return text === DEFAULT_COLUMNS.join(",") ? undefined : text;
}

const isColumn = (name: unknown): name is MarketColumn => MARKET_COLUMNS.some((column) => column === name);

/** The columns of this browser, in their order; an address may bring others. */
export const marketColumns = createPersistentStore<readonly MarketColumn[]>("cryptodesk-market-columns", (stored) => {
  const known = Array.isArray(stored) ? [...new Set(stored.filter(isColumn))] : [];
  return known.length > 0 ? known : DEFAULT_COLUMNS;
});

/** Moves a column by so many places, as far as it goes. */
export function withColumnMoved(columns: readonly MarketColumn[], column: MarketColumn, by: number): MarketColumn[] {
  const from = columns.indexOf(column);
  if (from < 0) return [...columns];
  const rest = columns.toSpliced(from, 1);
  return rest.toSpliced(Math.max(0, Math.min(rest.length, from + by)), 0, column);
}

/** Adds a column at the end or takes it away; the last one stays. */
export function withColumnToggled(columns: readonly MarketColumn[], column: MarketColumn): MarketColumn[] {
  if (!columns.includes(column)) return [...columns, column];
  return columns.length === 1 ? [...columns] : columns.filter((other) => other !== column);
}
