import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { ListingSort, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";

/** One keyset order: expressions that never are null, all read in the same direction, the coin number last. */
export interface ListOrder {
  sort: ListingSort | "relevance";
  direction: "asc" | "desc";
  /** SQL of each key with the type its cursor value is compared as. */
  keys: { sql: string; type: string }[];
}

const MAX_INT = 2_147_483_647;
const STORED_TIME =
  /^([1-9]\d{3}-\d\d-\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;

const USUAL_DIRECTION: Record<ListingSort, "asc" | "desc"> = {
  marketCap: "desc",
  volume: "desc",
  price: "desc",
  change24h: "desc",
  name: "asc",
  rank: "asc",
  age: "desc",
};

/** SQL of how well a coin matches `search`; the placeholder is the lower-cased text. 3 exact, 2 prefix, 1 inside, 0 similar. */
export const RELEVANCE = "relevance";

/** Unknown figures come last in either direction; the expressions of the usual direction are those of the indexes. */
export function orderOf({
  sort,
  direction,
  search,
}: Pick<ListListingsInput, "sort" | "direction" | "search">): ListOrder {
  if (sort === undefined && search !== undefined) {
    return {
      sort: "relevance",
      direction: "desc",
      keys: [
        { sql: RELEVANCE, type: "int" },
        { sql: "coalesce(l.market_cap_usd, -1)", type: "numeric" },
      ],
    };
  }
  const by = sort ?? "marketCap";
  const chosen = direction ?? USUAL_DIRECTION[by];
  return { sort: by, direction: chosen, keys: [keyOf(by, chosen)] };
}

function keyOf(sort: ListingSort, direction: "asc" | "desc"): { sql: string; type: string } {
  const last = direction === "desc";
  switch (sort) {
    case "marketCap":
      return {
        sql: last ? "coalesce(l.market_cap_usd, -1)" : "coalesce(l.market_cap_usd, 'infinity')",
        type: "numeric",
      };
    case "volume":
      return {
        sql: last ? "coalesce(l.volume_24h_usd, -1)" : "coalesce(l.volume_24h_usd, 'infinity')",
        type: "numeric",
      };
    case "price":
      return { sql: "l.price_usd", type: "numeric" };
    case "change24h":
      return { sql: `coalesce(l.change_24h_pct, '${last ? "-" : ""}infinity')`, type: "double precision" };
    case "rank":
      return { sql: `coalesce(l.rank, ${last ? -1 : 2_147_483_647})`, type: "int" };
    case "name":
      return { sql: 'lower(c.name) COLLATE "C"', type: "text" };
    case "age":
      return { sql: "c.listed_at", type: "timestamptz" };
  }
}

/** Where a page ended: the order it was read in, the keys of its last row and the row's coin number. */
export interface ListCursor {
  values: string[];
  no: number;
  /** The list is of similar spellings, because nothing contained the text. */
  similar: boolean;
}

export function encodeCursor(order: ListOrder, cursor: ListCursor): string {
  const text = JSON.stringify([nameOf(order, cursor.similar), cursor.no, ...cursor.values]);
  return Buffer.from(text, "utf8").toString("base64url");
}

/** @throws DomainError INVALID_INPUT for a cursor that was altered or belongs to another order */
export function decodeCursor(order: ListOrder, text: string): ListCursor {
  const refusal = invalidInput(
    "/cursor",
    "is not a cursor of this list: take nextCursor of the page before, with the same sort and direction",
  );
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw refusal;
  }
  if (!Array.isArray(parts) || parts.length !== order.keys.length + 2) throw refusal;
  const [name, no, ...values] = parts as unknown[];
  const similar = name === nameOf(order, true);
  if ((!similar && name !== nameOf(order, false)) || !isCoinNumber(no)) throw refusal;
  const keys = values.filter(
    (value, index): value is string => typeof value === "string" && isKey(value, order.keys[index]?.type),
  );
  if (keys.length !== order.keys.length) throw refusal;
  return { no, values: keys, similar };
}

function nameOf({ sort, direction }: ListOrder, similar: boolean): string {
  return `${sort}.${direction}${similar ? ".similar" : ""}`;
}

function isCoinNumber(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= MAX_INT;
}

function isKey(value: string, type: string | undefined): boolean {
  if (type === "text") return !value.includes("\u0000");
  if (type === "timestamptz") return isStoredTime(value);
  if (type === "int") return /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= MAX_INT;
  if (!/^-?(\d{1,140}(\.\d{1,140})?|Infinity|\d(\.\d+)?e[+-]?\d{1,3})$/.test(value)) return false;
  return type !== "double precision" || fitsDouble(value);
}

/** Postgres refuses what overflows or vanishes in a double. */
function fitsDouble(value: string): boolean {
  const number = Number(value);
  if (!Number.isFinite(number)) return value.endsWith("Infinity");
  return number !== 0 || !/[1-9]/.test(value.split("e")[0] ?? "");
}

/** A time as Postgres writes it; nothing that only JavaScript can read, no 31 February. */
function isStoredTime(value: string): boolean {
  const [, day] = STORED_TIME.exec(value) ?? [];
  if (day === undefined) return false;
  const time = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
}
