import type { CsvPage } from "../../lib/fetch-csv.ts";
import { stringifySearch } from "../../lib/search-text.ts";
import { listQuestion, type MarketSearch } from "./market-search.ts";

const PAGE_LIMIT = 250;
// A stop against a server that never ends its pages: 100,000 rows.
const MOST_PAGES = 400;

/**
 * Every row of the filtered list as one CSV file.
 * @param fetchPage fetches one address below the origin
 */
export async function collectCsv(search: MarketSearch, fetchPage: (url: string) => Promise<CsvPage>): Promise<string> {
  let csv = "";
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = stringifySearch({ ...listQuestion(search), limit: PAGE_LIMIT, cursor });
    const { text, next }: CsvPage = await fetchPage(`/api/v1/cryptocurrencies${query}`);
    csv += page === 0 ? text : withoutHeader(text);
    if (next === null) break;
    cursor = next;
  }
  return csv;
}

function withoutHeader(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}
