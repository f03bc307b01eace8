import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../../test/support/eventually.ts";
import { freePort, postgresAbsence, startPostgres, type TestServer } from "../../../test/support/servers.ts";
import { createTestDatabase, testDatabaseUrl } from "../../../test/support/shared-servers.ts";
import { migrations } from "../../migrations/migrations.ts";
import { migrate } from "./migrate.ts";
import { openPostgresDatabase, type PostgresDatabase } from "./postgres-database.ts";

const UNAVAILABLE = expect.objectContaining({ code: "UNAVAILABLE", retryAfterSeconds: expect.any(Number) });
const read = ({ primary }: PostgresDatabase) => sql`SELECT 1 AS one`.execute(primary);

/** What a promise came to, and after how long. */
async function timed(work: Promise<unknown>): Promise<{ outcome: unknown; ms: number }> {
  const began = performance.now();
  const outcome = await work.then(
    () => "answered",
    (error: unknown) => error,
  );
  return { outcome, ms: performance.now() - began };
}

describe.skipIf(postgresAbsence() !== null)("Postgres that stops answering", () => {
  let server: TestServer;
  let database: PostgresDatabase;
  const states: boolean[] = [];

  beforeAll(async () => {
    const started = await startPostgres();
    if (started.server === null) throw new Error(started.reason);
    server = started.server;
    database = await openPostgresDatabase({
      url: server.url,
      replicaUrls: [],
      poolSize: 4,
      onStateChange: (up) => states.push(up),
    });
  });
  afterEach(async () => {
    server.thaw();
    await eventually("it is up again", () => database.isUp());
    states.length = 0;
  });
  afterAll(async () => {
    await database?.close();
    await server?.stop();
  });

  it("frozen: a query in flight fails as unavailable instead of waiting for its own time-out, later ones at once", async () => {
    await read(database);
    const inFlight = timed(sql`SELECT pg_sleep(60)`.execute(database.primary));
    await eventually("it runs", () => database.poolStats().total > database.poolStats().idle);
    server.freeze();
    const { outcome, ms } = await inFlight;
    expect(outcome).toEqual(UNAVAILABLE);
    expect(ms).toBeLessThan(4_000);
    expect(database.isUp()).toBe(false);
    const refused = await timed(read(database));
    expect(refused.outcome).toEqual(UNAVAILABLE);
    expect(refused.ms).toBeLessThan(100);
  });

  it("frozen: many queries that come meanwhile all fail as unavailable, none hangs", async () => {
    server.freeze();
    const outcomes = await Promise.all(Array.from({ length: 30 }, () => timed(read(database))));
    for (const { outcome, ms } of outcomes) {
      expect(outcome).toEqual(UNAVAILABLE);
      expect(ms).toBeLessThan(4_000);
    }
  });

  it("thawed: answers again by itself within five seconds", async () => {
    server.freeze();
    await timed(read(database));
    await eventually("the outage is known", () => !database.isUp());
    server.thaw();
    const began = performance.now();
    await eventually("it answers", () =>
      read(database).then(
        () => true,
        () => false,
      ),
    );
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(states).toEqual([false, true]);
  });

  it("stopped: is unavailable, a transaction it was in leaves nothing, and it recovers", async () => {
    await sql`CREATE TABLE IF NOT EXISTS kept (n int)`.execute(database.primary);
    const work = database.primary.transaction().execute(async (trx) => {
      await sql`INSERT INTO kept VALUES (1)`.execute(trx);
      await server.down();
      await sql`INSERT INTO kept VALUES (2)`.execute(trx);
    });
    expect((await timed(work)).outcome).toEqual(UNAVAILABLE);
    expect((await timed(read(database))).outcome).toEqual(UNAVAILABLE);
    await server.up();
    await eventually("it answers", () =>
      read(database).then(
        () => true,
        () => false,
      ),
    );
    const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM kept`.execute(database.primary);
    expect(rows).toEqual([{ n: 0 }]);
  });

  it("keeps an error of a statement what it is, and the connection", async () => {
    await expect(sql`SELECT 1/0`.execute(database.primary)).rejects.toMatchObject({ code: "22012" });
    expect((await timed(read(database))).outcome).toBe("answered");
    expect(database.isUp()).toBe(true);
  });
});

describe("opening Postgres", () => {
  it("names an address where nothing listens, without user and password, within five seconds", async () => {
    const url = `postgres://desk:hunter2@127.0.0.1:${await freePort()}/desk`;
    const { outcome, ms } = await timed(openPostgresDatabase({ url, replicaUrls: [], poolSize: 1 }));
    expect(outcome).toMatchObject({
      name: "StartupError",
      message: expect.stringMatching(/^DATABASE_URL: .*127\.0\.0\.1.*ECONNREFUSED/),
    });
    expect(String(outcome)).not.toContain("hunter2");
    expect(ms).toBeLessThan(5_000);
  });

  it.skipIf(postgresAbsence() !== null)(
    "gives up within five seconds on a server that accepts and says nothing",
    async () => {
      const { server } = await startPostgres();
      if (server === null) throw new Error("no Postgres");
      server.freeze();
      try {
        const { outcome, ms } = await timed(openPostgresDatabase({ url: server.url, replicaUrls: [], poolSize: 1 }));
        expect(outcome).toMatchObject({
          name: "StartupError",
          message: expect.stringContaining("cannot be reached (timeout"),
        });
        expect(ms).toBeLessThan(5_000);
      } finally {
        server.thaw();
        await server.stop();
      }
    },
  );

  it.skipIf(testDatabaseUrl === null)("migrates once when two processes start at the same time", async () => {
    const place = await createTestDatabase();
    const open = () => openPostgresDatabase({ url: place.url, replicaUrls: [], poolSize: 2 });
    const databases = await Promise.all([open(), open()]);
    const done = await Promise.all(databases.map((database) => migrate(database, migrations)));
    expect(done.flat().sort()).toEqual(Object.keys(migrations));
    expect(await migrate(databases[0], migrations)).toEqual([]);
    await Promise.all(databases.map((database) => database.close()));
    await place.drop();
  });
});
