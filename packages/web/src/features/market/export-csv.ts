import { stringifySearch } from "../../lib/search-text.ts";
import type { MarketSearch } from "./market-search.ts";

const PAGE_LIMIT = 250;
// A stop against a server that never ends its pages: 100,000 rows.
const MOST_PAGES = 400;

/** One answer of the REST list as CSV. */
export interface CsvPage {
  text: string;
  /** Address of the next page; null on the last. */
  next: string | null;
}

/**
 * Every row of the filtered list as one CSV file.
 * @param fetchPage fetches one address below the origin
 */
export async function collectCsv(search: MarketSearch, fetchPage: (url: string) => Promise<CsvPage>): Promise<string> {
  let url: string | null = `/api/v1/cryptocurrencies${stringifySearch({ ...search, limit: PAGE_LIMIT })}`;
  let csv = "";
  for (let page = 0; url !== null && page < MOST_PAGES; page += 1) {
    const { text, next }: CsvPage = await fetchPage(url);
    csv += page === 0 ? text : withoutHeader(text);
    url = next;
  }
  return csv;
}

function withoutHeader(text: string): string {
  return text.slice(text.indexOf("\n") + 1);
}

/** The address a Link header (RFC 8288) names as the next page. */
export function nextLink(header: string | null): string | null {
  const match = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(header ?? "");
  return match?.[1] ?? null;
}

export async function fetchCsvPage(url: string): Promise<CsvPage> {
  const response = await fetch(url, { headers: { accept: "text/csv" } });
  if (!response.ok) throw new Error(`The export failed: the server answered ${response.status}.`);
  return { text: await response.text(), next: nextLink(response.headers.get("link")) };
}

/** Hands a text to the browser as a download. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
