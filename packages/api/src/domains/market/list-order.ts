import { invalidInput } from "@cryptodesk/shared/errors/domain-error";
import type { ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import type { ListingSort, SortDirection } from "@cryptodesk/shared/market/listing-filter.contract";

/** An expression that never is null, with the type its cursor value is compared as. */
interface OrderKey {
  sql: string;
  type: string;
  direction: SortDirection;
}

/** One keyset order; the coin number comes last, in the direction of the first key. */
export interface ListOrder {
  /** What a cursor of this order is marked with. */
  name: string;
  direction: SortDirection;
  keys: OrderKey[];
}

const MAX_INT = 2_147_483_647;
const STORED_TIME =
  /^([1-9]\d{3}-\d\d-\d\d) (?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?[+-](?:0\d|1[0-5])(?::[0-5]\d){0,2}$/;

const USUAL_DIRECTION: Record<ListingSort, SortDirection> = {
  marketCap: "desc",
  volume: "desc",
  price: "desc",
  change1h: "desc",
  change24h: "desc",
  change7d: "desc",
  athChange: "desc",
  circulatingSupply: "desc",
  name: "asc",
  rank: "asc",
  age: "desc",
};

/** SQL of how well a coin matches `search`; the placeholder is the lower-cased text. 3 exact, 2 prefix, 1 inside, 0 similar. */
export const RELEVANCE = "relevance";

/**
 * Unknown figures come last in either direction; the expressions of the usual direction are those of the indexes.
 * @throws DomainError INVALID_INPUT for a key given twice
 */
export function orderOf({
  sort,
  direction,
  then = [],
  search,
}: Pick<ListListingsInput, "sort" | "direction" | "then" | "search">): ListOrder {
  const further = then.map(splitKey);
  if (sort === undefined && search !== undefined) {
    const relevance: OrderKey = { sql: RELEVANCE, type: "int", direction: "desc" };
    // What is equally relevant comes by market cap unless other keys are asked for.
    const keys = further.length > 0 ? further : [{ sort: "marketCap", direction: "desc" } as const];
    refuseRepeated(further, null);
    return {
      name: nameOf("relevance.desc", further),
      direction: "desc",
      keys: [relevance, ...keys.map((key) => keyOf(key.sort, key.direction))],
    };
  }
  const by = sort ?? "marketCap";
  const chosen = direction ?? USUAL_DIRECTION[by];
  refuseRepeated(further, by);
  return {
    name: nameOf(`${by}.${chosen}`, further),
    direction: chosen,
    keys: [keyOf(by, chosen), ...further.map((key) => keyOf(key.sort, key.direction))],
  };
}

interface FurtherKey {
  sort: ListingSort;
  direction: SortDirection;
}

function splitKey(key: NonNullable<ListListingsInput["then"]>[number]): FurtherKey {
  // The contract allows these words only.
  const [sort, direction] = key.split(":") as [ListingSort, SortDirection];
  return { sort, direction };
}

function refuseRepeated(further: readonly FurtherKey[], first: ListingSort | null): void {
  const used = new Set<ListingSort | null>([first]);
  for (const [index, { sort }] of further.entries()) {
    if (used.has(sort)) throw invalidInput(`/then/${index}`, `${sort} is a key of this order already`);
    used.add(sort);
  }
}

function nameOf(first: string, further: readonly FurtherKey[]): string {
  return [first, ...further.map(({ sort, direction }) => `${sort}.${direction}`)].join(",");
}

function keyOf(sort: ListingSort, direction: SortDirection): OrderKey {
  const amount = (column: string) => ({
    sql: `coalesce(${column}, ${direction === "desc" ? "-1" : "'infinity'"})`,
    type: "numeric",
    direction,
  });
  const change = (column: string) => ({
    sql: `coalesce(${column}, '${direction === "desc" ? "-" : ""}infinity')`,
    type: "double precision",
    direction,
  });
  switch (sort) {
    case "marketCap":
      return amount("l.market_cap_usd");
    case "volume":
      return amount("l.volume_24h_usd");
    case "circulatingSupply":
      return amount("l.circulating_supply");
    case "price":
      return { sql: "l.price_usd", type: "numeric", direction };
    case "change1h":
      return change("l.change_1h_pct");
    case "change24h":
      return change("l.change_24h_pct");
    case "change7d":
      return change("l.change_7d_pct");
    case "athChange":
      return change("l.ath_change_pct");
    case "rank":
      return { sql: `coalesce(l.rank, ${direction === "desc" ? -1 : MAX_INT})`, type: "int", direction };
    case "name":
      return { sql: 'lower(c.name) COLLATE "C"', type: "text", direction };
    case "age":
      return { sql: "c.listed_at", type: "timestamptz", direction };
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
  const text = JSON.stringify([markOf(order, cursor.similar), cursor.no, ...cursor.values]);
  return Buffer.from(text, "utf8").toString("base64url");
}

/** @throws DomainError INVALID_INPUT for a cursor that was altered or belongs to another order */
export function decodeCursor(order: ListOrder, text: string): ListCursor {
  const refusal = invalidInput(
    "/cursor",
    "is not a cursor of this list: take nextCursor of the page before, with the same order",
  );
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw refusal;
  }
  if (!Array.isArray(parts) || parts.length !== order.keys.length + 2) throw refusal;
  const [name, no, ...values] = parts as unknown[];
  const similar = name === markOf(order, true);
  if ((!similar && name !== markOf(order, false)) || !isCoinNumber(no)) throw refusal;
  const keys = values.filter(
    (value, index): value is string => typeof value === "string" && isKey(value, order.keys[index]?.type),
  );
  if (keys.length !== order.keys.length) throw refusal;
  return { no, values: keys, similar };
}

function markOf({ name }: ListOrder, similar: boolean): string {
  return similar ? `${name}.similar` : name;
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
