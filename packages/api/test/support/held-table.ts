import { sql } from "kysely";
import type { Database } from "../../src/platform/database/database.ts";
import { eventually } from "./eventually.ts";

const PATIENCE_MS = 60_000;

export interface HeldTable {
  /** Resolves when somebody waits for it, in the middle of a transaction of theirs. */
  waitedFor(): Promise<void>;
  /** Lets it go. */
  release(): Promise<void>;
}

/** Keeps everybody from writing to a table, so that a process can be met in the middle of what it does. */
export async function holdTable(db: Database, name: string): Promise<HeldTable> {
  const held = await db.primary.startTransaction().execute();
  await sql`LOCK TABLE ${sql.table(name)} IN SHARE ROW EXCLUSIVE MODE`.execute(held);
  const waiting = async () => {
    const { rows } = await sql`
      SELECT pid FROM pg_locks WHERE relation = ${name}::regclass AND NOT granted`.execute(db.primary);
    return rows.length > 0;
  };
  return {
    waitedFor: async () => void (await eventually(`somebody waits for ${name}`, waiting, PATIENCE_MS)),
    release: async () => void (await held.rollback().execute()),
  };
}
