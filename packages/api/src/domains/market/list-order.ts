import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { ListingSort, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";

/** One keyset order: expressions that never are null, all read in the same direction, the coin number last. */
export interface ListOrder {
  sort: ListingSort | "relevance";
  direction: "asc" | "desc";
  /** SQL of each key with the type its cursor value is compared as. */
  keys: { sql: string; type: string }[];
}

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
}

export function encodeCursor(order: ListOrder, cursor: ListCursor): string {
  const text = JSON.stringify([`${order.sort}.${order.direction}`, cursor.no, ...cursor.values]);
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
  if (name !== `${order.sort}.${order.direction}` || !Number.isSafeInteger(no)) throw refusal;
  const keys = values.filter(
    (value, index): value is string => typeof value === "string" && isKey(value, order.keys[index]?.type),
  );
  if (keys.length !== order.keys.length) throw refusal;
  return { no: Number(no), values: keys };
}

function isKey(value: string, type: string | undefined): boolean {
  if (type === "text") return !value.includes("\u0000");
  if (type === "timestamptz") return value.length < 40 && !Number.isNaN(Date.parse(value));
  if (type === "int") return /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= 2_147_483_647;
  return /^-?(\d{1,140}(\.\d{1,140})?|Infinity|\d(\.\d+)?e[+-]?\d{1,3})$/.test(value);
}
