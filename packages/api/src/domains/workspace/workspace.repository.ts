import type { Selectable } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { WorkspaceDocumentTable } from "./workspace.tables.ts";

export type WorkspaceRow = Selectable<WorkspaceDocumentTable>;

/** Documents of one owner. Owned rows: use it inside `asOwner`. */
export class WorkspaceRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async list(accountId: string): Promise<WorkspaceRow[]> {
    const query = this.#db.selectFrom("workspace_document").selectAll().where("account_id", "=", accountId);
    return query.orderBy("name").execute();
  }

  /** @param baseVersion 0: there must be none yet @returns null where it was changed meanwhile */
  async save(
    accountId: string,
    { name, body, baseVersion }: { name: string; body: object; baseVersion: number },
    now: Date,
  ): Promise<WorkspaceRow | null> {
    const text = JSON.stringify(body);
    if (baseVersion === 0) {
      const inserted = this.#db
        .insertInto("workspace_document")
        .values({ account_id: accountId, name, version: 1, body: text, updated_at: now })
        .onConflict((conflict) => conflict.doNothing())
        .returningAll();
      return (await inserted.executeTakeFirst()) ?? null;
    }
    const updated = this.#db
      .updateTable("workspace_document")
      .set({ version: baseVersion + 1, body: text, updated_at: now })
      .where("account_id", "=", accountId)
      .where("name", "=", name)
      .where("version", "=", baseVersion)
      .returningAll();
    return (await updated.executeTakeFirst()) ?? null;
  }
}
