import { unavailable } from "@cryptodesk/shared/errors/domain-error";
import pg from "pg";
import { StatementNames } from "./statement-names.ts";

const PROBE_EVERY_MS = 300;
const PROBE_TIMEOUT_MS = 600;

/** Knows whether Postgres answers, so that nobody waits for one that does not. */
export class PostgresGate {
  up = true;
  readonly #url: string;
  readonly #onStateChange: (up: boolean, reason: string | null) => void;
  readonly #active = new Set<pg.PoolClient>();
  readonly #names = new StatementNames();
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
      client.off("error", fail);
      client.release(broken);
    };
    const fail = () => {
      broken = true;
    };
    client.on("error", fail);
    const query = async (...args: unknown[]) => {
      try {
        return await Reflect.apply(client.query, client, this.#prepared(args));
      } catch (error) {
        if (isOutdatedPlan(error) && typeof args[0] === "string") this.#names.forget(args[0]);
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

  #prepared(args: unknown[]): unknown[] {
    const [text, values] = args;
    if (typeof text !== "string" || !Array.isArray(values)) return args;
    const name = this.#names.nameOf(text);
    return name === null ? args : [{ name, text, values }];
  }

  /** Asks Postgres once. @returns null when it answered, else the reason */
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
    // A busy process can miss one answer; two in a row, the second on a fresh connection, it does not.
    const reason = (await this.probe()) === null ? null : await this.probe();
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

/** "cached plan must not change result type". */
function isOutdatedPlan(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "0A000";
}
