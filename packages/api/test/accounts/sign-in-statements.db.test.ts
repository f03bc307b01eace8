import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { migrations } from "../../src/migrations/migrations.ts";
import type { Database } from "../../src/platform/database/database.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { asOwner } from "../../src/platform/database/owned-rows.ts";
import { openPostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import { type IdentityDesk, openIdentityDesk, PASSWORD, type Person } from "../support/identity-desk.ts";
import { startLimitedPostgres } from "../support/limited-postgres.ts";
import { postgresAbsence, type TestServer } from "../support/servers.ts";

const missing = postgresAbsence();
const title = `statements of a sign-in${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let server: TestServer;
  let desk: IdentityDesk;
  let person: Person;
  let statements = 0;

  beforeAll(async () => {
    server = await startLimitedPostgres();
    const database = await openPostgresDatabase({ url: server.url, replicaUrls: [], poolSize: 4 });
    await migrate(database, migrations);
    desk = await openIdentityDesk({
      database: counting(database, () => {
        statements += 1;
      }),
    });
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
  });
  beforeEach(async () => {
    await desk.forgetTries();
    person = await desk.person("analyst", "person");
  });

  it("are seven and a transaction's begin and commit, of a refresh five", async () => {
    await desk.signIn(person);
    const { refreshToken, accessToken } = await during(7, () => desk.signIn(person));
    const refreshed = await during(5, () => desk.post("/auth/refresh", { refreshToken }));
    expect(refreshed.status).toBe(200);
    expect((await desk.send("GET", "/account", { token: accessToken })).status).toBe(200);
  });

  it("see whether the account was here before where row-level security binds the desk", async () => {
    const body = { email: person.email, password: PASSWORD };
    const wrong = { ...body, password: "not the password" };
    expect((await desk.post("/auth/login", body, { ip: "10.7.0.1" })).status).toBe(200);
    await desk.post("/auth/login", wrong, { ip: "10.7.0.1" });
    await desk.post("/auth/login", wrong, { ip: "10.7.0.2" });
    expect(await failures()).toEqual(["login, account", "login, address", "login, known device"]);
  });

  it("know a browser again by its cookie, wherever it is", async () => {
    const body = { email: person.email, password: PASSWORD, client: "browser" };
    const first = await desk.post("/auth/login", body, { ip: "10.8.0.1" });
    const cookies = { "cryptodesk-device": first.cookies.get("cryptodesk-device")?.value ?? "" };
    await desk.post("/auth/login", { ...body, password: "not the password" }, { ip: "10.8.0.2", cookies });
    expect(await failures()).toEqual(["login, known device"]);
    expect(await notices()).toEqual([]);
  });

  it("leave one notice of a new device, however many sign-ins come from it at once, and tell of it", async () => {
    await desk.signIn(person);
    expect(await notices()).toEqual([]);
    const again = await desk.signIn(person);
    expect(again.me.unreadNotices).toBe(0);
    const many = await Promise.all(Array.from({ length: 4 }, () => desk.signIn(person, { device: "another machine" })));
    expect(await notices()).toEqual(["Signed in on another machine, which was not used before."]);
    expect(many.map(({ me }) => me.unreadNotices)).toContain(1);
    expect((await desk.signIn(person, { device: "another machine" })).me.unreadNotices).toBe(1);
  });

  async function during<T>(expected: number, work: () => Promise<T>): Promise<T> {
    statements = 0;
    const result = await work();
    expect(statements).toBe(expected);
    return result;
  }

  /** How the failed tries were counted. */
  async function failures(): Promise<string[]> {
    const query = desk.db.selectFrom("attempt").select("kind").where("failures", ">", 0).orderBy("kind");
    return (await query.execute()).map(({ kind }) => kind);
  }

  async function notices(): Promise<string[]> {
    const rows = await asOwner(desk.db, person.id, (db) => db.selectFrom("notice").select("detail").execute());
    return rows.map(({ detail }) => detail);
  }
});

/** The same database, telling of each statement that a repository sends. */
function counting(database: Database, tell: () => void): Database {
  const primary = database.primary.withPlugin({
    transformQuery: ({ node }) => {
      tell();
      return node;
    },
    transformResult: async ({ result }) => result,
  });
  return { ...database, primary, replica: primary, isUp: () => database.isUp(), close: () => database.close() };
}
