import type { Benchmark, LedgerRules } from "@cryptodesk/shared/portfolio/portfolio.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { PortfolioTable } from "../portfolio.tables.ts";

/** A portfolio with what is counted of it. */
export interface PortfolioRow extends Selectable<PortfolioTable> {
  transaction_count: number;
  wallet_count: number;
  is_public: boolean;
}

/** A portfolio that a transaction of the database holds on to: nobody else changes it until that ends. */
export interface LockedPortfolio {
  id: string;
  currency: string;
  rules: LedgerRules;
  version: number;
  revision: number;
}

export interface PortfolioDraft {
  id: string;
  accountId: string;
  name: string;
  description: string | null;
  currency: string;
  rules: LedgerRules;
  benchmark: Benchmark | null;
  isDemo: boolean;
}

export type PortfolioChange = Partial<Omit<PortfolioDraft, "id" | "accountId" | "isDemo">> & {
  isActive?: boolean | undefined;
  deletedAt?: Date | null;
};

/** Portfolios of one owner. Owned rows: use it inside `asOwner`. */
export class PortfolioRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In the order they were made. */
  async list(accountId: string, deleted: boolean, now: Date): Promise<PortfolioRow[]> {
    return this.#rows(
      sql`p.account_id = ${accountId} AND (p.deleted_at IS NOT NULL) = ${deleted} ORDER BY p.created_at, p.id`,
      now,
    );
  }

  /** @returns null where the account has none of this id; deleted ones are found too */
  async find(accountId: string, id: string, now: Date): Promise<PortfolioRow | null> {
    const [row] = await this.#rows(sql`p.account_id = ${accountId} AND p.id = ${id}`, now);
    return row ?? null;
  }

  async #rows(where: ReturnType<typeof sql>, now: Date): Promise<PortfolioRow[]> {
    const { rows } = await sql<PortfolioRow>`
      SELECT p.*,
        (SELECT count(*)::int FROM portfolio_transaction t WHERE t.portfolio_id = p.id AND t.deleted_at IS NULL)
          AS transaction_count,
        (SELECT count(*)::int FROM wallet w WHERE w.portfolio_id = p.id AND w.deleted_at IS NULL) AS wallet_count,
        EXISTS (SELECT 1 FROM portfolio_share s WHERE s.portfolio_id = p.id AND s.revoked_at IS NULL
          AND s.blocked_at IS NULL AND (s.expires_at IS NULL OR s.expires_at > ${now})) AS is_public
      FROM portfolio p WHERE ${where}`.execute(this.#db);
    return rows;
  }

  /** How many the account has, deleted ones too. */
  async count(accountId: string): Promise<number> {
    const { n } = await this.#db
      .selectFrom("portfolio")
      .select(({ fn }) => fn.countAll<number>().as("n"))
      .where("account_id", "=", accountId)
      .executeTakeFirstOrThrow();
    return n;
  }

  /**
   * Holds on to portfolios until the transaction ends, always in the order of their ids, so that two who want the same
   * ones cannot wait for each other.
   * @returns those that the account has and that are not deleted, by id
   */
  async lock(accountId: string, ids: readonly string[]): Promise<Map<string, LockedPortfolio>> {
    const rows = await this.#db
      .selectFrom("portfolio")
      .select(["id", "currency", "rules", "version", "revision"])
      .where("account_id", "=", accountId)
      .where("id", "in", [...new Set(ids)])
      .where("deleted_at", "is", null)
      .orderBy("id")
      .forUpdate()
      .execute();
    return new Map(rows.map((row) => [row.id, row]));
  }

  async insert(draft: PortfolioDraft, now: Date): Promise<void> {
    const { id, accountId, name, description, currency, rules, benchmark, isDemo } = draft;
    await this.#db
      .insertInto("portfolio")
      .values({
        id,
        account_id: accountId,
        name,
        description,
        currency,
        is_demo: isDemo,
        rules: JSON.stringify(rules),
        benchmark: benchmark === null ? null : JSON.stringify(benchmark),
        created_at: now,
        updated_at: now,
        deleted_at: null,
      })
      .execute();
  }

  /** @returns false where its version is another one by now, or the account has none of this id */
  async update(
    { accountId, id, version }: { accountId: string; id: string; version: number },
    change: PortfolioChange,
    now: Date,
  ): Promise<boolean> {
    const { name, description, currency, rules, benchmark, isActive, deletedAt } = change;
    const { numUpdatedRows } = await this.#db
      .updateTable("portfolio")
      .set((eb) => ({
        ...(name !== undefined && { name }),
        ...(description !== undefined && { description }),
        ...(currency !== undefined && { currency }),
        ...(rules !== undefined && { rules: JSON.stringify(rules) }),
        ...(benchmark !== undefined && { benchmark: benchmark === null ? null : JSON.stringify(benchmark) }),
        ...(isActive !== undefined && { is_active: isActive }),
        ...(deletedAt !== undefined && { deleted_at: deletedAt }),
        version: eb("version", "+", 1),
        revision: eb("revision", "+", 1),
        updated_at: now,
      }))
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("version", "=", version)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** Counts a change of what is in a portfolio; it must be held on to. @returns the new revision */
  async nextRevision(accountId: string, id: string): Promise<number> {
    const { revision } = await this.#db
      .updateTable("portfolio")
      .set((eb) => ({ revision: eb("revision", "+", 1) }))
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .returning("revision")
      .executeTakeFirstOrThrow();
    return revision;
  }

  /** Removes for good what was deleted before. @returns how many */
  async purge(before: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("portfolio")
      .where("deleted_at", "<", before)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}
