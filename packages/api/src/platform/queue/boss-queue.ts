import { hostname } from "node:os";
import type { JobTicket } from "@cryptodesk/shared/jobs/job.contract";
import { sql } from "kysely";
import { type Db as BossDatabase, fromKysely, PgBoss } from "pg-boss";
import type { Logger } from "pino";
import { v7 as uuidv7 } from "uuid";
import type { Database, Db } from "../database/database.ts";
import type { Clock } from "../service-context.ts";
import type { JobDefinition, JobQueue } from "./job-queue.ts";
import { JobRunStore } from "./job-run.repository.ts";
import { JobRunner } from "./job-runner.ts";
import { Scheduler } from "./scheduler.ts";

export interface BossQueueOptions {
  database: Database;
  /** Where pg-boss gets its statements: the embedded instance, or a connection string for a small pool of its own. */
  connection: { embedded: BossDatabase } | { url: string };
  definitions: readonly JobDefinition[];
  clock: Clock;
  logger: Logger;
}

export interface BossQueue extends JobQueue {
  /** Can ask for runs from here on. */
  open(): Promise<void>;
  /** Starts to run jobs and schedules in this process. */
  work(): Promise<void>;
  /** Ends or releases the runs in hand within `timeoutMs`; released ones are retried elsewhere. */
  close(timeoutMs: number): Promise<void>;
  /** Jobs waiting by name, for the metrics. */
  depth(): Promise<Record<string, number>>;
}

interface BossPayload {
  payload: object;
}

const HEARTBEAT_SECONDS = 15;
const SUPERVISE_SECONDS = 10;
// Behind notifications. They stay away for a while after an outage of the server, and runs should not; embedded there
// is no connection to lose, and each look costs the thread that serves requests.
const POLLING_SECONDS = { embedded: 15, postgres: 4 } as const;

/** pg-boss behind the port that verbs see; each run is also a row of `job_run` that people can read. */
export function createBossQueue({ database, connection, definitions, clock, logger }: BossQueueOptions): BossQueue {
  const runs = new JobRunStore(database.primary, clock);
  const boss = new PgBoss({
    ...("url" in connection
      ? {
          connectionString: connection.url,
          max: 4,
          connectionTimeoutMillis: 2_000,
          application_name: "cryptodesk-jobs",
        }
      : { db: connection.embedded, backend: "pglite" as const }),
    useListenNotify: true,
    schedule: false,
    superviseIntervalSeconds: SUPERVISE_SECONDS,
    monitorIntervalSeconds: SUPERVISE_SECONDS,
  });
  boss.on("error", (error) => logger.warn({ err: error.message }, "job queue"));
  let closed = false;
  const worker = `${hostname()}:${process.pid}`;
  const runner = new JobRunner({ runs, worker, logger, clock });
  const scheduler = new Scheduler({ db: database.primary, definitions, runs, clock, logger, enqueue });

  async function enqueue(trx: Db, id: string, name: string, payload: object): Promise<void> {
    const share = definitions.find((definition) => definition.name === name)?.share;
    await boss.send(name, { payload } satisfies BossPayload, {
      id,
      db: fromKysely(trx),
      ...(share && { group: { id: share.of(payload) } }),
    });
  }

  /** Lets another worker take the run up again, also on what would have been its last try. */
  async function handBack(name: string, id: string): Promise<void> {
    await boss.fail(name, id, { message: "the worker stopped" });
    await boss.retry(name, id);
  }

  return {
    async request(job, key, payload, { trigger, requestId, subject }) {
      const id = uuidv7();
      return database.primary.transaction().execute(async (trx) => {
        const run = await runs.insert(trx, {
          id,
          name: job.name,
          key,
          trigger,
          requestId,
          subject: subject ?? null,
          slot: null,
        });
        if (run.created) await enqueue(trx, run.id, job.name, payload);
        return toTicket(run, job.name);
      });
    },
    async open() {
      await boss.start();
      for (const definition of definitions) {
        await boss.createQueue(definition.name, {
          retryLimit: definition.retries,
          retryDelay: 5,
          retryBackoff: true,
          expireInSeconds: definition.timeoutSeconds + 30,
          heartbeatSeconds: HEARTBEAT_SECONDS,
          retentionSeconds: 86_400,
          deleteAfterSeconds: 3_600,
          notify: true,
        });
      }
    },
    async work() {
      // Alone on an embedded directory: whatever was running died with the process before.
      if (database.kind === "embedded") await releaseOrphans(boss, runs, database.primary);
      for (const definition of definitions) {
        await boss.work<BossPayload>(definition.name, workOptions(definition, database.kind), async ([job]) => {
          if (job)
            await runner.run(definition, job.id, job.data.payload, {
              attempt: job.retryCount + 1,
              lastAttempt: job.retryCount >= definition.retries,
              release: () => handBack(definition.name, job.id),
            });
        });
      }
      scheduler.start();
    },
    async close(timeoutMs) {
      if (closed) return;
      closed = true;
      scheduler.stop();
      runner.abortAll();
      await runner.drained(timeoutMs);
      await boss.stop({ graceful: false, close: true });
    },
    async depth() {
      const { rows } = await sql<{ name: string; waiting: number }>`
        SELECT name, count(*)::int AS waiting FROM pgboss.job WHERE state IN ('created', 'retry') GROUP BY name`.execute(
        database.primary,
      );
      return Object.fromEntries(rows.map(({ name, waiting }) => [name, waiting]));
    },
  };
}

function workOptions({ atOnce, share }: JobDefinition, kind: Database["kind"]) {
  return {
    includeMetadata: true as const,
    pollingIntervalSeconds: 2,
    notifyPollingIntervalSeconds: POLLING_SECONDS[kind],
    localConcurrency: atOnce ?? 1,
    ...(share && { groupConcurrency: share.most }),
  };
}

async function releaseOrphans(boss: PgBoss, runs: JobRunStore, db: Db): Promise<void> {
  for (const { id, name } of await runs.running(db)) {
    await boss.fail(name, id, { message: "the process that ran it died" });
  }
}

function toTicket(run: { id: string; state: JobTicket["state"]; created: boolean }, name: string): JobTicket {
  return { jobId: run.id, name, state: run.state, joined: !run.created, statusUrl: `/api/v1/jobs/${run.id}` };
}
