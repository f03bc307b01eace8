// Makes the empty embedded database that new data directories are copied from: a first start then takes a second
// instead of the several that creating a Postgres cluster takes.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PgBoss } from "pg-boss";
import { migrations } from "../src/migrations/migrations.ts";
import { openEmbeddedDatabase } from "../src/platform/database/embedded-database.ts";
import { migrate } from "../src/platform/database/migrate.ts";

const target = fileURLToPath(new URL("../dist/database-template", import.meta.url));
const work = mkdtempSync(join(tmpdir(), "cryptodesk-template-"));
try {
  const database = await openEmbeddedDatabase(work, { template: null });
  await migrate(database, migrations);
  const boss = new PgBoss({ db: database.queueDatabase, backend: "pglite", supervise: false, schedule: false });
  await boss.start();
  await boss.stop({ graceful: false });
  await database.close();
  rmSync(target, { recursive: true, force: true });
  cpSync(join(work, "postgres"), target, { recursive: true });
} finally {
  rmSync(work, { recursive: true, force: true });
}
