import type { Db as QueueDatabase } from "pg-boss";
import type { Config } from "../config/load-config.ts";
import type { Logger } from "../logging/logger.ts";
import type { Database } from "./database.ts";

/** An open database and what the job queue connects by. */
export interface OpenDatabase {
  database: Database;
  queueConnection: { embedded: QueueDatabase } | { url: string };
  /** null: embedded. */
  poolStats: (() => { total: number; idle: number; waiting: number }) | null;
}

/**
 * Opens the embedded database or Postgres, by DATABASE_URL; only the driver that is needed is loaded.
 * @throws StartupError naming what is wrong
 */
export async function openDatabase(config: Config, logger: Logger): Promise<OpenDatabase> {
  if (config.DATABASE_URL === undefined) {
    const { openEmbeddedDatabase } = await import("./embedded-database.ts");
    const database = await openEmbeddedDatabase(config.CRYPTODESK_DATA_DIR);
    return { database, queueConnection: { embedded: database.queueDatabase }, poolStats: null };
  }
  const { openPostgresDatabase } = await import("./postgres-database.ts");
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
