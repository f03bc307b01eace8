import pg from "pg";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresAbsence, redisAbsence, startPostgres, startRedis, type TestServer } from "./servers.ts";
import { createTestDatabase, testDatabaseUrl } from "./shared-servers.ts";

describe.skipIf(postgresAbsence() !== null)("an own Postgres", () => {
  let server: TestServer;
  beforeAll(async () => {
    const started = await startPostgres({ max_connections: "20" });
    if (started.server === null) throw new Error(started.reason);
    server = started.server;
  });
  afterAll(() => server.stop());

  it("answers, applies given settings and keeps its data over down and up", async () => {
    await query(server.url, "CREATE TABLE kept (n int)");
    await server.down();
    await expect(query(server.url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
    await server.up();
    expect(await query(server.url, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 0 }]);
    expect(await query(server.url, "SHOW max_connections")).toEqual([{ max_connections: "20" }]);
  });

  it("leaves open connections without an answer while frozen and answers them when thawed", async () => {
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    server.freeze();
    let answered = false;
    const answer = client.query("SELECT 1 AS n").then(({ rows }) => {
      answered = true;
      return rows;
    });
    const refused = query(server.url, "SELECT 1", 300);
    await expect(refused).rejects.toThrow(/timeout/);
    expect(answered).toBe(false);
    server.thaw();
    expect(await answer).toEqual([{ n: 1 }]);
    await client.end();
  });
});

describe.skipIf(redisAbsence() !== null)("an own Redis", () => {
  it("answers until it is stopped, and stopping twice is harmless", async () => {
    const { server } = await startRedis();
    if (server === null) throw new Error("no Redis");
    const client = createClient({ url: server.url, socket: { reconnectStrategy: false } });
    client.on("error", () => undefined);
    await client.connect();
    expect(await client.ping()).toBe("PONG");
    await server.stop();
    await server.stop();
    await expect(client.ping()).rejects.toThrow();
  });
});

describe.skipIf(testDatabaseUrl === null)("the Postgres of the test run", () => {
  it("gives each test file an empty database and removes it", async () => {
    const database = await createTestDatabase();
    expect(await query(database.url, "SELECT 1 AS n")).toEqual([{ n: 1 }]);
    await database.drop();
    await expect(query(database.url, "SELECT 1")).rejects.toThrow(/does not exist/);
  });
});

async function query(url: string, sql: string, connectionTimeoutMillis = 5000): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
