import type { WalletKind } from "@cryptodesk/shared/portfolio/wallet.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WalletTable } from "../portfolio.tables.ts";

export interface WalletRow extends Selectable<WalletTable> {
  transaction_count: number;
}

export interface WalletDraft {
  id: string;
  accountId: string;
  portfolioId: string;
  name: string;
  kind: WalletKind;
  note: string | null;
}

/** Wallets of one owner. Owned rows: use it inside `asOwner`. */
export class WalletRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  /** In the order they were made. */
  async list(accountId: string, portfolioId: string): Promise<WalletRow[]> {
    return this.#rows(sql`w.account_id = ${accountId} AND w.portfolio_id = ${portfolioId} AND w.deleted_at IS NULL
      ORDER BY w.created_at, w.id`);
  }

  /** @returns null where the account has none of this id, or it was deleted */
  async find(accountId: string, id: string): Promise<WalletRow | null> {
    const [row] = await this.#rows(sql`w.account_id = ${accountId} AND w.id = ${id} AND w.deleted_at IS NULL`);
    return row ?? null;
  }

  /** The one that was made first. */
  async first(accountId: string, portfolioId: string): Promise<string | null> {
    const row = await this.#db
      .selectFrom("wallet")
      .select("id")
      .where("account_id", "=", accountId)
      .where("portfolio_id", "=", portfolioId)
      .where("deleted_at", "is", null)
      .orderBy("created_at")
      .orderBy("id")
      .limit(1)
      .executeTakeFirst();
    return row?.id ?? null;
  }

  async #rows(where: ReturnType<typeof sql>): Promise<WalletRow[]> {
    const { rows } = await sql<WalletRow>`
      SELECT w.*, (SELECT count(*)::int FROM portfolio_transaction t WHERE t.wallet_id = w.id AND t.deleted_at IS NULL)
        AS transaction_count
      FROM wallet w WHERE ${where}`.execute(this.#db);
    return rows;
  }

  async insert({ id, accountId, portfolioId, name, kind, note }: WalletDraft, now: Date): Promise<void> {
    await this.#db
      .insertInto("wallet")
      .values({
        id,
        account_id: accountId,
        portfolio_id: portfolioId,
        name,
        kind,
        note,
        created_at: now,
        updated_at: now,
        deleted_at: null,
      })
      .execute();
  }

  /** @returns false where its version is another one by now */
  async update(
    { accountId, id, version }: { accountId: string; id: string; version: number },
    change: {
      name?: string | undefined;
      kind?: WalletKind | undefined;
      note?: string | null | undefined;
      deletedAt?: Date;
    },
    now: Date,
  ): Promise<boolean> {
    const { name, kind, note, deletedAt } = change;
    const { numUpdatedRows } = await this.#db
      .updateTable("wallet")
      .set((eb) => ({
        ...(name !== undefined && { name }),
        ...(kind !== undefined && { kind }),
        ...(note !== undefined && { note }),
        ...(deletedAt !== undefined && { deleted_at: deletedAt }),
        version: eb("version", "+", 1),
        updated_at: now,
      }))
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("version", "=", version)
      .where("deleted_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }
}
