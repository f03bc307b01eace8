import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { StartupError } from "./data-directory-lock.ts";
import type { Database, DatabaseSchema } from "./database.ts";

export interface PostgresOptions {
  url: string;
  replicaUrls: readonly string[];
  poolSize: number;
  onStateChange?: (up: boolean, reason: string | null) => void;
}

export interface PostgresDatabase extends Database {
  poolStats(): { total: number; idle: number; waiting: number };
}

const CONNECT_TIMEOUT_MS = 800;
const WRITE_TIMEOUT_MS = 60_000;
const PROBE_EVERY_MS = 500;
const PROBE_TIMEOUT_MS = 800;
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
  const gate = new HealthGate(options.url, options.onStateChange ?? (() => {}));
  const reason = await gate.probe();
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

function createKysely(pool: pg.Pool, gate: HealthGate): Kysely<DatabaseSchema> {
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

/** Knows whether Postgres answers, so that nobody waits for one that does not. */
class HealthGate {
  up = true;
  readonly #url: string;
  readonly #onStateChange: (up: boolean, reason: string | null) => void;
  readonly #active = new Set<pg.PoolClient>();
  #timer: NodeJS.Timeout | null = null;
  #probing = false;
  #prober: pg.Client | null = null;

  constructor(url: string, onStateChange: (up: boolean, reason: string | null) => void) {
    this.#url = url;
    this.#onStateChange = onStateChange;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#check(), PROBE_EVERY_MS);
    this.#timer.unref();
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer);
    if (this.#prober) this.#dropProber(this.#prober);
  }

  async connect(pool: pg.Pool): Promise<pg.PoolClient> {
    if (!this.up) throw unavailable("The database does not answer; try again shortly.");
    let client: pg.PoolClient;
    try {
      client = await pool.connect();
    } catch (error) {
      throw unavailable("The database does not answer; try again shortly.", 2, error);
    }
    return this.#guard(client);
  }

  /** A client that fails with UNAVAILABLE when the connection dies, and is not reused then. */
  #guard(client: pg.PoolClient): pg.PoolClient {
    this.#active.add(client);
    let broken = false;
    const release = () => {
      this.#active.delete(client);
      client.release(broken);
    };
    const query = async (...args: unknown[]) => {
      try {
        return await Reflect.apply(client.query, client, args);
      } catch (error) {
        if (!isConnectionFailure(error)) throw error;
        broken = true;
        throw unavailable("The database does not answer; try again shortly.", 2, error);
      }
    };
    return new Proxy(client, {
      get: (target, name) =>
        name === "query" ? query : name === "release" ? release : Reflect.get(target, name, target),
    });
  }

  /** @returns null when Postgres answered, else the reason */
  async probe(): Promise<string | null> {
    const client = this.#prober ?? new pg.Client(probeOptions(this.#url));
    try {
      if (!this.#prober) {
        client.on("error", () => this.#dropProber(client));
        await client.connect();
        this.#prober = client;
      }
      await client.query("select 1");
      return null;
    } catch (error) {
      this.#dropProber(client);
      return reasonOf(error);
    }
  }

  #dropProber(client: pg.Client): void {
    if (this.#prober === client) this.#prober = null;
    streamOf(client)?.destroy();
    void client.end().catch(() => {});
  }

  async #check(): Promise<void> {
    if (this.#probing) return;
    this.#probing = true;
    const reason = await this.probe();
    this.#probing = false;
    const up = reason === null;
    if (up === this.up) return;
    this.up = up;
    if (!up) this.#cutActive();
    this.#onStateChange(up, reason);
  }

  /** Statements in flight on a server that does not answer would wait for their own, longer timeout. */
  #cutActive(): void {
    for (const client of this.#active) {
      streamOf(client)?.destroy(new Error("connection cut: the database does not answer"));
    }
  }
}

function probeOptions(url: string): pg.ClientConfig {
  return { connectionString: url, connectionTimeoutMillis: PROBE_TIMEOUT_MS, query_timeout: PROBE_TIMEOUT_MS };
}

/** The socket below a client, which pg does not type. */
function streamOf(client: object): { destroy(error?: Error): void } | undefined {
  const { connection } = client as { connection?: { stream?: { destroy(error?: Error): void } } };
  return connection?.stream;
}

function isConnectionFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return (
    /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|08|53300)/.test(code) ||
    /connection (terminated|cut|ended)|read timeout|not queryable|timeout exceeded/i.test(error.message)
  );
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join("; ");
  return error instanceof Error ? error.message : String(error);
}

/** Host, port and database of a URL, without user and password. */
export function describeUrl(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || "5432"}${pathname}`;
}
