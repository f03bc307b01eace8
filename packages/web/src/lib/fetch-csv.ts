import { fetchSignedIn } from "./bearer.ts";

/** One answer of the REST API as CSV. */
export interface CsvPage {
  text: string;
  /** Cursor of the next page; null on the last, and where the answer is not paged. */
  next: string | null;
}

const TIMEOUT_MS = 30_000;

/**
 * @param url below the origin
 * @throws Error with the server's status
 */
export async function fetchCsv(url: string): Promise<CsvPage> {
  const response = await fetchSignedIn(url, { accept: "text/csv", timeoutMs: TIMEOUT_MS });
  if (!response.ok) throw new Error(`The export failed: the server answered ${response.status}.`);
  // CSV has no place for the cursor; it comes percent-encoded in a header.
  const next = response.headers.get("x-next-cursor");
  return { text: await response.text(), next: next === null ? null : decodeURIComponent(next) };
}

// A stop against a server that never ends its pages.
const MOST_PAGES = 400;

/**
 * Every page of a list as one CSV file with one header.
 * @param urlOf address below the origin of the page at a cursor; null: the first
 * @param fetchPage fetches one address
 */
export async function joinCsvPages(
  urlOf: (cursor: string | null) => string,
  fetchPage: (url: string) => Promise<CsvPage>,
): Promise<string> {
  let csv = "";
  let cursor: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { text, next }: CsvPage = await fetchPage(urlOf(cursor));
    csv += page === 0 ? text : text.slice(text.indexOf("\n") + 1);
    if (next === null) break;
    cursor = next;
  }
  return csv;
}
