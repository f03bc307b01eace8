import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { sql } from "kysely";
import type { Database, Db } from "../../../platform/database/database.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import type { StoredFigures } from "./stored-figures.ts";
import type { PortfolioHeader } from "./thread-messages.ts";

/** Rows in one message to a thread. */
const CHUNK = 4_000;
const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** As `toISOString` writes it: the 50 µs keep zero milliseconds in the text. `to_char` takes three times as long. */
const time = (column: string) =>
  `substr(to_json(${column} AT TIME ZONE 'UTC' + interval '50 microseconds')::text, 2, 23) || 'Z'`;
const decimal = (column: string) => `trim_scale(t.${column})::text`;
/** In the order of `TransactionRow`. */
const COLUMNS = [
  "t.id",
  "t.wallet_id",
  "t.type",
  time("t.at"),
  "t.asset_id",
  decimal("quantity"),
  decimal("price"),
  decimal("value"),
  "t.currency",
  decimal("fees"),
  "t.fee_asset_id",
  "t.to_asset_id",
  decimal("to_quantity"),
  decimal("cost"),
  time("t.acquired_at"),
  decimal("split_from"),
  decimal("split_to"),
  "t.lots",
  "t.link_id",
  "c.lots",
].join(", ");

/** The last figures of a portfolio. */
export interface FiguresRow {
  revision: number;
  figures: StoredFigures;
  calculatedAt: Date;
}

/** A portfolio as reading its figures needs it. */
export interface FiguredPortfolio {
  id: string;
  name: string;
  currency: string;
  revision: number;
  isDeleted: boolean;
  figures: FiguresRow | null;
}

interface ChunkRow {
  rows: string;
  count: number;
  lastRevision: string | null;
  lastId: string | null;
}

/** Takes what a thread lacks, in order. */
export interface RowSink {
  /** How many rows will come. */
  begin(total: number): void;
  rows(text: string, count: number): void;
}

/** What calculations read and leave behind. Every call runs as the owner. */
export class CalculationRepository {
  readonly #db: Database;
  readonly #accountId: string;

  constructor(db: Database, accountId: string) {
    this.#db = db;
    this.#accountId = accountId;
  }

