import { type RawBuilder, sql } from "kysely";
import type { Db } from "./database.ts";

/** Whose rows a piece of work may see: an account's, or all of them for the desk's own errands. */
export type RowOwner = string | "system";

/**
 * Runs `work` in a transaction that sees the rows of one owner only: row-level security hides all others, also from a
 * statement that forgot its WHERE. Without it owned tables are empty. Superusers see everything.
 */
export async function asOwner<T>(db: Db, owner: RowOwner, work: (db: Db) => Promise<T>): Promise<T> {
  if (!db.isTransaction) return db.transaction().execute((transaction) => asOwner(transaction, owner, work));
  await sql`SELECT set_config('cryptodesk.owner', ${owner}, true)`.execute(db);
  return work(db);
}

/**
 * Names the owner out of a statement's own rows, for a single read that is worth no transaction: the setting ends with the
 * statement. Select it in a subquery with `OFFSET 0`, and let what reads owned tables refer to that subquery's columns: so
 * the owner is set before they are read. Were it not, they would be empty.
 * @param column with the account's id
 */
export function settingOwner(column: string): RawBuilder<string> {
  return sql<string>`set_config('cryptodesk.owner', ${sql.ref(column)}::text, true)`;
}
