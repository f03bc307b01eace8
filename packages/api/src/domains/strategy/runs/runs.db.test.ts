import { StrategyRun, StrategyRunDetail } from "@cryptodesk/shared/strategy/run.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addCandles, wavingPrices } from "../../../../test/support/candle-market.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { holdTable } from "../../../../test/support/held-table.ts";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { createMigratedPostgres, type MigratedPostgres } from "../../../../test/support/migrated-postgres.ts";
import { createTestDatabase, type TestDatabase, testDatabaseUrl } from "../../../../test/support/shared-servers.ts";
import { type Spawned, spawnScript } from "../../../../test/support/spawned.ts";
import { crossRules } from "../../../../test/support/strategy-rules.ts";
import { openTestQueue, type TestQueue } from "../../../../test/support/test-queue.ts";
import { migrations } from "../../../migrations/migrations.ts";
import type { Database } from "../../../platform/database/database.ts";
import { migrate } from "../../../platform/database/migrate.ts";
import { openPostgresDatabase } from "../../../platform/database/postgres-database.ts";
import type { JobDefinition } from "../../../platform/queue/job-queue.ts";
import { JobRunStore } from "../../../platform/queue/job-run.repository.ts";
import { runStrategyJob } from "./run-strategy.job.ts";

const DAYS = 3_000;
const TRIES = 8_000;
// A worker counts as dead after its heartbeat has been missing for a while.
const PATIENCE_MS = 150_000;

/** Has whoever writes to a run that has a checkpoint wait for the table `gate`. */
async function stopAfterCheckpoint(db: Database): Promise<void> {
  await sql`CREATE TABLE gate ()`.execute(db.primary);
  await sql`
    CREATE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN LOCK TABLE gate IN ROW EXCLUSIVE MODE; RETURN NEW; END'`.execute(db.primary);
  await sql`
    CREATE TRIGGER pass_gate BEFORE UPDATE ON strategy_run FOR EACH ROW
    WHEN (OLD.checkpoint IS NOT NULL) EXECUTE FUNCTION pass_gate()`.execute(db.primary);
}

