import type { CoinReference, ListListingsInput } from "@cryptodesk/shared/market/listing.contract";
import type { ListingFilter, SortDirection } from "@cryptodesk/shared/market/listing-filter.contract";
import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import { decodeCursor, encodeCursor, type ListCursor, type ListOrder, orderOf, RELEVANCE } from "./list-order.ts";
import type { ListingRow } from "./listing-row.ts";

const COLUMNS = sql.raw(`c.no, c.id, c.symbol, c.name, c.image_url, c.categories, c.listed_at, l.rank, l.price_usd,
  l.market_cap_usd, l.fully_diluted_valuation_usd, l.volume_24h_usd, l.high_24h_usd, l.low_24h_usd, l.change_1h_pct,
  l.change_24h_pct, l.change_7d_pct, l.circulating_supply, l.total_supply, l.max_supply, l.ath_usd, l.ath_at,
  l.ath_change_pct, l.atl_usd, l.atl_at, l.atl_change_pct, l.source, l.as_of, l.received_at, l.quarantined, l.version`);

/**
 * A time as `toISOString` writes it. `to_json` knows no DateStyle; the 50 µs keep zero milliseconds in the text. `to_char`
 * takes three times as long.
 */
const time = (column: string) =>
  `substr(to_json(${column} AT TIME ZONE 'UTC' + interval '50 microseconds')::text, 2, 23) || 'Z'`;

/**
 * A row as the contract's Listing, made by Postgres: a page read this way costs this process a third of what mapping its
 * columns does. `listing-row.ts` says the same of single rows; a test holds the two together.
 */
const LISTING_COLUMNS = `c.id, c.symbol, c.name, c.image_url AS "imageUrl", l.rank, l.price_usd::text AS "priceUsd",
  l.market_cap_usd::text AS "marketCapUsd", l.fully_diluted_valuation_usd::text AS "fullyDilutedValuationUsd",
  l.volume_24h_usd::text AS "volume24hUsd", l.high_24h_usd::text AS "high24hUsd", l.low_24h_usd::text AS "low24hUsd",
  l.change_1h_pct AS "change1hPct", l.change_24h_pct AS "change24hPct", l.change_7d_pct AS "change7dPct",
  l.circulating_supply::text AS "circulatingSupply", l.total_supply::text AS "totalSupply",
  l.max_supply::text AS "maxSupply", l.ath_usd::text AS "athUsd", ${time("l.ath_at")} AS "athAt",
  l.ath_change_pct AS "athChangePct", l.atl_usd::text AS "atlUsd", ${time("l.atl_at")} AS "atlAt",
  l.atl_change_pct AS "atlChangePct", c.categories, ${time("c.listed_at")} AS "listedAt", l.source,
  l.source = 'sandbox' AS "simulated", ${time("l.as_of")} AS "asOf", ${time("l.received_at")} AS "receivedAt",
  l.quarantined`;

// Below this two texts are not the same word misspelt (pg_trgm's scale from 0 to 1).
const FUZZY_SIMILARITY = 0.5;
const MAX_INT = 2_147_483_647;

interface PageQuery {
  order: ListOrder;
  after: ListCursor | null;
  withSparkline: boolean;
  /** Look for similar spellings instead of the text itself. */
  similar: boolean;
}

export interface ListingRowPage {
  /** A JSON array of listings in the contract's shape; the sparkline only where it was asked for. */
  list: string;
  count: number;
  nextCursor: string | null;
}

interface AggregatedPage {
  list: string;
  found: number;
  no: number | null;
  [key: `key_${number}`]: string | null;
}

/** A coin with its latest price; `version` is the market version that brought it. */
export interface PricedCoin {
  id: string;
  symbol: string;
  name: string;
  rank: number | null;
  priceUsd: string;
  change24hPct: number | null;
  source: string;
  asOf: string;
  version: number;
}

