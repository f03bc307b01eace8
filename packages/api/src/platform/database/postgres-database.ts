import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { StartupError } from "./data-directory-lock.ts";
import type { Database, DatabaseSchema } from "./database.ts";
import { PostgresGate } from "./postgres-gate.ts";

export interface PostgresOptions {
  url: string;
  replicaUrls: readonly string[];
  poolSize: number;
  onStateChange?: (up: boolean, reason: string | null) => void;
}

export interface PostgresDatabase extends Database {
  poolStats(): { total: number; idle: number; waiting: number };
}

// Also the longest wait for a free connection of the pool.
const CONNECT_TIMEOUT_MS = 1_200;
const START_TRIES = 4;
const WRITE_TIMEOUT_MS = 60_000;
const INT8_OID = 20;

const types = {
  // Versions and counts stay far below 2^53.
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8_OID ? Number : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/**
 * Opens pools to Postgres and keeps probing it: while a probe fails, every query is refused at once with UNAVAILABLE.
 * @throws StartupError when Postgres cannot be reached now
 */
export async function openPostgresDatabase(options: PostgresOptions): Promise<PostgresDatabase> {
  const gate = new PostgresGate(options.url, options.onStateChange ?? (() => {}));
  const reason = await probeAtStart(gate);
  if (reason !== null) {
    throw new StartupError(
      `DATABASE_URL: Postgres at ${describeUrl(options.url)} cannot be reached (${reason}). Check that it runs and that user, password and database name are right.`,
    );
  }
  gate.start();
  const pool = createPool(options.url, options.poolSize);
  const replicaPools = options.replicaUrls.map((url) => createPool(url, options.poolSize));
  const primary = createKysely(pool, gate);
  const replicas = replicaPools.map((replica) => createKysely(replica, gate));
  let turn = 0;
  return {
    kind: "postgres",
    primary,
    get replica() {
      turn = (turn + 1) % Math.max(1, replicas.length);
      return replicas[turn] ?? primary;
    },
    isUp: () => gate.up,
    poolStats: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      gate.stop();
      await Promise.all([primary.destroy(), ...replicas.map((replica) => replica.destroy())]);
    },
  };
}

/** A machine that starts everything at once answers late: only a refusal ends the waiting at once. */
async function probeAtStart(gate: PostgresGate): Promise<string | null> {
  let reason: string | null = null;
  for (let tries = 1; tries <= START_TRIES; tries += 1) {
    reason = await gate.probe();
    if (reason === null || !/timeout/i.test(reason)) return reason;
  }
  return reason;
}

function createPool(url: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: WRITE_TIMEOUT_MS,
    statement_timeout: WRITE_TIMEOUT_MS,
    idle_in_transaction_session_timeout: WRITE_TIMEOUT_MS,
    keepAlive: true,
    application_name: "cryptodesk",
  });
  // An idle connection that breaks is replaced on next use; the gate reports the outage.
  pool.on("error", () => {});
  return pool;
}

function createKysely(pool: pg.Pool, gate: PostgresGate): Kysely<DatabaseSchema> {
  return new Kysely<DatabaseSchema>({
    dialect: new PostgresDialect({
      pool: {
        options: pool.options,
        connect: () => gate.connect(pool),
        end: () => pool.end(),
      },
    }),
  });
}

/** Host, port and database of a URL, without user and password. */
export function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}
