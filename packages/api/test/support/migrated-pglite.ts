import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { migrations } from "../../src/migrations/migrations.ts";
import { type EmbeddedDatabase, openEmbeddedDatabase } from "../../src/platform/database/embedded-database.ts";
import { migrate } from "../../src/platform/database/migrate.ts";

const api = resolve(import.meta.dirname, "../..");
const CACHE = join(api, "node_modules", ".cache", "migrated-pglite");

/** A data directory of its own with an up-to-date empty database. */
export interface MigratedDirectory {
  readonly path: string;
  remove(): void;
}

/**
 * Copies a migrated embedded database into a new directory. The first call on a machine makes the original, which takes
 * seconds; it is kept until a migration changes.
 */
export async function copyMigratedDirectory(): Promise<MigratedDirectory> {
  const path = mkdtempSync(join(tmpdir(), "cryptodesk-pglite-"));
  cpSync(join(await originalDirectory(), "postgres"), join(path, "postgres"), { recursive: true });
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a migrated embedded database of its own; its directory goes when it is closed. */
export async function openMigratedPglite(): Promise<EmbeddedDatabase> {
  const directory = await copyMigratedDirectory();
  const database = await openEmbeddedDatabase(directory.path);
  return {
    ...database,
    close: async () => {
      await database.close();
      directory.remove();
    },
  };
}

async function originalDirectory(): Promise<string> {
  const original = join(CACHE, fingerprint());
  if (existsSync(original)) return original;
  mkdirSync(CACHE, { recursive: true });
  // Test files run at once: each builds under its own name, the first to be ready gives it the common one.
  const building = mkdtempSync(join(CACHE, "building-"));
  const database = await openEmbeddedDatabase(building);
  await migrate(database, migrations);
  await database.close();
  try {
    renameSync(building, original);
  } catch {
    rmSync(building, { recursive: true, force: true });
  }
  return original;
}

/** Changes with every migration and with the version of the embedded database. */
function fingerprint(): string {
  const hash = createHash("sha256");
  for (const name of Object.keys(migrations)) hash.update(readFileSync(join(api, "src", "migrations", `${name}.ts`)));
  hash.update(readFileSync(join(dirname(import.meta.dirname), "..", "package.json")));
  return hash.digest("hex").slice(0, 16);
}
