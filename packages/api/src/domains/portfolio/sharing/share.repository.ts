import { type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { PortfolioShareTable } from "../portfolio.tables.ts";

export type ShareRow = Selectable<PortfolioShareTable>;

export interface ShareDraft {
  id: string;
  accountId: string;
  portfolioId: string;
  name: string;
  tokenHash: string;
  passwordHash: string | null;
  hidesAmounts: boolean;
  expiresAt: Date | null;
}

/** A link with the name of what it shows. */
export interface NamedShareRow extends ShareRow {
  portfolio_name: string;
}

/** Links to portfolios. Owned rows: use it inside `asOwner`. */
export class ShareRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async insert(draft: ShareDraft, now: Date): Promise<void> {
    await this.#db
      .insertInto("portfolio_share")
      .values({
        id: draft.id,
        account_id: draft.accountId,
        portfolio_id: draft.portfolioId,
        name: draft.name,
        token_hash: draft.tokenHash,
        password_hash: draft.passwordHash,
        hides_amounts: draft.hidesAmounts,
        expires_at: draft.expiresAt,
        created_at: now,
        revoked_at: null,
        blocked_at: null,
        blocked_reason: null,
        last_viewed_at: null,
      })
      .execute();
  }

  /** In the order they were made, revoked ones too. */
  async list(accountId: string, portfolioId: string): Promise<ShareRow[]> {
    return this.#db
      .selectFrom("portfolio_share")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("portfolio_id", "=", portfolioId)
      .orderBy("created_at")
      .orderBy("id")
      .execute();
  }

  /** Of all portfolios that the account has not deleted. */
  async listOwned(accountId: string): Promise<NamedShareRow[]> {
    return this.#named().where("portfolio_share.account_id", "=", accountId).orderBy("portfolio_share.id").execute();
  }

  async find(accountId: string, id: string): Promise<ShareRow | null> {
    const query = this.#db
      .selectFrom("portfolio_share")
      .selectAll()
      .where("account_id", "=", accountId)
      .where("id", "=", id);
    return (await query.executeTakeFirst()) ?? null;
  }

  /** @returns false where there is none, or it was revoked before */
  async revoke(accountId: string, id: string, now: Date): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable("portfolio_share")
      .set({ revoked_at: now })
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  /** One that still opens something, whoever's it is: run it as the system. */
  async findLive(tokenHash: string, now: Date): Promise<NamedShareRow | null> {
    const query = this.#named()
      .where("token_hash", "=", tokenHash)
      .where("revoked_at", "is", null)
      .where("blocked_at", "is", null)
      .where((share) => share.or([share("expires_at", "is", null), share("expires_at", ">", now)]));
    return (await query.executeTakeFirst()) ?? null;
  }

  async countView(id: string, now: Date): Promise<void> {
    await this.#db
      .updateTable("portfolio_share")
      .set((eb) => ({ views: eb("views", "+", 1), last_viewed_at: now }))
      .where("id", "=", id)
      .execute();
  }

  /** Of everybody, newest first: run it as the system. */
  async listAll(before: { at: Date; id: string } | null, limit: number): Promise<NamedShareRow[]> {
    let query = this.#named()
      .orderBy("portfolio_share.created_at", "desc")
      .orderBy("portfolio_share.id", "desc")
      .limit(limit);
    if (before) {
      query = query.where(
        sql<boolean>`(portfolio_share.created_at, portfolio_share.id) < (${before.at}, ${before.id}::uuid)`,
      );
    }
    return query.execute();
  }

  /** Blocks or opens again, whoever's it is: run it as the system. @returns null where there is none */
  async moderate(id: string, block: { at: Date; reason: string } | null): Promise<NamedShareRow | null> {
    await this.#db
      .updateTable("portfolio_share")
      .set({ blocked_at: block?.at ?? null, blocked_reason: block?.reason ?? null })
      .where("id", "=", id)
      .execute();
    return (await this.#named().where("portfolio_share.id", "=", id).executeTakeFirst()) ?? null;
  }

  #named() {
    return this.#db
      .selectFrom("portfolio_share")
      .innerJoin("portfolio", "portfolio.id", "portfolio_share.portfolio_id")
      .selectAll("portfolio_share")
      .select("portfolio.name as portfolio_name")
      .where("portfolio.deleted_at", "is", null);
  }
}
