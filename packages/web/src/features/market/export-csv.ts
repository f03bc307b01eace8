import { type CsvPage, joinCsvPages } from "../../lib/fetch-csv.ts";
import { stringifySearch } from "../../lib/search-text.ts";
import type { MarketSearch } from "./market-search.ts";

const PAGE_LIMIT = 250;

/** Filters and order, or the coins by their ids. */
export type CsvQuestion = Omit<MarketSearch, "cols" | "sel"> & { ids?: readonly string[] };

/**
 * Every row of the filtered list as one CSV file, up to 100,000.
 * @param fetchPage fetches one address below the origin
 */
export function collectCsv(question: CsvQuestion, fetchPage: (url: string) => Promise<CsvPage>): Promise<string> {
  return joinCsvPages(
    (cursor) => `/api/v1/cryptocurrencies${stringifySearch({ ...question, limit: PAGE_LIMIT, cursor })}`,
    fetchPage,
  );
}
