import { once } from "node:events";
import { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../../test/support/eventually.ts";
import { theDesk } from "../../../test/support/open-doors.ts";
import { createTestDatabase, type TestDatabase, testDatabaseUrl } from "../../../test/support/shared-servers.ts";
import { type Spawned, spawnScript } from "../../../test/support/spawned.ts";
import { openTestQueue, type TestQueue, testJob } from "../../../test/support/test-queue.ts";
import { cancelRun } from "../../domains/jobs/cancel-run.ts";
import { migrations } from "../../migrations/migrations.ts";
import { noCaller } from "../access/caller.ts";
import { migrate } from "../database/migrate.ts";
import { openPostgresDatabase } from "../database/postgres-database.ts";
import type { JobDefinition } from "./job-queue.ts";
import { JobRunStore } from "./job-run.repository.ts";

const manual = { trigger: "manual", requestId: "test" } as const;

describe.skipIf(testDatabaseUrl === null)("the job queue with several workers on Postgres", () => {
  let place: TestDatabase;
  const open: TestQueue[] = [];
  let child: Spawned | null = null;

  beforeAll(async () => {
    place = await createTestDatabase();
    const database = await openPostgresDatabase({ url: place.url, replicaUrls: [], poolSize: 2 });
    await migrate(database, migrations);
    await database.close();
  });
  afterEach(async () => {
    child?.kill("SIGKILL");
    for (const queue of open.splice(0)) await queue.close();
  });
  afterAll(() => place?.drop());

  async function worker(definitions: readonly JobDefinition[], clock?: () => Date): Promise<TestQueue> {
    const opened = await openTestQueue({ url: place.url }, definitions, clock);
    open.push(opened);
    await opened.queue.work();
    return opened;
  }
  const runOf = async ({ database }: TestQueue, id: string) => {
    const run = await new JobRunStore(database.primary, () => new Date()).find(id);
    if (!run) throw new Error(`no run ${id}`);
    return JobRun.parse(run);
  };
  const ends = (queue: TestQueue, id: string, state: JobRun["state"], withinMs?: number) =>
    eventually(
      `run is ${state}`,
      async () => {
        const run = await runOf(queue, id);
        return run.state === state && run;
      },
      withinMs,
    );

  it("runs each slot of a schedule exactly once, whoever looks first", async () => {
    let now = new Date("2026-03-02T12:00:00Z");
    const runs: string[] = [];
    const every = { seconds: 60, setting: "TEST_SECONDS" };
    const scheduled = () => testJob("scheduled", async (_payload, { runId }) => ({ n: runs.push(runId) }), { every });
    const [first] = [await worker([scheduled()], () => now), await worker([scheduled()], () => now)];
    for (let slot = 1; slot <= 4; slot += 1) {
      await eventually(`slot ${slot} ran`, () => runs.length >= slot);
      await eventually("its record is closed", async () => {
        const { rows } = await sql`SELECT 1 FROM job_run WHERE name = 'scheduled' AND state <> 'succeeded'`.execute(
          first.database.primary,
        );
        return rows.length === 0;
      });
      now = new Date(now.getTime() + 60_000);
    }
    await eventually("slot 5 ran", () => runs.length >= 5);
    const { rows } = await sql<{ slot: number }>`
      SELECT slot FROM job_run WHERE name = 'scheduled' ORDER BY slot`.execute(first.database.primary);
    const begin = Date.parse("2026-03-02T12:00:00Z") / 60_000;
    expect(rows.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4].map((index) => begin + index));
    expect(new Set(runs).size).toBe(runs.length);
    expect(runs).toHaveLength(5);
  });

  it("joins a request to the run in flight for the same key, and runs another key beside it", async () => {
    const gate = Promise.withResolvers<void>();
    const job = testJob("joined", async () => {
      await gate.promise;
      return {};
    });
    const one = await worker([job]);
    const two = await worker([job]);
    const [a, b] = await Promise.all([
      one.queue.request(job, "coin", {}, manual),
      two.queue.request(job, "coin", {}, manual),
    ]);
    expect(b.jobId).toBe(a.jobId);
    expect([a.joined, b.joined].sort()).toEqual([false, true]);
    const other = await two.queue.request(job, "another coin", {}, manual);
    expect(other).toMatchObject({ joined: false });
    gate.resolve();
    await ends(one, a.jobId, "succeeded");
    await ends(one, other.jobId, "succeeded");
    expect(await one.queue.request(job, "coin", {}, manual)).toMatchObject({ joined: false });
  });

  it("shows progress while a run goes on, and its result afterwards", async () => {
    const gate = Promise.withResolvers<void>();
    const job = testJob("progressing", async (_payload, { progress }) => {
      progress(3, 10, "pages");
      await gate.promise;
      progress(10, 10, "pages");
      return { written: 7 };
    });
    const one = await worker([job]);
    const { jobId } = await one.queue.request(job, "one", {}, { ...manual, subject: "bitcoin" });
    await eventually("progress is stored", async () => (await runOf(one, jobId)).progress.done === 3);
    expect(await runOf(one, jobId)).toMatchObject({
      state: "running",
      progress: { done: 3, total: 10, note: "pages" },
      subject: "bitcoin",
      attempt: 1,
      worker: expect.stringContaining(`:${process.pid}`),
    });
    gate.resolve();
    expect(await ends(one, jobId, "succeeded")).toMatchObject({
      progress: { done: 10, total: 10, note: "pages" },
      result: { written: 7 },
      error: null,
    });
  });

  it("runs several at a time where a job says so, but no more of one owner over all workers", async () => {
    const gate = Promise.withResolvers<void>();
    const begun: string[] = [];
    const job = testJob(
      "shared",
      async (payload) => {
        begun.push((payload as { owner: string }).owner);
        await gate.promise;
        return {};
      },
      { atOnce: 3, share: { most: 2, of: (payload) => (payload as { owner: string }).owner } },
    );
    const [one] = [await worker([job]), await worker([job])];
    const asked: string[] = [];
    for (const key of ["a1", "a2", "a3", "b1"]) {
      asked.push((await one.queue.request(job, key, { owner: key.slice(0, 1) }, manual)).jobId);
    }
    await eventually("two of the one owner and one of the other go on", () => begun.length === 3);
    expect(begun.toSorted()).toEqual(["a", "a", "b"]);
    gate.resolve();
    for (const id of asked) await ends(one, id, "succeeded");
    expect(begun.toSorted()).toEqual(["a", "a", "a", "b"]);
  });

  it("retries a failing run as often as it says, then records it as failed with the reason", async () => {
    let tries = 0;
    const job = testJob("failing", async () => {
      tries += 1;
      throw new Error(`no luck (${tries})`);
    });
    const one = await worker([job]);
    const { jobId } = await one.queue.request(job, "one", {}, manual);
    await eventually("the first failure is recorded", async () => {
      const run = await runOf(one, jobId);
      return run.state === "queued" && run.error === "no luck (1)";
    });
    expect(await ends(one, jobId, "failed", 40_000)).toMatchObject({ attempt: 2, error: "no luck (2)" });
    expect(tries).toBe(2);
  }, 60_000);

  it("aborts a run that takes longer than it may", async () => {
    const job = testJob("slow", untilAborted, { timeoutSeconds: 1, retries: 0 });
    const one = await worker([job]);
    const { jobId } = await one.queue.request(job, "one", {}, manual);
    expect(await ends(one, jobId, "failed")).toMatchObject({ error: "not done after 1 s" });
  });

  it("stops a running job that is cancelled from another process, and does not try it again", async () => {
    let reason: unknown = null;
    let tries = 0;
    const job = testJob("cancelled", async (payload, run) => {
      tries += 1;
      run.signal.addEventListener("abort", () => {
        reason = run.signal.reason;
      });
      return untilAborted(payload, run);
    });
    const one = await worker([job]);
    const { jobId } = await one.queue.request(job, "one", {}, manual);
    await ends(one, jobId, "running");
    const ctx = {
      actor: theDesk,
      caller: noCaller,
      requestId: "test",
      db: one.database,
      queue: one.queue,
      clock: () => new Date(),
    } as const;
    expect(await cancelRun(ctx, { id: jobId }, [])).toMatchObject({ state: "cancelled" });
    await eventually("the job was told", () => reason === "cancelled");
    await eventually("the queue let go of it", async () => {
      const { rows } = await sql`SELECT 1 FROM pgboss.job WHERE id = ${jobId} AND state = 'completed'`.execute(
        one.database.primary,
      );
      return rows.length === 1;
    });
    expect(await runOf(one, jobId)).toMatchObject({ state: "cancelled" });
    expect(tries).toBe(1);
    await expect(cancelRun({ ...ctx }, { id: jobId }, [])).resolves.toMatchObject({ state: "cancelled" });
  });

  it.each([
    ["with tries left", 1],
    ["on its last try", 0],
  ])(
    "hands a run %s on to another worker when its own one stops",
    async (_, retries) => {
      const name = `released-${retries}`;
      const leaving = testJob(name, untilAborted, { retries });
      const staying = testJob(name, async () => ({ done: true }), { retries });
      const one = await worker([leaving]);
      const { jobId } = await one.queue.request(leaving, "one", {}, manual);
      await ends(one, jobId, "running");
      await one.close();
      const two = await worker([staying]);
      expect(await ends(two, jobId, "succeeded", 40_000)).toMatchObject({ result: { done: true }, attempt: 2 });
    },
    60_000,
  );

  it("gives a run whose worker was killed to another one", async () => {
    child = spawnScript("test/support/stuck-worker.ts", ["url", place.url, "request"]);
    const [, jobId = ""] = await child.says(/running (\S+)/);
    child.kill("SIGKILL");
    await child.ended;
    const two = await worker([testJob("stuck", async () => ({ rescued: true }))]);
    expect(await ends(two, jobId, "succeeded", 90_000)).toMatchObject({ result: { rescued: true }, attempt: 2 });
  }, 120_000);

  it("counts what waits, by job", async () => {
    const job = testJob("waiting", async () => ({}));
    const idle = await openTestQueue({ url: place.url }, [job]);
    open.push(idle);
    await idle.queue.request(job, "a", {}, manual);
    await idle.queue.request(job, "b", {}, manual);
    expect(await idle.queue.depth()).toMatchObject({ waiting: 2 });
  });
});

const untilAborted: JobDefinition["run"] = async (_payload, { signal }) => {
  if (!signal.aborted) await once(signal, "abort");
  throw new Error("told to stop");
};
