import { migrations } from "../../src/migrations/migrations.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { openPostgresDatabase, type PostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import { createTestDatabase } from "./shared-servers.ts";

/** A migrated database of its own on the Postgres of this test run, and as many openings of it as processes are played. */
export interface MigratedPostgres {
  readonly url: string;
  open(poolSize?: number): Promise<PostgresDatabase>;
  drop(): Promise<void>;
}

export async function createMigratedPostgres(): Promise<MigratedPostgres> {
  const place = await createTestDatabase();
  const open = (poolSize = 4) => openPostgresDatabase({ url: place.url, replicaUrls: [], poolSize });
  const database = await open(1);
  await migrate(database, migrations);
  await database.close();
  return { url: place.url, open, drop: place.drop };
}
