import { sql } from "kysely";
import { pino } from "pino";
import { vi } from "vitest";
import { MarketFeed } from "../../src/domains/market/market-feed.ts";
import type { MarketRuntime } from "../../src/domains/market/market-runtime.ts";
import { MarketTicks } from "../../src/domains/market/market-ticks.ts";
import type { MarketProvider } from "../../src/domains/market/providers/market-provider.ts";
import { noCaller } from "../../src/platform/access/caller.ts";
import { loadConfig } from "../../src/platform/config/load-config.ts";
import type { Database } from "../../src/platform/database/database.ts";
import type { JobQueue, JobRunContext } from "../../src/platform/queue/job-queue.ts";
import { noRedis } from "../../src/platform/redis/redis-link.ts";
import type { ServiceContext } from "../../src/platform/service-context.ts";
import { NOON } from "./listing-drafts.ts";
import { openMigratedPglite } from "./migrated-pglite.ts";
import { theDesk } from "./open-doors.ts";

// An embedded database takes its time on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

/** A run of a job that nobody stops and nobody watches. */
export const quietRun: JobRunContext = {
  runId: "00000000-0000-7000-8000-000000000000",
  requestId: null,
  signal: new AbortController().signal,
  progress: () => {},
};

/** A market desk without doors and schedules, whose clock the test turns. */
export interface MarketDesk {
  readonly market: MarketRuntime;
  readonly ctx: ServiceContext;
  /** Jobs asked for through the context. */
  readonly requested: { name: string; key: string; payload: object }[];
  /** Versions announced, in order. */
  readonly announced: number[];
  now: Date;
  /** Empties every table and takes the clock back. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export interface MarketDeskOptions {
  database?: Database;
  providers?: readonly MarketProvider[];
  settings?: Record<string, string>;
}

/** Composes the market over a migrated database: a PGlite of its own unless one is given. */
export async function openMarketDesk(options: MarketDeskOptions = {}): Promise<MarketDesk> {
  const database = options.database ?? (await openMigratedPglite());
  const logger = pino({ level: "silent" });
  const ticks = new MarketTicks({ maxStreams: 100 });
  const announced: number[] = [];
  const requested: MarketDesk["requested"] = [];
  const clock = () => desk.now;
  const newFeed = () =>
    new MarketFeed({
      db: database,
      redis: noRedis,
      ticks,
      clock,
      logger,
      onVersion: (version) => announced.push(version),
    });
  let feed = newFeed();
  const market: MarketRuntime = {
    db: database,
    clock,
    logger,
    config: loadConfig(options.settings ?? {}),
    ticks,
    providers: options.providers ?? [],
    callsPerMinute: () => null,
    mode: options.providers?.[0]?.simulated ? "sandbox" : "live",
    simulated: () => market.mode === "sandbox",
    announce: () => feed.announce(),
  };
  const queue: JobQueue = {
    async request(job, key, payload) {
      requested.push({ name: job.name, key, payload });
      const jobId = quietRun.runId;
      return { jobId, name: job.name, state: "queued", joined: false, statusUrl: `/api/v1/jobs/${jobId}` };
    },
  };
  const desk: MarketDesk = {
    market,
    ctx: { actor: theDesk, caller: noCaller, requestId: "test", db: database, queue, clock },
    requested,
    announced,
    now: NOON,
    async reset() {
      desk.now = NOON;
      announced.length = 0;
      requested.length = 0;
      feed.stop();
      feed = newFeed();
      await emptyTables(database);
    },
    close: async () => {
      feed.stop();
      ticks.end();
      await database.close();
    },
  };
  return desk;
}

/** Deleting a few rows is cheaper than truncating a partition for every month. */
async function emptyTables({ primary }: Database): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    SELECT quote_ident(relname) AS name FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE 'kysely%'
    ORDER BY relname = 'coin'`.execute(primary);
  const deletes = rows.map(({ name }) => `DELETE FROM ${name};`).join(" ");
  await sql
    .raw(
      `DO $$ BEGIN PERFORM set_config('cryptodesk.audit_retention', 'on', true); ${deletes} INSERT INTO market_state DEFAULT VALUES; END $$`,
    )
    .execute(primary);
}
