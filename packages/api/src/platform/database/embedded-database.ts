import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { Kysely, PGliteDialect } from "kysely";
import { fromPglite } from "pg-boss";
import { lockDataDirectory, StartupError } from "./data-directory-lock.ts";
import type { Database, DatabaseSchema } from "./database.ts";

export interface EmbeddedDatabase extends Database {
  /** The same instance for the job queue; statements wait for an open transaction. */
  readonly queueDatabase: ReturnType<typeof fromPglite>;
}

// Made by the build; where it is missing a new database takes a few seconds longer.
const TEMPLATE = fileURLToPath(new URL("../../../database-template", import.meta.url));
const DATABASE = "postgres";
// One connection and a small database: the usual 128 MB of buffers would only be memory taken.
const POSTGRES_SETTINGS = ["shared_buffers = 32MB", "max_connections = 10", "wal_buffers = 1MB"];

/**
 * Opens the embedded Postgres (PGlite) under `directory`, or in memory for null.
 * Safe against the death of the process, not against power loss: it does not sync to disk.
 * @param options.template an empty database that a new directory is copied from; null: create one from scratch
 * @throws StartupError when the directory is held by another process, unwritable or not a database
 */
export async function openEmbeddedDatabase(
  directory: string | null,
  { template = TEMPLATE }: { template?: string | null } = {},
): Promise<EmbeddedDatabase> {
  const lock = directory === null ? null : lockDataDirectory(directory);
  if (directory !== null && template !== null) copyTemplate(template, directory);
  const pglite = await createPglite(directory).catch((error: unknown) => {
    lock?.release();
    throw new StartupError(
      `The embedded database in ${directory} does not open (${error instanceof Error ? error.message : String(error)}). Restore it from a backup, or move it away to start afresh.`,
    );
  });
  const primary = new Kysely<DatabaseSchema>({ dialect: new PGliteDialect({ pglite }) });
  return {
    kind: "embedded",
    primary,
    replica: primary,
    queueDatabase: fromPglite(pglite),
    isUp: () => !pglite.closed,
    async close() {
      await pglite.close();
      lock?.release();
    },
  };
}

async function createPglite(directory: string | null): Promise<PGlite> {
  const options = { extensions: { pg_trgm }, relaxedDurability: true, postgresqlconf: POSTGRES_SETTINGS };
  const pglite =
    directory === null
      ? await PGlite.create(options)
      : await PGlite.create({ ...options, dataDir: join(directory, DATABASE) });
  return pglite;
}

function copyTemplate(template: string, directory: string): void {
  const database = join(directory, DATABASE);
  if (existsSync(database) || !existsSync(template)) return;
  const copy = `${database}.new`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(template, copy, { recursive: true });
  // Whole or not at all: a start that dies while copying leaves no half database.
  renameSync(copy, database);
}
