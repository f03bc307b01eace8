import { invalidInput } from "@cryptodesk/shared/errors/domain-error";

/** Opaque cursor of the newest-first lists: time and id of the last row. */
export function encodeTimeCursor(at: string, id: string): string {
  return Buffer.from(JSON.stringify([at, id]), "utf8").toString("base64url");
}

/** Shapes of the ids that cursors carry. */
export const CURSOR_ID = {
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  // The database's text holds no NUL.
  text: /^[^\p{Cc}]*$/u,
} as const;
const ISO_TIME = /^[1-9]\d{3}-\d\d-\d\dT/;

/** @throws DomainError INVALID_INPUT for anything `encodeTimeCursor` did not make of such an id */
export function decodeTimeCursor(
  cursor: string | undefined,
  id: RegExp = CURSOR_ID.uuid,
): { at: Date; id: string } | null {
  if (cursor === undefined) return null;
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(parts) && parts.length === 2 && isMatch(parts[0], ISO_TIME) && isMatch(parts[1], id)) {
      const at = new Date(parts[0]);
      if (!Number.isNaN(at.getTime())) return { at, id: parts[1] };
    }
  } catch {
    // Falls through to the refusal.
  }
  throw invalidInput("/cursor", "is not a cursor of this list: take nextCursor of the page before");
}

function isMatch(value: unknown, shape: RegExp): value is string {
  return typeof value === "string" && shape.test(value);
}

/** Cuts a page out of rows read with one more than asked for. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  cursorOf: (row: Row) => string,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null };
}
