import { type Migration, Migrator } from "kysely/migration";
import { StartupError } from "./data-directory-lock.ts";
import type { Database } from "./database.ts";

/** Brings the schema up to date under a lock: of several processes that start at once, one does it, the others wait. */
export async function migrate(database: Database, migrations: Record<string, Migration>): Promise<string[]> {
  const migrator = new Migrator({ db: database.primary, provider: { getMigrations: async () => migrations } });
  const { error, results } = await migrator.migrateToLatest();
  if (error) {
    throw new StartupError(
      `The database could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  return (results ?? []).map(({ migrationName }) => migrationName);
}
