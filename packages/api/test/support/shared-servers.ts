import { randomBytes } from "node:crypto";
import pg from "pg";

/** Superuser address of the Postgres of this test run, or null: then tests that need it are skipped. */
export const testDatabaseUrl: string | null = process.env.TEST_DATABASE_URL || null;

/** Address of the Redis of this test run, or null: then tests that need it are skipped. */
export const testRedisUrl: string | null = process.env.TEST_REDIS_URL || null;

/** An empty database of its own for one test file. */
export interface TestDatabase {
  readonly url: string;
  /** Removes it, ending connections that are still open. */
  drop(): Promise<void>;
}

/** Creates an empty database on the Postgres of this test run. Throws when there is none. */
export async function createTestDatabase(): Promise<TestDatabase> {
  if (testDatabaseUrl === null) throw new Error("TEST_DATABASE_URL is not set");
  const server = testDatabaseUrl;
  const name = `test_${randomBytes(8).toString("hex")}`;
  await execute(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
