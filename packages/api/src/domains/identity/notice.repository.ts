import type { Notice } from "@cryptodesk/shared/identity/account.contract";
import { type Selectable, sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import type { Db } from "../../platform/database/database.ts";
import type { NoticeTable } from "./identity.tables.ts";

/** What an account's owner should know. Owned rows: use it inside `asOwner`. */
export class NoticeRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async add(
    accountId: string,
    { kind, detail, ip }: { kind: Notice["kind"]; detail: string; ip: string | null },
    now: Date,
  ): Promise<void> {
    await this.#db
      .insertInto("notice")
      .values({ id: uuidv7(), account_id: accountId, kind, detail, ip, created_at: now })
      .execute();
  }

  async list(
    accountId: string,
    before: { at: Date; id: string } | null,
    limit: number,
  ): Promise<Selectable<NoticeTable>[]> {
    let query = this.#db
      .selectFrom("notice")
      .selectAll()
      .where("account_id", "=", accountId)
      .orderBy("created_at", "desc")
      .orderBy("id", "desc")
      .limit(limit);
    if (before) query = query.where(sql<boolean>`(created_at, id) < (${before.at}, ${before.id}::uuid)`);
    return query.execute();
  }

  async markAllRead(accountId: string, now: Date): Promise<number> {
    const result = await this.#db
      .updateTable("notice")
      .set({ read_at: now })
      .where("account_id", "=", accountId)
      .where("read_at", "is", null)
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  }
}
