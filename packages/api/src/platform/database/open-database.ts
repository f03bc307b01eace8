import type { Db as QueueDatabase } from "pg-boss";
import type { Config } from "../config/load-config.ts";
import type { Logger } from "../logging/logger.ts";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded-database.ts";
import { openPostgresDatabase } from "./postgres-database.ts";

/** An open database and what the job queue connects by. */
export interface OpenDatabase {
  database: Database;
  queueConnection: { embedded: QueueDatabase } | { url: string };
  /** null: embedded. */
  poolStats: (() => { total: number; idle: number; waiting: number }) | null;
}

/**
 * Opens the embedded database or Postgres, by DATABASE_URL.
 * @throws StartupError naming what is wrong
 */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenDatabase> {
  if (config.DATABASE_URL === undefined) {
    const database = await openEmbeddedDatabase(config.CRYPTODESK_DATA_DIR);
    return { database, queueConnection: { embedded: database.queueDatabase }, poolStats: null };
  }
  const database = await openPostgresDatabase({
    url: config.DATABASE_URL,
    replicaUrls: config.DATABASE_REPLICA_URLS,
    poolSize: config.DATABASE_POOL_SIZE,
    onStateChange: (up, reason) => {
      if (up) logger.info("postgres is up again");
      else logger.warn({ reason }, "postgres is down; hot answers stay, the rest waits");
    },
  });
  return { database, queueConnection: { url: config.DATABASE_URL }, poolStats: () => database.poolStats() };
}
