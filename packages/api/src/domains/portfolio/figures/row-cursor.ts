import { invalidInput } from "@cryptodesk/shared/errors/domain-error";

/** What orders the rows of a list, the most important part first. */
export type RowKey = readonly (string | number)[];

/** Opaque cursor: the key of the last row of a page. */
export function encodeRowCursor(key: RowKey): string {
  return Buffer.from(JSON.stringify(key), "utf8").toString("base64url");
}

/**
 * @param shape an example of a key: a cursor has as many parts of the same kinds
 * @throws DomainError INVALID_INPUT for anything `encodeRowCursor` did not make of such a key
 */
export function decodeRowCursor(cursor: string | undefined, shape: RowKey): RowKey | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parts) && parts.length === shape.length && parts.every((each, at) => isLike(each, shape[at]))) {
      return parts;
    }
  } catch {
    // Falls through to the refusal.
  }
  throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
}

function isLike(part: unknown, example: string | number | undefined): boolean {
  return typeof part === typeof example;
}

/** Order of keys, part by part: text by code units. */
export function compareKeys(left: RowKey, right: RowKey): number {
  for (const [at, mine] of left.entries()) {
    const other = right[at];
    if (other === undefined || mine === other) continue;
    return mine < other ? -1 : 1;
  }
  return 0;
}

/**
 * A page of rows that are in the order of their keys.
 * @param after the key of the last row of the page before; that row itself may be gone by now
 */
export function pageAfter<Row>(
  rows: readonly Row[],
  { after, limit, keyOf }: { after: RowKey | null; limit: number; keyOf: (row: Row) => RowKey },
): { rows: Row[]; nextCursor: string | null } {
  const start = after === null ? 0 : firstAfter(rows, after, keyOf);
  const page = rows.slice(start, start + limit);
  const last = page.at(-1);
  const isMore = start + limit < rows.length && last !== undefined;
  return { rows: page, nextCursor: isMore ? encodeRowCursor(keyOf(last)) : null };
}

function firstAfter<Row>(rows: readonly Row[], after: RowKey, keyOf: (row: Row) => RowKey): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = rows[middle];
    if (row !== undefined && compareKeys(keyOf(row), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
