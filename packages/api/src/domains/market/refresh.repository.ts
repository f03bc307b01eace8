import { type RawBuilder, sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../platform/database/database.ts";
import type { MatchCandidate } from "./match-coins.ts";
import { figuresOf, type JumpDecision, type KnownCoin, type ResolvedDraft } from "./plan-refresh.ts";
import type { ListingDraft, SetAsideDraft } from "./providers/market-provider.ts";

interface KnownRow {
  no: number;
  id: string;
  symbol: string;
  name: string;
  image_url: string | null;
  categories: string[];
  price_usd: string | null;
  as_of: Date;
  source: string;
  rank: number | null;
  market_cap_usd: string | null;
  volume_24h_usd: string | null;
  change_24h_pct: number | null;
  circulating_supply: string | null;
  pending_id: string | null;
  last_good_usd: string;
  proposed_usd: string;
  proposed_as_of: Date;
  observations: number;
}

type PointFigures = Pick<ListingDraft, "asOf" | "priceUsd" | "marketCapUsd" | "volume24hUsd">;

/** The write path of listings: one statement for each kind of row, inside the caller's transaction. */
export class RefreshRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** Waits for other refreshes, so that versions become visible in their order. */
  async lockMarket(): Promise<{ mode: "live" | "sandbox" | null; version: number }> {
    const { rows } = await sql<{ mode: "live" | "sandbox" | null; version: number }>`
      SELECT mode, version FROM market_state FOR UPDATE`.execute(this.#db);
    const [state] = rows;
    if (!state) throw new Error("market_state has no row");
    return state;
  }

  /** @param refreshedAt null keeps the time of the last refresh */
  async saveMarket(version: number, mode: "live" | "sandbox", refreshedAt: Date | null): Promise<void> {
    await sql`
      UPDATE market_state SET version = ${version}, mode = ${mode},
        last_refresh_at = coalesce(${refreshedAt}::timestamptz, last_refresh_at)`.execute(this.#db);
  }

  async references(provider: string, externalIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#db
      .selectFrom("coin_reference")
      .select(["external_id", "coin_id"])
      .where("provider", "=", provider)
      .where(sql<boolean>`external_id = ANY(${sql.val([...externalIds])}::text[])`)
      .execute();
    return new Map(rows.map((row) => [row.external_id, row.coin_id]));
  }

  /** The provider's keys of coins: coin id → external id. */
  async externalIds(provider: string, coinIds: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.#db
      .selectFrom("coin_reference")
      .select(["external_id", "coin_id"])
      .where("provider", "=", provider)
      .where(sql<boolean>`coin_id = ANY(${sql.val([...coinIds])}::text[])`)
      .execute();
    return new Map(rows.map((row) => [row.coin_id, row.external_id]));
  }

  /** Every coin with the provider whose key its id is. */
  async candidates(): Promise<MatchCandidate[]> {
    const { rows } = await sql<MatchCandidate>`
      SELECT c.id, c.symbol, c.name, r.provider AS "namedBy" FROM coin c
      LEFT JOIN coin_reference r ON r.coin_id = c.id AND r.matched_by IN ('own id', 'slug')`.execute(this.#db);
    return rows;
  }

  async saveReferences(
    provider: string,
    learned: readonly { externalId: string; coinId: string; matchedBy: string }[],
    now: Date,
  ): Promise<void> {
    if (learned.length === 0) return;
    await sql`
      INSERT INTO coin_reference (provider, external_id, coin_id, matched_by, created_at)
      SELECT ${provider}, x."externalId", x."coinId", x."matchedBy", ${now}
      FROM jsonb_to_recordset(${json(learned)}) AS x ("externalId" text, "coinId" text, "matchedBy" text)
      ON CONFLICT DO NOTHING`.execute(this.#db);
  }

  /** Prices are kept by number, so a coin keeps its history through a rename. */
  async rename(from: string, to: string): Promise<void> {
    await sql`UPDATE coin SET id = ${to} WHERE id = ${from}`.execute(this.#db);
    await sql`UPDATE coin_reference SET coin_id = ${to} WHERE coin_id = ${from}`.execute(this.#db);
    await sql`UPDATE quarantine SET coin_id = ${to} WHERE coin_id = ${from}`.execute(this.#db);
  }

  async known(ids: readonly string[]): Promise<Map<string, KnownCoin>> {
    const { rows } = await sql<KnownRow>`
      SELECT c.no, c.id, c.symbol, c.name, c.image_url, c.categories, l.price_usd, l.as_of, l.source, l.rank,
        l.market_cap_usd, l.volume_24h_usd, l.change_24h_pct, l.circulating_supply,
        q.id AS pending_id, q.last_good_usd, q.proposed_usd, q.proposed_as_of, q.observations
      FROM coin c
      LEFT JOIN listing l ON l.coin_no = c.no
      LEFT JOIN quarantine q ON q.coin_id = c.id AND q.state = 'pending'
      WHERE c.id = ANY(${sql.val([...ids])}::text[])`.execute(this.#db);
    return new Map(rows.map((row) => [row.id, toKnownCoin(row)]));
  }

  /** @returns the numbers of the given coins, new ones included */
  async saveCoins(coins: readonly ResolvedDraft[], now: Date): Promise<Map<string, number>> {
    if (coins.length === 0) return new Map();
    const rows = coins.map(({ coinId, draft }) => ({
      id: coinId,
      symbol: draft.symbol,
      name: draft.name,
      image_url: draft.imageUrl,
      categories: draft.categories,
      listed_at: draft.listedAt ?? now,
    }));
    const saved = await sql<{ no: number; id: string }>`
      INSERT INTO coin AS c (id, symbol, name, image_url, categories, listed_at)
      SELECT x.id, x.symbol, x.name, x.image_url, coalesce(x.categories, '{}'), x.listed_at
      FROM jsonb_to_recordset(${json(rows)})
        AS x (id text, symbol text, name text, image_url text, categories text[], listed_at timestamptz)
      ON CONFLICT (id) DO UPDATE SET symbol = excluded.symbol, name = excluded.name,
        image_url = coalesce(excluded.image_url, c.image_url),
        categories = CASE WHEN excluded.categories = '{}' THEN c.categories ELSE excluded.categories END
      RETURNING c.no, c.id`.execute(this.#db);
    return new Map(saved.rows.map((row) => [row.id, row.no]));
  }

  async saveFigures(
    figures: readonly { no: number; draft: ListingDraft }[],
    source: string,
    now: Date,
    version: number,
  ): Promise<void> {
    if (figures.length === 0) return;
    const rows = figures.map(({ no, draft }) => [
      no,
      draft.rank,
      draft.priceUsd,
      draft.marketCapUsd,
      draft.fullyDilutedValuationUsd,
      draft.volume24hUsd,
      draft.high24hUsd,
      draft.low24hUsd,
      draft.change1hPct,
      draft.change24hPct,
      draft.change7dPct,
      draft.circulatingSupply,
      draft.totalSupply,
      draft.maxSupply,
      draft.athUsd,
      draft.athAt,
      draft.athChangePct,
      draft.atlUsd,
      draft.atlAt,
      draft.atlChangePct,
      draft.asOf,
    ]);
    await sql`
      INSERT INTO listing (${sql.raw(LISTING_COLUMNS.join(", "))}, source, received_at, version)
      SELECT ${sql.raw(LISTING_COLUMNS.map((_, index) => `c${index}`).join(", "))}, ${source}, ${now}, ${version}
      FROM unnest(${columns(rows)}) AS x (${sql.raw(LISTING_COLUMNS.map((_, index) => `c${index}`).join(", "))})
      ON CONFLICT (coin_no) DO UPDATE SET ${sql.raw(
        LISTING_COLUMNS.slice(1)
          .map((name) => `${name} = excluded.${name}`)
          .join(", "),
      )}, source = excluded.source, received_at = excluded.received_at, version = excluded.version, quarantined = false`.execute(
      this.#db,
    );
  }

  /** Folds each price into the 5-minute point that its own time falls into. */
  async savePoints(figures: readonly { no: number; draft: PointFigures }[], source: string): Promise<void> {
    if (figures.length === 0) return;
    const rows = figures.map(({ no, draft }) => [
      no,
      draft.asOf,
      draft.priceUsd,
      draft.marketCapUsd,
      draft.volume24hUsd,
    ]);
    await sql`
      INSERT INTO price_point AS p (coin_no, step, at, price_usd, open_usd, high_usd, low_usd, market_cap_usd, volume_24h_usd, source)
      SELECT no, 5, date_bin('5 minutes', at, 'epoch'::timestamptz), price, price, price, price, cap, volume, ${source}
      FROM unnest(${typedColumns(rows, ["integer", "timestamptz", "numeric", "numeric", "numeric"])}) AS x (no, at, price, cap, volume)
      ON CONFLICT (coin_no, step, at) DO UPDATE SET price_usd = excluded.price_usd,
        high_usd = greatest(p.high_usd, excluded.price_usd), low_usd = least(p.low_usd, excluded.price_usd),
        market_cap_usd = excluded.market_cap_usd, volume_24h_usd = excluded.volume_24h_usd, source = excluded.source`.execute(
      this.#db,
    );
  }

  async hold(coinNos: readonly number[], version: number): Promise<void> {
    if (coinNos.length === 0) return;
    await sql`
      UPDATE listing SET quarantined = true, version = ${version}
      WHERE coin_no = ANY(${sql.val([...coinNos])}::int[]) AND NOT quarantined`.execute(this.#db);
  }

  async saveJump(decision: JumpDecision, source: string, now: Date): Promise<void> {
    if (decision.kind === "open") {
      const { coin, draft } = decision;
      await sql`
        INSERT INTO quarantine (id, coin_id, last_good_usd, proposed_usd, change_pct, source, proposed_as_of, detected_at, note)
        VALUES (${uuidv7()}, ${coin.id}, ${coin.listing?.priceUsd ?? draft.priceUsd}, ${draft.priceUsd}, ${decision.changePct},
          ${source}, ${draft.asOf}, ${now}, ${decision.note})`.execute(this.#db);
      return;
    }
    if (decision.kind === "repeat") {
      const { pending, draft } = decision;
      await sql`
        UPDATE quarantine SET proposed_usd = ${draft.priceUsd}, change_pct = ${decision.changePct}, proposed_as_of = ${draft.asOf},
          source = ${source}, observations = ${decision.sameLevel ? pending.observations + 1 : 1}, note = ${decision.note}
        WHERE id = ${pending.id}`.execute(this.#db);
      return;
    }
    await sql`
      UPDATE quarantine SET state = ${decision.state}, resolved_at = ${now}, note = ${decision.note}
      WHERE id = ${decision.pending.id}`.execute(this.#db);
  }

  async saveSetAside(provider: string, rows: readonly SetAsideDraft[], now: Date): Promise<void> {
    if (rows.length === 0) return;
    const distinct = new Map(rows.map((row) => [`${row.externalId ?? ""}\n${row.reason}`, row]));
    const values = [...distinct.values()].map((row) => ({ ...row, externalId: row.externalId ?? "" }));
    await sql`
      INSERT INTO set_aside AS s (provider, external_id, reason, detail, sample, first_seen_at, last_seen_at)
      SELECT ${provider}, x."externalId", x.reason, x.detail, x.sample, ${now}, ${now}
      FROM jsonb_to_recordset(${json(values)}) AS x ("externalId" text, reason text, detail text, sample text)
      ON CONFLICT (provider, external_id, reason) DO UPDATE SET detail = excluded.detail, sample = excluded.sample,
        last_seen_at = excluded.last_seen_at, times = s.times + 1`.execute(this.#db);
  }
}

const LISTING_COLUMNS = [
  "coin_no",
  "rank",
  "price_usd",
  "market_cap_usd",
  "fully_diluted_valuation_usd",
  "volume_24h_usd",
  "high_24h_usd",
  "low_24h_usd",
  "change_1h_pct",
  "change_24h_pct",
  "change_7d_pct",
  "circulating_supply",
  "total_supply",
  "max_supply",
  "ath_usd",
  "ath_at",
  "ath_change_pct",
  "atl_usd",
  "atl_at",
  "atl_change_pct",
  "as_of",
];
const LISTING_TYPES = [
  "integer",
  "integer",
  "numeric",
  "numeric",
  "numeric",
  "numeric",
  "numeric",
  "numeric",
  "double precision",
  "double precision",
  "double precision",
  "numeric",
  "numeric",
  "numeric",
  "numeric",
  "timestamptz",
  "double precision",
  "numeric",
  "timestamptz",
  "double precision",
  "timestamptz",
];

type Cell = string | number | Date | null;

function columns(rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  return typedColumns(rows, LISTING_TYPES);
}

/** Rows as one typed array parameter for each column: unnest of arrays is the fastest way in short of COPY. */
function typedColumns(rows: readonly (readonly Cell[])[], types: readonly string[]): RawBuilder<unknown> {
  return sql.join(types.map((type, index) => sql`${arrayLiteral(rows, index)}::${sql.raw(type)}[]`));
}

/** Postgres array text. Only numbers, decimals and times pass through here, none of which needs quoting but times. */
function arrayLiteral(rows: readonly (readonly Cell[])[], index: number): string {
  const cells = rows.map((row) => {
    const cell = row[index] ?? null;
    if (cell === null) return "NULL";
    return cell instanceof Date ? `"${cell.toISOString()}"` : String(cell);
  });
  return `{${cells.join(",")}}`;
}

const HALF_PAIR = /\p{Surrogate}/gu;

/** JSON for Postgres, whose text can hold neither NUL nor half a surrogate pair; a provider's name or a cut sample can. */
function json(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "string" ? part.replaceAll("\u0000", "").replace(HALF_PAIR, "\ufffd") : part,
  );
}

function toKnownCoin(row: KnownRow): KnownCoin {
  return {
    no: row.no,
    id: row.id,
    symbol: row.symbol,
    name: row.name,
    imageUrl: row.image_url,
    categories: row.categories,
    listing:
      row.price_usd === null
        ? null
        : { priceUsd: row.price_usd, asOf: row.as_of, source: row.source, figures: storedFigures(row, row.price_usd) },
    pending:
      row.pending_id === null
        ? null
        : {
            id: row.pending_id,
            lastGoodUsd: row.last_good_usd,
            proposedUsd: row.proposed_usd,
            proposedAsOf: row.proposed_as_of,
            observations: row.observations,
          },
  };
}

function storedFigures(row: KnownRow, priceUsd: string): string {
  return figuresOf(
    {
      asOf: row.as_of,
      rank: row.rank,
      priceUsd,
      marketCapUsd: row.market_cap_usd,
      volume24hUsd: row.volume_24h_usd,
      change24hPct: row.change_24h_pct,
      circulatingSupply: row.circulating_supply,
    },
    row.source,
  );
}