  /** Portfolios of the owner with their last figures, in no order; all that are not deleted where none are named. */
  async figured(portfolioIds: readonly string[]): Promise<FiguredPortfolio[]> {
    const rows = await this.#asOwner(async (db) => {
      const found = await sql<FiguredRow>`
        SELECT p.id, p.name, p.currency, p.revision::text AS revision, p.deleted_at IS NOT NULL AS "isDeleted",
          f.revision::text AS "figuresRevision", f.figures, f.calculated_at AS "calculatedAt"
        FROM portfolio p LEFT JOIN portfolio_figures f ON f.portfolio_id = p.id
        WHERE p.account_id = ${this.#accountId} AND p.id = ANY(${sql.val([...portfolioIds])}::uuid[])`.execute(db);
      return found.rows;
    });
    return rows.map(({ figuresRevision, figures, calculatedAt, revision, ...portfolio }) => ({
      ...portfolio,
      revision: Number(revision),
      figures:
        figures === null || calculatedAt === null ? null : { revision: Number(figuresRevision), figures, calculatedAt },
    }));
  }

  /**
   * Hands on everything that changed after a revision, as one moment saw it.
   * @param since null: everything
   * @returns null where the owner has no such portfolio
   */
  async feed(portfolioId: string, since: number | null, sink: RowSink): Promise<PortfolioHeader | null> {
    const transaction = this.#db.primary.transaction().setIsolationLevel("repeatable read");
    return transaction.execute((trx) =>
      asOwner(trx, this.#accountId, async (db) => {
        const header = await this.#header(db, portfolioId);
        if (header === null || header.revision === since) return header;
        // Figures from before a backup was played back: the thread starts over.
        if (since !== null && header.revision < since) return { ...header, revision: -1 };
        if (since === null) sink.begin(await this.#count(db, portfolioId));
        await this.#handOn(db, portfolioId, since, sink);
        return header;
      }),
    );
  }

  async #handOn(db: Db, portfolioId: string, since: number | null, sink: RowSink): Promise<void> {
    let place = { revision: since ?? -1, id: LAST_ID };
    for (let isMore = true; isMore; ) {
      const chunk = await this.#chunk(db, portfolioId, { ...place, isWhole: since === null });
      if (chunk === undefined || chunk.lastId === null) return;
      sink.rows(chunk.rows, chunk.count);
      isMore = chunk.count === CHUNK;
      place = { revision: Number(chunk.lastRevision), id: chunk.lastId };
    }
  }

  async #header(db: Db, portfolioId: string): Promise<PortfolioHeader | null> {
    const { rows } = await sql<HeaderRow>`
      SELECT currency, revision::text AS revision, rules, benchmark, (${this.#rates(null, "0001-01-01")}) AS "ownRates"
      FROM portfolio WHERE account_id = ${this.#accountId} AND id = ${portfolioId}`.execute(db);
    const [row] = rows;
    return row === undefined ? null : { ...row, portfolioId, revision: Number(row.revision) };
  }

  async #count(db: Db, portfolioId: string): Promise<number> {
    const { rows } = await sql<{ total: number }>`
      SELECT count(*)::int AS total FROM portfolio_transaction
      WHERE account_id = ${this.#accountId} AND portfolio_id = ${portfolioId} AND deleted_at IS NULL`.execute(db);
    return rows[0]?.total ?? 0;
  }

  async #chunk(
    db: Db,
    portfolioId: string,
    { revision, id, isWhole }: { revision: number; id: string; isWhole: boolean },
  ): Promise<ChunkRow | undefined> {
    const { rows } = await sql<ChunkRow>`
      SELECT '[' || coalesce(string_agg(row, ','), '') || ']' AS rows, count(*)::int AS count,
        (array_agg(revision ORDER BY revision DESC, id DESC))[1]::text AS "lastRevision",
        (array_agg(id ORDER BY revision DESC, id DESC))[1]::text AS "lastId"
      FROM (
        SELECT t.id, t.revision, CASE WHEN t.deleted_at IS NULL THEN json_build_array(${sql.raw(COLUMNS)})
          ELSE json_build_array(t.id) END::text AS row
        FROM portfolio_transaction t
        LEFT JOIN carried_transfer c ON c.link_id = t.link_id AND t.type = 'transfer-in'
          AND c.account_id = t.account_id AND c.from_portfolio_id <> t.portfolio_id
        WHERE t.account_id = ${this.#accountId} AND t.portfolio_id = ${portfolioId}
          AND (t.revision, t.id) > (${revision}::bigint, ${id}::uuid)
          ${isWhole ? sql`AND t.deleted_at IS NULL` : sql``}
        ORDER BY t.revision, t.id LIMIT ${CHUNK}) found`.execute(db);
    return rows[0];
  }

  /** Keeps figures unless newer ones are there; nothing where the portfolio is gone. */
  async saveFigures(portfolioId: string, revision: number, figures: string, now: Date): Promise<void> {
    await this.#asOwner((db) =>
      sql`
        INSERT INTO portfolio_figures AS f (portfolio_id, account_id, revision, figures, calculated_at)
        SELECT id, account_id, ${revision}::bigint, ${figures}::jsonb, ${now.toISOString()}::timestamptz
        FROM portfolio WHERE id = ${portfolioId} AND account_id = ${this.#accountId}
        ON CONFLICT (portfolio_id) DO UPDATE SET revision = excluded.revision, figures = excluded.figures,
          calculated_at = excluded.calculated_at WHERE f.revision <= excluded.revision`.execute(db),
    );
  }

  /**
   * Keeps what left a portfolio for others, and makes those that receive something else than before calculate anew.
   * @param carried list of links with their lots, as JSON
   * @returns the portfolios that receive something else
   */
  async saveCarried(portfolioId: string, carried: string): Promise<string[]> {
    return this.#asOwner(async (db) => {
      const { rows } = await sql<{ linkId: string }>`
        WITH given AS (
          SELECT (each ->> 'linkId')::uuid AS link_id, each -> 'lots' AS lots
          FROM jsonb_array_elements(${carried}::jsonb) each),
        gone AS (
          DELETE FROM carried_transfer c WHERE account_id = ${this.#accountId} AND from_portfolio_id = ${portfolioId}
            AND NOT EXISTS (SELECT FROM given g WHERE g.link_id = c.link_id) RETURNING link_id),
        kept AS (
          INSERT INTO carried_transfer AS c (link_id, account_id, from_portfolio_id, lots)
          SELECT link_id, ${this.#accountId}, ${portfolioId}, lots FROM given
          ON CONFLICT (link_id) DO UPDATE SET lots = excluded.lots, from_portfolio_id = excluded.from_portfolio_id
            WHERE c.lots IS DISTINCT FROM excluded.lots RETURNING link_id)
        SELECT link_id::text AS "linkId" FROM gone UNION SELECT link_id::text FROM kept`.execute(db);
      return rows.length === 0
        ? []
        : this.#touchReceivers(
            db,
            portfolioId,
            rows.map(({ linkId }) => linkId),
          );
    });
  }

  async #touchReceivers(db: Db, portfolioId: string, linkIds: string[]): Promise<string[]> {
    const { rows } = await sql<{ id: string }>`
      SELECT DISTINCT portfolio_id::text AS id FROM portfolio_transaction
      WHERE account_id = ${this.#accountId} AND link_id = ANY(${sql.val(linkIds)}::uuid[]) AND type = 'transfer-in'
        AND portfolio_id <> ${portfolioId} AND deleted_at IS NULL ORDER BY 1`.execute(db);
    for (const { id } of rows) {
      await sql`
        WITH bumped AS (
          UPDATE portfolio SET revision = revision + 1
          WHERE account_id = ${this.#accountId} AND id = ${id} RETURNING id, revision)
        UPDATE portfolio_transaction t SET revision = bumped.revision FROM bumped
        WHERE t.account_id = ${this.#accountId} AND t.portfolio_id = bumped.id AND t.type = 'transfer-in'
          AND t.link_id = ANY(${sql.val(linkIds)}::uuid[])`.execute(db);
    }
    return rows.map(({ id }) => id);
  }

  /** Rates that the owner says since a day, as the text of a list of `DaySeries` by currency. */
  async ownRates(currencies: readonly string[], sinceDay: string): Promise<string> {
    return this.#asOwner(async (db) => {
      const { rows } = await sql<{ rates: string }>`SELECT (${this.#rates(currencies, sinceDay)}) AS rates`.execute(db);
      return rows[0]?.rates ?? "[]";
    });
  }

  #rates(currencies: readonly string[] | null, sinceDay: string) {
    return sql`
      SELECT coalesce(json_agg(found ORDER BY found.id), '[]')::text FROM (
        SELECT currency AS id, string_agg((day - '1970-01-01'::date)::text, ',' ORDER BY day) AS days,
          string_agg(trim_scale(per_usd)::text, ',' ORDER BY day) AS values, 'own' AS sources
        FROM own_rate WHERE account_id = ${this.#accountId} AND day >= ${sinceDay}::date
          ${currencies === null ? sql`` : sql`AND currency = ANY(${sql.val([...currencies])}::text[])`}
        GROUP BY currency) found`;
  }

  /** Names of wallets, by id. */
  async wallets(portfolioId: string): Promise<Map<string, string>> {
    return this.#asOwner(async (db) => {
      const { rows } = await sql<{ id: string; name: string }>`
        SELECT id, name FROM wallet WHERE account_id = ${this.#accountId} AND portfolio_id = ${portfolioId}`.execute(
        db,
      );
      return new Map(rows.map(({ id, name }) => [id, name]));
    });
  }

  #asOwner<T>(work: (db: Db) => Promise<T>): Promise<T> {
    return asOwner(this.#db.primary, this.#accountId, work);
  }
}

interface HeaderRow {
  currency: string;
  revision: string;
  rules: LedgerRules;
  benchmark: Benchmark | null;
  ownRates: string;
}

interface FiguredRow extends Omit<FiguredPortfolio, "revision" | "figures"> {
  revision: string;
  figuresRevision: string | null;
  figures: StoredFigures | null;
  calculatedAt: Date | null;
}
