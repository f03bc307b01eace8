import { pino } from "pino";
import type { Database } from "../../src/platform/database/database.ts";
import { openEmbeddedDatabase } from "../../src/platform/database/embedded-database.ts";
import { openPostgresDatabase } from "../../src/platform/database/postgres-database.ts";
import { type BossQueue, createBossQueue } from "../../src/platform/queue/boss-queue.ts";
import type { JobDefinition } from "../../src/platform/queue/job-queue.ts";
import type { Clock } from "../../src/platform/service-context.ts";

/** One worker process's queue with its own connections. */
export interface TestQueue {
  readonly database: Database;
  readonly queue: BossQueue;
  /** Stops working and closes the connections. Safe to call twice. */
  close(): Promise<void>;
}

/** Opens a queue on a migrated database: a Postgres by its URL, or an embedded one by its directory. */
export async function openTestQueue(
  where: { url: string } | { directory: string },
  definitions: readonly JobDefinition[],
  clock: Clock = () => new Date(),
): Promise<TestQueue> {
  const { database, connection } = await open(where);
  const queue = createBossQueue({ database, connection, definitions, clock, logger: pino({ level: "silent" }) });
  await queue.open();
  let closing: Promise<void> | null = null;
  return {
    database,
    queue,
    close: () => {
      closing ??= queue.close(5_000).then(() => database.close());
      return closing;
    },
  };
}

async function open(where: { url: string } | { directory: string }) {
  if ("url" in where) {
    const database = await openPostgresDatabase({ url: where.url, replicaUrls: [], poolSize: 4 });
    return { database, connection: { url: where.url } };
  }
  const database = await openEmbeddedDatabase(where.directory);
  return { database, connection: { embedded: database.queueDatabase } };
}

/** A job that runs on request only, unless told otherwise. */
export function testJob(
  name: string,
  run: JobDefinition["run"],
  overrides: Partial<JobDefinition> = {},
): JobDefinition {
  return {
    name,
    description: name,
    every: null,
    timeoutSeconds: 60,
    retries: 1,
    key: () => "one",
    scheduledPayload: {},
    run,
    ...overrides,
  };
}
