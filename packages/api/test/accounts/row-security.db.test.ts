import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ActorResolver } from "../../src/domains/identity/actor-resolver.ts";
import { migrations } from "../../src/migrations/migrations.ts";
import { migrate } from "../../src/platform/database/migrate.ts";
import { asOwner } from "../../src/platform/database/owned-rows.ts";
import { openPostgresDatabase, type PostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import { type IdentityDesk, openIdentityDesk, type Person } from "../support/identity-desk.ts";
import { startLimitedPostgres } from "../support/limited-postgres.ts";
import { postgresAbsence, type TestServer } from "../support/servers.ts";
import { addPortfolio, addSignInWays, addStrategy } from "./rows-of-an-owner.ts";

const OWNED = [
  "session",
  "api_key",
  "recovery_code",
  "passkey",
  "notice",
  "known_device",
  "workspace_document",
  "external_identity",
  "portfolio",
  "wallet",
  "portfolio_transaction",
  "transaction_attachment",
  "portfolio_figures",
  "portfolio_import",
  "import_part",
  "import_row",
  "import_mapping",
  "carried_transfer",
  "portfolio_share",
  "own_rate",
  "strategy",
  "strategy_version",
  "strategy_run",
  "strategy_run_trade",
  "paper_account",
  "paper_signal",
  "paper_trade",
  "paper_equity",
] as const;
const missing = postgresAbsence();
const title = `the second wall of Postgres${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let server: TestServer;
  let database: PostgresDatabase;
  let desk: IdentityDesk;
  let owner: Person;
  let other: Person;

  beforeAll(async () => {
    server = await startLimitedPostgres();
    database = await openPostgresDatabase({ url: server.url, replicaUrls: [], poolSize: 4 });
    await migrate(database, migrations);
    desk = await openIdentityDesk({ database });
    owner = await withEverything("owner");
    other = await withEverything("other");
  });
  afterAll(async () => {
    await desk?.close();
    await server?.stop();
  });

  it("stands: the desk runs as a role that it binds, and every owned table has it", async () => {
    const { rows: roles } = await sql<{ rolsuper: boolean; rolbypassrls: boolean }>`
      SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user`.execute(desk.db);
    expect(roles).toEqual([{ rolsuper: false, rolbypassrls: false }]);
    const { rows } = await sql<{ relname: string }>`
      SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname`.execute(desk.db);
    expect(rows.map(({ relname }) => relname)).toEqual([...OWNED].sort());
  });

  it("covers every table that names an account as the owner of its rows", async () => {
    const { rows } = await sql<{ table_name: string }>`
      SELECT table_name::text FROM information_schema.columns
      WHERE column_name = 'account_id' AND table_schema = 'public' ORDER BY table_name`.execute(desk.db);
    // One-time tokens are found by their secret before anybody is known.
    expect(rows.map(({ table_name }) => table_name)).toEqual([...OWNED, "one_time_token"].sort());
  });

  it.each(OWNED)("hides every row of %s from a statement that does not say for whom it asks", async (table) => {
    expect(await ownersIn(desk.db, table)).toEqual([]);
    await desk.db.transaction().execute(async (transaction) => {
      expect(await ownersIn(transaction, table)).toEqual([]);
    });
  });

  it.each(OWNED)("shows of %s the owner's rows alone, to a statement without any condition", async (table) => {
    expect(await asOwner(desk.db, owner.id, (db) => ownersIn(db, table))).toEqual([owner.id]);
    expect(await asOwner(desk.db, other.id, (db) => ownersIn(db, table))).toEqual([other.id]);
    expect(await asOwner(desk.db, "system", (db) => ownersIn(db, table))).toEqual([other.id, owner.id].sort());
    for (const nobody of ["", "%", "' OR true --", "SYSTEM", " system"]) {
      expect(await asOwner(desk.db, nobody, (db) => ownersIn(db, table))).toEqual([]);
    }
    // It ends with the transaction, also on a connection that is used again.
    for (let turn = 0; turn < 8; turn += 1) expect(await ownersIn(desk.db, table)).toEqual([]);
  });

  it.each(OWNED)("lets nobody change, remove or give away rows of %s that are another's", async (table) => {
    const before = await asOwner(desk.db, "system", (db) => ownersIn(db, table));
    await asOwner(desk.db, other.id, async (db) => {
      const removed = await sql`DELETE FROM ${sql.table(table)} WHERE account_id = ${owner.id}::uuid`.execute(db);
      expect(Number(removed.numAffectedRows ?? 0)).toBe(0);
      const changed =
        await sql`UPDATE ${sql.table(table)} SET account_id = account_id WHERE account_id = ${owner.id}::uuid`.execute(
          db,
        );
      expect(Number(changed.numAffectedRows ?? 0)).toBe(0);
    });
    const giving = asOwner(desk.db, other.id, (db) =>
      sql`UPDATE ${sql.table(table)} SET account_id = ${owner.id}::uuid`.execute(db),
    );
    await expect(giving).rejects.toThrow(/row-level security/);
    expect(await asOwner(desk.db, "system", (db) => ownersIn(db, table))).toEqual(before);
  });

  it("lets nobody make rows for another", async () => {
    const planting = asOwner(desk.db, other.id, (db) =>
      db
        .insertInto("workspace_document")
        .values({ account_id: owner.id, name: "planted", version: 1, body: "{}", updated_at: desk.now })
        .execute(),
    );
    await expect(planting).rejects.toThrow(/row-level security/);
  });

  it("does not stop what an account owns from going with it", async () => {
    const leaving = await withEverything("leaving");
    await desk.db.deleteFrom("account").where("id", "=", leaving.id).execute();
    for (const table of OWNED) {
      expect([table, await asOwner(desk.db, "system", (db) => ownersIn(db, table))]).toEqual([
        table,
        [other.id, owner.id].sort(),
      ]);
    }
  });

  it("keeps the audit log from being changed", async () => {
    await expect(sql`UPDATE audit_entry SET actor = 'nobody'`.execute(desk.db)).rejects.toThrow(/never changed/);
    await expect(sql`DELETE FROM audit_entry`.execute(desk.db)).rejects.toThrow(/never changed/);
  });

  it("leaves the desk working: one's own list is whole, another's is not found", async () => {
    const one = await desk.person("analyst", "one");
    const { accessToken: token } = await desk.signIn(one);
    await desk.post("/account/keys", { name: "key of one", scopes: ["market:read"] }, { token });
    const { items } = (await desk.send("GET", "/account/keys", { token })).json<{
      items: { id: string; name: string }[];
    }>();
    expect(items.map(({ name }) => name)).toEqual(["key of one"]);
    const { accessToken: foreign } = await desk.signIn(await desk.person("analyst", "two"));
    expect((await desk.send("DELETE", `/account/keys/${items[0]?.id}`, { token: foreign })).status).toBe(404);
    const kept = await desk.send("GET", "/account/keys", { token });
    expect(kept.text).toContain('"state":"active"');
  });

  it("a caller looked up while its session ended is not believed afterwards", async () => {
    const { accessToken } = await desk.signIn(await desk.person("analyst", "leaver"));
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let waiting = () => {};
    const reached = new Promise<void>((resolve) => {
      waiting = resolve;
    });
    // Another process, on whose way back the answer about the session is slow.
    const slow = desk.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        if (result.rows.some((row) => "impersonator_id" in row)) {
          waiting();
          await gate;
        }
        return result;
      },
    });
    const { keys, tokens, secrets } = desk.identity;
    const parts = { ...desk.identity, db: { ...database, primary: slow, isUp: () => true }, keys, tokens, secrets };
    const resolver = new ActorResolver({ ...parts, clock: desk.identity.clock, anonymousReading: true });
    const looking = resolver.resolve(accessToken, null);
    await reached;
    expect((await desk.post("/auth/logout", {}, { token: accessToken })).status).toBe(204);
    // The news of it comes before the slow answer.
    await new Promise((resolve) => setTimeout(resolve, 600));
    await resolver.revision();
    release();
    await looking;
    expect((await resolver.resolve(accessToken, null)).kind).toBe("refused");
  });

  async function withEverything(name: string): Promise<Person> {
    const person = await desk.person("analyst", name);
    const { accessToken: token } = await desk.signIn(person);
    await desk.post("/account/keys", { name: `key of ${name}`, scopes: ["market:read"] }, { token });
    await desk.send("PUT", "/workspace/watchlists", { token, body: { body: { name }, baseVersion: 0 } });
    await asOwner(desk.db, "system", async (db) => {
      await db
        .insertInto("recovery_code")
        .values({ account_id: person.id, hash: `hash-${person.id}`, used_at: null })
        .execute();
      await addSignInWays(db, person.id, name);
      await addPortfolio(db, person.id, name);
      await addStrategy(db, person.id, name);
    });
    return person;
  }
});

async function ownersIn(db: IdentityDesk["db"], table: string): Promise<string[]> {
  const { rows } = await sql<{
    id: string;
  }>`SELECT DISTINCT account_id::text AS id FROM ${sql.table(table)} ORDER BY 1`.execute(db);
  return rows.map(({ id }) => id);
}
