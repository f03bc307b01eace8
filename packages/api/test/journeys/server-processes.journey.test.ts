import type { JobRun } from "@cryptodesk/shared/jobs/job.contract";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readJson, readRuns } from "../support/read-answer.ts";
import { type ServerShape, serverShapeAbsence, startServerShape } from "../support/server-shape.ts";
import { openStream } from "../support/stream-reader.ts";
import { untilSeen } from "../support/until-seen.ts";

// A lost heartbeat (15 s), the look for lost jobs (10 s), the pause before the next try (5 s), and a run of its own.
const TAKE_OVER_MS = 120_000;
const REQUESTS = 8;
const missing = serverShapeAbsence();
const title = `processes of the server shape that come and go${missing === null ? "" : `: skipped, ${missing}`}`;

describe.skipIf(missing !== null)(title, () => {
  let shape: ServerShape;
  let client: pg.Client;

  beforeAll(async () => {
    shape = await startServerShape({ apis: 2, workers: 2 }, { BACKFILL_SECONDS: "60" });
    client = new pg.Client({ connectionString: shape.database.url });
    // The database goes at the end, with this connection.
    client.on("error", () => {});
    await client.connect();
  });
  afterAll(async () => {
    await client?.end().catch(() => {});
    await shape?.stop();
  });

  it("migrate an empty database once, though four of them met it at once", async () => {
    const { rows } = await client.query<{ name: string }>("SELECT name FROM kysely_migration");
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
    for (const desk of [...shape.apis, ...shape.workers]) expect(desk.output()).not.toMatch(/already exists|deadlock/);
  });

  it("finish the job of a worker that was killed", { timeout: TAKE_OVER_MS + 60_000 }, async () => {
    const [api] = shape.apis;
    const run = await untilSeen(
      "a backfill in flight",
      async () => {
        const runs = await readRuns(`${api?.url}`, "name=backfill-history&state=running&limit=1");
        return runs[0];
      },
      { withinMs: 90_000 },
    );
    const victim = shape.workers.find(({ pid }) => run.worker?.endsWith(`:${pid}`));
    const survivor = shape.workers.find((worker) => worker !== victim);
    if (!victim || !survivor) throw new Error(`no worker of ours runs it: ${run.worker}`);
    await victim.kill();
    const killed = Date.now();
    expect(await readJson<JobRun>(`${api?.url}/api/v1/jobs/${run.id}`)).toMatchObject({ state: "running" });
    const finished = await untilSeen(
      "the end of the killed worker's job",
      async () => {
        const now = await readJson<JobRun>(`${api?.url}/api/v1/jobs/${run.id}`);
        return now.state !== "running" && now.state !== "queued" && now;
      },
      { withinMs: TAKE_OVER_MS, everyMs: 500 },
    );
    const taken = Date.parse(finished.startedAt ?? "") - killed;
    process.stdout.write(
      `job of a killed worker: taken over after ${taken} ms, done after ${Date.now() - killed} ms\n`,
    );
    expect(finished).toMatchObject({
      state: "succeeded",
      attempt: 2,
      worker: expect.stringMatching(`:${survivor.pid}$`),
    });
  });

  it("end their streams with the reason and finish what was asked on SIGTERM", async () => {
    const [api, other] = shape.apis;
    if (!api || !other) throw new Error("no api");
    const stream = await openStream(api.url);
    await stream.first("hello");
    await client.query("BEGIN");
    await client.query("LOCK TABLE listing IN ACCESS EXCLUSIVE MODE");
    // Lists that nobody asked for before: they wait for the lock.
    const asked = Array.from({ length: REQUESTS }, (_, n) =>
      fetch(`${api.url}/api/v1/cryptocurrencies?limit=10&minVolume24hUsd=${n + 1}`).then(
        ({ status }) => status,
        () => "cut off",
      ),
    );
    await untilSeen("requests in flight", async () => (await waitingForTheLock()) >= REQUESTS);
    const started = Date.now();
    const ended = api.stop();
    const bye = await stream.first("bye", 5_000);
    expect(bye.reason).toBe("shutting_down");
    await stream.ended;
    await expect(fetch(`${api.url}/health/live`)).rejects.toThrow();
    await client.query("ROLLBACK");
    expect(await Promise.all(asked)).toEqual(asked.map(() => 200));
    expect(await ended).toBe(0);
    expect(Date.now() - started).toBeLessThan(10_000);
    // The one in front sends everything to the process that is left.
    expect((await fetch(`${shape.nginx.url}/api/v1/cryptocurrencies?limit=50`)).status).toBe(200);
  });

  async function waitingForTheLock(): Promise<number> {
    const { rows } = await client.query<{ count: number }>(
      "SELECT count(*)::int FROM pg_locks WHERE relation = 'listing'::regclass AND NOT granted",
    );
    return rows[0]?.count ?? 0;
  }
});
