import type { JobRun, JobState } from "@cryptodesk/shared/jobs/job.contract";
import { type Selectable, sql } from "kysely";
import type { Db } from "../database/database.ts";
import type { Clock } from "../service-context.ts";
import type { JobRunTable } from "./job-run.tables.ts";

export interface NewRun {
  id: string;
  name: string;
  key: string;
  trigger: JobRun["trigger"];
  requestId: string | null;
  subject: string | null;
  slot: number | null;
}

export interface RequestedRun {
  id: string;
  state: JobState;
  /** false: a run of the same name and key was in flight and this is it. */
  created: boolean;
}

/** All SQL on `job_run`. */
export class JobRunStore {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(db: Db, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Inserts a queued run, or finds the one in flight for the same name and key. */
  async insert(trx: Db, run: NewRun): Promise<RequestedRun> {
    const inserted = await trx
      .insertInto("job_run")
      .values({
        id: run.id,
        name: run.name,
        key: run.key,
        trigger: run.trigger,
        state: "queued",
        subject: run.subject,
        done: 0,
        requested_at: this.#clock(),
        attempt: 0,
        slot: run.slot,
        request_id: run.requestId,
        total: null,
        note: null,
        started_at: null,
        finished_at: null,
        worker: null,
        result: null,
        error: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning(["id", "state"])
      .executeTakeFirst();
    if (inserted) return { ...inserted, created: true };
    const inFlight = await trx
      .selectFrom("job_run")
      .select(["id", "state"])
      .where("name", "=", run.name)
      .where("key", "=", run.key)
      .where("state", "in", ["queued", "running"])
      .executeTakeFirst();
    // It ended between the two statements: what was asked for has just been done.
    if (!inFlight) return { id: run.id, state: "succeeded", created: false };
    return { ...inFlight, created: false };
  }

  async hasSlot(name: string, slot: number): Promise<boolean> {
    const row = await this.#db
      .selectFrom("job_run")
      .select("id")
      .where("name", "=", name)
      .where("slot", "=", slot)
      .executeTakeFirst();
    return row !== undefined;
  }

  /** @returns false when the run was cancelled meanwhile or is not known */
  async markRunning(id: string, attempt: number, worker: string): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable("job_run")
      .set({
        state: "running",
        attempt,
        worker,
        started_at: this.#clock(),
        finished_at: null,
        error: null,
        done: 0,
        total: null,
        note: null,
      })
      .where("id", "=", id)
      .where("state", "in", ["queued", "running"])
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  /** @returns false when the run is no longer running: it was cancelled */
  async saveProgress(id: string, done: number, total: number | null, note: string | null): Promise<boolean> {
    const { numUpdatedRows } = await this.#db
      .updateTable("job_run")
      .set({ done, total, note })
      .where("id", "=", id)
      .where("state", "=", "running")
      .executeTakeFirst();
    return numUpdatedRows === 1n;
  }

  async finish(
    id: string,
    state: "succeeded" | "failed" | "queued",
    result: Record<string, unknown> | null,
    error: string | null,
  ): Promise<void> {
    await this.#db
      .updateTable("job_run")
      .set({
        state,
        finished_at: state === "queued" ? null : this.#clock(),
        result: result && JSON.stringify(result),
        error,
      })
      .where("id", "=", id)
      .where("state", "=", "running")
      .execute();
  }

  async cancel(id: string): Promise<void> {
    await this.#db
      .updateTable("job_run")
      .set({ state: "cancelled", finished_at: this.#clock() })
      .where("id", "=", id)
      .where("state", "in", ["queued", "running"])
      .execute();
  }

  async running(db: Db): Promise<{ id: string; name: string }[]> {
    return db.selectFrom("job_run").select(["id", "name"]).where("state", "=", "running").execute();
  }

  /** Runs whose queue job is gone or has failed for good (the worker died on the last try): marked as failed. */
  async reapLost(): Promise<number> {
    const { numAffectedRows } = await sql`
      UPDATE job_run r SET state = 'failed', finished_at = ${this.#clock()}, error = coalesce(r.error, 'the worker that ran it died')
      WHERE r.state IN ('queued', 'running') AND r.requested_at < ${new Date(this.#clock().getTime() - 30_000)}
        AND NOT EXISTS (SELECT 1 FROM pgboss.job j WHERE j.name = r.name AND j.id = r.id AND j.state IN ('created', 'retry', 'active'))`.execute(
      this.#db,
    );
    return Number(numAffectedRows ?? 0n);
  }

  async find(id: string): Promise<JobRun | null> {
    const row = await this.#db.selectFrom("job_run").selectAll().where("id", "=", id).executeTakeFirst();
    return row ? toJobRun(row) : null;
  }

  /** Newest first; `before` is the last run of the page before. */
  async list(filter: {
    name?: string | undefined;
    state?: JobState | undefined;
    before: { at: Date; id: string } | null;
    limit: number;
  }): Promise<JobRun[]> {
    let query = this.#db
      .selectFrom("job_run")
      .selectAll()
      .orderBy("requested_at", "desc")
      .orderBy("id", "desc")
      .limit(filter.limit);
    if (filter.name) query = query.where("name", "=", filter.name);
    if (filter.state) query = query.where("state", "=", filter.state);
    if (filter.before)
      query = query.where(sql<boolean>`(requested_at, id) < (${filter.before.at}, ${filter.before.id}::uuid)`);
    return (await query.execute()).map(toJobRun);
  }

  /** The newest run of each name. */
  async newestByName(): Promise<Map<string, JobRun>> {
    const rows = await this.#db
      .selectFrom("job_run")
      .distinctOn("name")
      .selectAll()
      .orderBy("name")
      .orderBy("requested_at", "desc")
      .execute();
    return new Map(rows.map((row) => [row.name, toJobRun(row)]));
  }

  async countSince(since: Date): Promise<{ runs: number; failed: number }> {
    const row = await this.#db
      .selectFrom("job_run")
      .select((e) => [
        e.fn.countAll<number>().as("runs"),
        e.fn.countAll<number>().filterWhere("state", "=", "failed").as("failed"),
      ])
      .where("requested_at", ">=", since)
      .executeTakeFirstOrThrow();
    return { runs: Number(row.runs), failed: Number(row.failed) };
  }

  async deleteBefore(time: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom("job_run")
      .where("requested_at", "<", time)
      .where("state", "not in", ["queued", "running"])
      .executeTakeFirst();
    return Number(numDeletedRows);
  }
}

function toJobRun(row: Selectable<JobRunTable>): JobRun {
  return {
    id: row.id,
    name: row.name,
    trigger: row.trigger,
    state: row.state,
    subject: row.subject,
    progress: { done: row.done, total: row.total, note: row.note },
    requestedAt: row.requested_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    durationMs: row.started_at && row.finished_at ? row.finished_at.getTime() - row.started_at.getTime() : null,
    attempt: row.attempt,
    worker: row.worker,
    requestId: row.request_id,
    result: row.result,
    error: row.error,
  };
}
