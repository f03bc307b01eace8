import type { ColumnMapping } from "@cryptodesk/shared/portfolio/import.contract";
import type { Selectable } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { ImportMappingTable } from "./import.tables.ts";

export type MappingRow = Selectable<ImportMappingTable>;

/** Mappings that an owner has kept. Owned rows: use it inside `asOwner`. */
export class MappingRepository {
  readonly #db: Db;

  constructor(db: Db) {
    this.#db = db;
  }

  async list(accountId: string): Promise<MappingRow[]> {
    const query = this.#db.selectFrom("import_mapping").selectAll().where("account_id", "=", accountId);
    return query.orderBy("created_at").orderBy("id").execute();
  }

  /** Replaces the one of the same id. @returns null where the id is somebody else's */
  async save(
    accountId: string,
    { id, name, mapping }: { id: string; name: string; mapping: ColumnMapping },
    now: Date,
  ): Promise<MappingRow | null> {
    const said = { name, mapping: JSON.stringify(mapping) };
    const row = await this.#db
      .insertInto("import_mapping")
      .values({ id, account_id: accountId, ...said, created_at: now })
      .onConflict((conflict) =>
        conflict.column("id").doUpdateSet(said).where("import_mapping.account_id", "=", accountId),
      )
      .returningAll()
      .executeTakeFirst();
    return row ?? null;
  }

  /** @returns false where the account has none of this id */
  async delete(accountId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("import_mapping")
      .where("account_id", "=", accountId)
      .where("id", "=", id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }
}
