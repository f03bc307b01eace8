import { sql } from "kysely";
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
