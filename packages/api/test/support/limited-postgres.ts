import pg from "pg";
import { startPostgres, type TestServer } from "./servers.ts";

/**
 * A Postgres of one's own whose address is that of an ordinary role: one that owns its database and is no superuser, so
 * that row-level security binds it, as in a real installation. @throws Error where there is no Postgres
 */
export async function startLimitedPostgres(): Promise<TestServer> {
  const { server, reason } = await startPostgres();
  if (server === null) throw new Error(reason);
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query("CREATE ROLE limited LOGIN NOSUPERUSER NOBYPASSRLS");
  await client.query("CREATE DATABASE desk OWNER limited");
  await client.end();
  const url = new URL(server.url);
  url.username = "limited";
  url.pathname = "/desk";
  return { ...server, url: url.href };
}