describe.skipIf(testDatabaseUrl === null)("runs with two workers on Postgres", () => {
  let place: TestDatabase;
  let database: Database;
  let desk: IdentityDesk;
  let asking: TestQueue;
  const workers: Spawned[] = [];

  beforeAll(async () => {
    place = await createTestDatabase();
    database = await openPostgresDatabase({ url: place.url, replicaUrls: [], poolSize: 8 });
    await migrate(database, migrations);
    desk = await openIdentityDesk({ database });
    await addCandles(desk.db, "bitcoin", wavingPrices(DAYS), desk.now);
    asking = await openTestQueue({ url: place.url }, [runStrategyJob(desk.strategies.runs) as JobDefinition]);
    for (let count = 0; count < 2; count += 1) {
      workers.push(spawnScript("test/support/run-worker.ts", [place.url, desk.now.toISOString()]));
    }
    for (const worker of workers) await worker.says(/working/, PATIENCE_MS);
  }, PATIENCE_MS);
  afterAll(async () => {
    for (const worker of workers) worker.kill("SIGKILL");
    await asking?.close();
    await desk?.close();
    await place?.drop();
  });

  it("a search whose worker is killed goes on with the other, from where it was", {
    timeout: 2 * PATIENCE_MS,
  }, async () => {
    const token = (await desk.signIn(await desk.person("analyst"))).accessToken;
    const made = await desk.post("/strategies", { rules: crossRules() }, { token });
    const strategyId = made.json<StrategyDetail>().strategy.id;
    const plan = {
      method: "random",
      tries: TRIES,
      parameters: [
        { name: "fast", min: 2, max: 200, step: 1 },
        { name: "slow", min: 2, max: 400, step: 1 },
      ],
      settings: { from: "2019-01-01T00:00:00Z", benchmark: null },
    };
    const { id } = StrategyRun.parse(
      (await desk.post(`/strategies/${strategyId}/optimisations`, { plan }, { token })).body,
    );
    // However fast the machine: after its first save a worker writes no further before it has been killed.
    await stopAfterCheckpoint(database);
    const gate = await holdTable(database, "gate");
    const [request] = desk.market.requested.splice(0);
    const about = { trigger: "manual", requestId: "test" } as const;
    const { jobId } = await asking.queue.request({ name: "run-strategy" }, id, request?.payload ?? {}, about);
    const current = async () =>
      StrategyRunDetail.parse((await desk.send("GET", `/strategy-runs/${id}`, { token })).body);
    const job = async () => new JobRunStore(desk.db, () => desk.now).find(jobId);

    const isSaved = () =>
      desk.db
        .selectFrom("strategy_run")
        .select("id")
        .where("id", "=", id)
        .where("checkpoint", "is not", null)
        .executeTakeFirst();
    await eventually("it has come some way", isSaved, PATIENCE_MS);
    await gate.waitedFor();
    const before = await current();
    expect(before.run.state).toBe("running");
    const pid = Number((await job())?.worker?.split(":").at(-1));
    workers.find((worker) => worker.pid === pid)?.kill("SIGKILL");
    // Its connection would go on with what it waits for.
    await sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE relation = 'gate'::regclass AND NOT granted`.execute(
      database.primary,
    );
    await gate.release();

    const ended = await eventually(
      "the other worker has ended it",
      async () => {
        const now = await current();
        return now.run.state === "succeeded" && now;
      },
      PATIENCE_MS,
    );
    expect(await job()).toMatchObject({ attempt: 2, state: "succeeded" });
    expect(ended.optimisation).toMatchObject({ tried: TRIES, total: TRIES });
    expect(new Set(ended.optimisation?.points.map(({ parameters }) => JSON.stringify(parameters))).size).toBe(2_000);
  });
});

describe.skipIf(testDatabaseUrl === null)("a backtest whose worker is killed while it writes trades down", () => {
  let postgres: MigratedPostgres;
  let desk: IdentityDesk;

  beforeAll(async () => {
    postgres = await createMigratedPostgres();
    desk = await openIdentityDesk({ database: await postgres.open(8) });
    await addCandles(desk.db, "bitcoin", wavingPrices(1_000), desk.now);
  }, PATIENCE_MS);
  afterAll(async () => {
    await desk?.close();
    await postgres?.drop();
  });

  it("is taken up again by its job, and comes to what it would have come to", { timeout: PATIENCE_MS }, async () => {
    const person = await desk.person("analyst");
    const token = (await desk.signIn(person)).accessToken;
    const made = await desk.post("/strategies", { rules: crossRules() }, { token });
    const strategyId = made.json<StrategyDetail>().strategy.id;
    const settings = { from: "2023-10-01T00:00:00Z", benchmark: null, honesty: false };
    const start = async () =>
      StrategyRun.parse((await desk.post(`/strategies/${strategyId}/backtests`, { settings }, { token })).body);
    const detail = async (id: string) =>
      StrategyRunDetail.parse((await desk.send("GET", `/strategy-runs/${id}`, { token })).body);
    const tradesOf = async (id: string) => {
      const query = desk.db.selectFrom("strategy_run_trade").select(["number", "trade"]).where("run_id", "=", id);
      return (await query.orderBy("number").execute()).map(({ number, trade }) => [number, trade]);
    };
    const carryOut = (runId: string, jobId: string) => {
      const job = { ...quietRun, runId: jobId, isLastTry: true };
      return runStrategyJob(desk.strategies.runs).run({ accountId: person.id, runId }, job);
    };

    const [killed, undisturbed] = [await start(), await start()];
    await carryOut(undisturbed.id, uuidv7());
    const jobId = uuidv7();
    const held = await holdTable(desk.market.market.db, "strategy_run_trade");
    const about = ["run", person.id, killed.id, jobId];
    const dying = spawnScript("test/support/dying-worker.ts", [postgres.url, desk.now.toISOString(), ...about]);
    await held.waitedFor();
    expect((await detail(killed.id)).run.state).toBe("running");
    dying.kill("SIGKILL");
    await dying.ended;
    await held.release();
    // Another job is not let in between.
    expect(await carryOut(killed.id, uuidv7())).toEqual({ superseded: true });
    expect(await carryOut(killed.id, jobId)).toEqual({ kind: "backtest" });

    const [again, known] = [await detail(killed.id), await detail(undisturbed.id)];
    expect(again.run).toMatchObject({ state: "succeeded", error: null });
    expect(again.report).toEqual(known.report);
    const trades = await tradesOf(killed.id);
    expect(trades.length).toBeGreaterThan(10);
    expect(trades).toEqual(await tradesOf(undisturbed.id));
  });
});