/** Reads of coins with their latest figures. */
export class ListingRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** One page in keyset order. Similar spellings are looked at only when nothing contains the text. */
  async list(input: ListListingsInput, withSparkline: boolean): Promise<ListingRowPage> {
    const order = orderOf(input);
    const after = input.cursor === undefined ? null : decodeCursor(order, input.cursor);
    const first = await this.#page(input, { order, after, withSparkline, similar: after?.similar ?? false });
    if (input.search === undefined || first.count > 0 || after !== null) return first;
    return this.#page(input, { order, after, withSparkline, similar: true });
  }

  async #page(input: ListListingsInput, { order, after, withSparkline, similar }: PageQuery): Promise<ListingRowPage> {
    const text = input.search?.toLowerCase() ?? "";
    const keys = order.keys.map(({ sql: key }) => (key === RELEVANCE ? relevanceOf(text) : sql.raw(key)));
    const conditions = [...coinConditions(input, similar), ...figureConditions(input)];
    if (after !== null) conditions.push(afterCursor(order, keys, after));
    const where = conditions.length > 0 ? sql`WHERE ${sql.join(conditions, sql` AND `)}` : sql``;
    const sparkline = withSparkline ? sql`, s.points AS "sparkline7d"` : sql``;
    const names = keys.map((_, index) => sql.raw(`key_${index}`));
    // One row for the whole page: reading fifty costs this process as much again. The last row only says that there is more.
    const { rows } = await sql<AggregatedPage>`
      SELECT '[' || coalesce(string_agg(listing, ',') FILTER (WHERE place <= ${input.limit}), '') || ']' AS list,
        count(*)::int AS found, max(no) FILTER (WHERE place = ${input.limit}) AS no,
        ${sql.join(names.map((name) => sql`max(${name}) FILTER (WHERE place = ${input.limit})::text AS ${name}`))}
      FROM (SELECT *, row_number() OVER () AS place FROM (
        SELECT (SELECT row_to_json(columns)::text FROM (SELECT ${sql.raw(LISTING_COLUMNS)}${sparkline}) columns) AS listing,
          c.no, ${sql.join(keys.map((key, index) => sql`${key} AS ${names[index]}`))}
        FROM listing l JOIN coin c ON c.no = l.coin_no
        ${withSparkline ? sql`LEFT JOIN sparkline s ON s.coin_no = c.no` : sql``}
        ${where}
        ORDER BY ${sql.join(keys.map((key, index) => sql`${key} ${directionOf(order, index)}`))},
          l.coin_no ${sql.raw(order.direction)}
        LIMIT ${input.limit + 1}) page) placed`.execute(this.#db);
    const page = rows[0];
    if (page === undefined) throw new Error("A page without its one row.");
    const values = keys.map((_, index) => page[`key_${index}`] ?? "");
    const { no } = page;
    const nextCursor = page.found > input.limit && no !== null ? encodeCursor(order, { no, values, similar }) : null;
    return { list: page.list, count: Math.min(page.found, input.limit), nextCursor };
  }

  /** How many coins the list of this filter has. */
  async count(filter: ListingFilter): Promise<{ matching: number; coins: number }> {
    const first = await this.#count(filter, false);
    return filter.search === undefined || first.matching > 0 ? first : this.#count(filter, true);
  }

  async #count(filter: ListingFilter, similar: boolean): Promise<{ matching: number; coins: number }> {
    const ofCoin = coinConditions(filter, similar);
    const conditions = [...ofCoin, ...figureConditions(filter)];
    const all = sql`(SELECT count(*)::int FROM listing)`;
    // Half the time of a count goes into finding each listing's coin.
    const join = ofCoin.length > 0 ? sql`JOIN coin c ON c.no = l.coin_no` : sql``;
    const matching =
      conditions.length === 0
        ? all
        : sql`(SELECT count(*)::int FROM listing l ${join} WHERE ${sql.join(conditions, sql` AND `)})`;
    const { rows } = await sql<{ matching: number; coins: number }>`
      SELECT ${matching} AS matching, ${all} AS coins`.execute(this.#db);
    const [counted] = rows;
    if (counted === undefined) throw new Error("A count without its one row.");
    return counted;
  }

  /** The coins with the largest market cap. */
  async largest(limit: number): Promise<ListingRow[]> {
    const { rows } = await sql<ListingRow>`
      SELECT ${COLUMNS} FROM listing l JOIN coin c ON c.no = l.coin_no
      ORDER BY coalesce(l.market_cap_usd, -1) DESC, l.coin_no DESC LIMIT ${limit}`.execute(this.#db);
    return rows;
  }

  async findById(id: string): Promise<ListingRow | null> {
    const { rows } = await sql<ListingRow>`
      SELECT ${COLUMNS} FROM coin c JOIN listing l ON l.coin_no = c.no WHERE c.id = ${id}`.execute(this.#db);
    return rows[0] ?? null;
  }

  async findByIds(ids: readonly string[]): Promise<ListingRow[]> {
    const { rows } = await sql<ListingRow>`
      SELECT ${COLUMNS} FROM coin c JOIN listing l ON l.coin_no = c.no WHERE c.id = ANY(${sql.val([...ids])}::text[])`.execute(
      this.#db,
    );
    return rows;
  }

  /** What coins are called and what they cost now, of those that are listed. */
  async prices(ids: readonly string[]): Promise<PricedCoin[]> {
    const { rows } = await sql<PricedCoin>`
      SELECT c.id, c.symbol, c.name, l.rank, trim_scale(l.price_usd)::text AS "priceUsd",
        l.change_24h_pct AS "change24hPct", l.source, ${sql.raw(time("l.as_of"))} AS "asOf", l.version
      FROM coin c JOIN listing l ON l.coin_no = c.no WHERE c.id = ANY(${sql.val([...ids])}::text[])`.execute(this.#db);
    return rows.map((row) => ({ ...row, version: Number(row.version) }));
  }

  /** Coins with one of these symbols in any case, best rank first within each symbol. */
  async bySymbols(symbols: readonly string[]): Promise<CoinReference[]> {
    const wanted = symbols.map((symbol) => symbol.toLowerCase());
    const { rows } = await sql<CoinReference>`
      SELECT c.id, c.symbol, c.name, l.rank FROM coin c JOIN listing l ON l.coin_no = c.no
      WHERE lower(c.symbol) = ANY(${sql.val(wanted)}::text[])
      ORDER BY lower(c.symbol), l.rank NULLS LAST, l.market_cap_usd DESC NULLS LAST, c.no`.execute(this.#db);
    return rows;
  }

  /** What the coins among `ids` are called, whether they are still listed or not. */
  async names(ids: readonly string[]): Promise<{ id: string; symbol: string; name: string }[]> {
    return this.#db
      .selectFrom("coin")
      .select(["id", "symbol", "name"])
      .where("id", "in", [...ids])
      .execute();
  }

  /** Coins with this symbol in any case, best rank first, then largest market cap. */
  async bySymbol(symbol: string): Promise<(CoinReference & { no: number })[]> {
    const { rows } = await sql<CoinReference & { no: number }>`
      SELECT c.no, c.id, c.symbol, c.name, l.rank FROM coin c JOIN listing l ON l.coin_no = c.no
      WHERE lower(c.symbol) = lower(${symbol})
      ORDER BY l.rank NULLS LAST, l.market_cap_usd DESC NULLS LAST, c.no LIMIT 100`.execute(this.#db);
    return rows;
  }

  async changedSince(version: number, limit: number): Promise<ListingRow[]> {
    const { rows } = await sql<ListingRow>`
      SELECT ${COLUMNS} FROM listing l JOIN coin c ON c.no = l.coin_no WHERE l.version > ${version}
      ORDER BY l.version LIMIT ${limit}`.execute(this.#db);
    return rows;
  }
}

/** What a filter asks of the coin `c` itself. */
function coinConditions({ ids, symbols, category, search }: ListingFilter, similar: boolean): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (ids) conditions.push(sql`c.id = ANY(${sql.val(ids)}::text[])`);
  if (symbols) conditions.push(sql`lower(c.symbol) = ANY(SELECT lower(s) FROM unnest(${sql.val(symbols)}::text[]) s)`);
  if (category) conditions.push(sql`c.categories @> ARRAY[${category}]::text[]`);
  if (search !== undefined) conditions.push(searchCondition(search.toLowerCase(), similar));
  return conditions;
}

/** What a filter asks of the listing `l` alone. */
function figureConditions(filter: ListingFilter): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  const bound = (column: string, comparison: ">=" | "<=", value: string | number | undefined) => {
    if (value !== undefined) conditions.push(sql`${sql.raw(column)} ${sql.raw(comparison)} ${value}`);
  };
  bound("l.market_cap_usd", ">=", filter.minMarketCapUsd);
  bound("l.market_cap_usd", "<=", filter.maxMarketCapUsd);
  // The indexed expression besides the plain bound lets the planner stop early.
  bound("coalesce(l.market_cap_usd, -1)", ">=", filter.minMarketCapUsd);
  bound("l.price_usd", ">=", filter.minPriceUsd);
  bound("l.price_usd", "<=", filter.maxPriceUsd);
  bound("l.volume_24h_usd", ">=", filter.minVolume24hUsd);
  bound("l.volume_24h_usd", "<=", filter.maxVolume24hUsd);
  bound("l.change_1h_pct", ">=", filter.minChange1hPct);
  bound("l.change_1h_pct", "<=", filter.maxChange1hPct);
  bound("l.change_24h_pct", ">=", filter.minChange24hPct);
  bound("l.change_24h_pct", "<=", filter.maxChange24hPct);
  bound("l.change_7d_pct", ">=", filter.minChange7dPct);
  bound("l.change_7d_pct", "<=", filter.maxChange7dPct);
  bound("l.ath_change_pct", ">=", filter.minAthChangePct);
  bound("l.ath_change_pct", "<=", filter.maxAthChangePct);
  bound("l.rank", ">=", filter.minRank && Math.min(filter.minRank, MAX_INT));
  bound("l.rank", "<=", filter.maxRank && Math.min(filter.maxRank, MAX_INT));
  if (filter.quarantined !== undefined) conditions.push(sql`l.quarantined = ${filter.quarantined}`);
  return conditions;
}

const directionOf = (order: ListOrder, index: number) => sql.raw(order.keys[index]?.direction ?? order.direction);

function afterCursor(order: ListOrder, keys: readonly RawBuilder<unknown>[], cursor: ListCursor): RawBuilder<unknown> {
  const values = cursor.values.map((value, index) => sql`${value}::${sql.raw(order.keys[index]?.type ?? "text")}`);
  const beyond = (direction: SortDirection) => sql.raw(direction === "desc" ? "<" : ">");
  const number = sql`${cursor.no}::int`;
  if (order.keys.every(({ direction }) => direction === order.direction)) {
    return sql`(${sql.join(keys)}, l.coin_no) ${beyond(order.direction)} (${sql.join(values)}, ${number})`;
  }
  // Rows compare in one direction only; from the last key on: beyond it, or equal in it and beyond in what follows.
  return keys.reduceRight<RawBuilder<unknown>>(
    (rest, key, index) => {
      const value = values[index] ?? sql`NULL`;
      return sql`(${key} ${beyond(order.keys[index]?.direction ?? order.direction)} ${value} OR (${key} = ${value} AND ${rest}))`;
    },
    sql`l.coin_no ${beyond(order.direction)} ${number}`,
  );
}

function searchCondition(text: string, similar: boolean): RawBuilder<unknown> {
  if (!similar) return sql`c.search LIKE ${`%${text.replace(/[\\%_]/g, "\\$&")}%`}`;
  return sql`(${text} <% c.search AND word_similarity(${text}, c.search) >= ${FUZZY_SIMILARITY})`;
}

/** 3: id, symbol or name is the text; 2: one begins with it; 1: one contains it; 0: similar spelling. */
function relevanceOf(text: string): RawBuilder<unknown> {
  const prefix = `${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`CASE
    WHEN ${text}::text IN (lower(c.symbol), lower(c.id), lower(c.name)) THEN 3
    WHEN lower(c.symbol) LIKE ${prefix} OR lower(c.name) LIKE ${prefix} OR lower(c.id) LIKE ${prefix} THEN 2
    WHEN c.search LIKE ${`%${prefix}`} THEN 1 ELSE 0 END`;
}
