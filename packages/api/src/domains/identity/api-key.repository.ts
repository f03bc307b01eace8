import type { Selectable } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { ApiKeyTable } from "./identity.tables.ts";

export type ApiKeyRow = Selectable<ApiKeyTable>;

export interface ApiKeyDraft {
  id: string;
  accountId: string;
  name: string;
  prefix: string;
  hash: string;
  scopes: string[];
  requestsPerMinute: number;
  expiresAt: Date | null;
}

/** Owned rows: use it inside `asOwner`. */
export class ApiKeyRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async insert(draft: ApiKeyDraft, now: Date): Promise<ApiKeyRow> {
    return this.#db
      .insertInto("api_key")
      .values({
        id: draft.id,
        account_id: draft.accountId,
        name: draft.name,
        prefix: draft.prefix,
        hash: draft.hash,
        scopes: draft.scopes,
        requests_per_minute: draft.requestsPerMinute,
        created_at: now,
        expires_at: draft.expiresAt,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  }

  async findByHash(hash: string): Promise<ApiKeyRow | null> {
    return (await this.#db.selectFrom("api_key").selectAll().where("hash", "=", hash).executeTakeFirst()) ?? null;
  }

  /** Newest first, also those that no longer work. */
  async list(accountId: string): Promise<ApiKeyRow[]> {
    const query = this.#db.selectFrom("api_key").selectAll().where("account_id", "=", accountId);
    return query.orderBy("created_at", "desc").execute();
  }

  /** @returns null where the account has no such key that still works */
  async revoke(accountId: string, id: string, now: Date): Promise<ApiKeyRow | null> {
    const query = this.#db
      .updateTable("api_key")
      .set({ revoked_at: now })
      .where("id", "=", id)
      .where("account_id", "=", accountId)
      .where("revoked_at", "is", null)
      .returningAll();
    return (await query.executeTakeFirst()) ?? null;
  }

  async touch(id: string, ip: string | null, now: Date): Promise<void> {
    await this.#db.updateTable("api_key").set({ last_used_at: now, last_used_ip: ip }).where("id", "=", id).execute();
  }
}
