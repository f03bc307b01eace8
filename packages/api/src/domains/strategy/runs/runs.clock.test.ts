import { runBacktest } from "@cryptodesk/quant/backtest/run-backtest";
import { measureOutcome } from "@cryptodesk/quant/metrics/measure-outcome";
import type { BacktestTrade } from "@cryptodesk/shared/strategy/backtest.contract";
import {
  BacktestData,
  BacktestTradePage,
  RunComparison,
  StrategyRun,
  StrategyRunDetail,
  StrategyRunPage,
} from "@cryptodesk/shared/strategy/run.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addCandles, wavingPrices } from "../../../../test/support/candle-market.ts";
import { eventually } from "../../../../test/support/eventually.ts";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { crossRules } from "../../../../test/support/strategy-rules.ts";
import type { JobRunContext } from "../../../platform/queue/job-queue.ts";
import type { RunJobPayload } from "./run-job-payload.ts";
import { runStrategyJob } from "./run-strategy.job.ts";

const DAYS = 500;
// Threads start from the sources here, which takes its time on a busy machine.
const PATIENCE_MS = 60_000;
const BARE = { honesty: false, benchmark: null };
let desk: IdentityDesk;
let token: string;
let strategyId: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  await addCandles(desk.db, "bitcoin", wavingPrices(DAYS), desk.now);
  await addCandles(desk.db, "ethereum", wavingPrices(30), desk.now);
}, 3 * PATIENCE_MS);
afterAll(() => desk.close());
beforeEach(async () => {
  desk.market.requested.length = 0;
  token = (await desk.signIn(await desk.person("analyst"))).accessToken;
  strategyId = await strategy();
});

async function strategy(rules = crossRules()): Promise<string> {
  const made = await desk.post("/strategies", { rules }, { token });
  return made.json<StrategyDetail>().strategy.id;
}

const start = async (settings: object = BARE, more: object = {}): Promise<StrategyRun> => {
  const answer = await desk.post(`/strategies/${strategyId}/backtests`, { settings, ...more }, { token });
  expect(answer.status).toBe(202);
  return StrategyRun.parse(answer.body);
};
const search = async (plan: object): Promise<StrategyRun> => {
  const answer = await desk.post(`/strategies/${strategyId}/optimisations`, { plan }, { token });
  expect(answer.status).toBe(202);
  return StrategyRun.parse(answer.body);
};
const detail = async (id: string) =>
  StrategyRunDetail.parse((await desk.send("GET", `/strategy-runs/${id}`, { token })).body);

/** Does what was asked of the queue, as a worker does. */
async function work(run: Partial<JobRunContext> = {}): Promise<void> {
  for (const { payload } of desk.market.requested.splice(0)) {
    const job = { ...quietRun, runId: uuidv7(), ...run };
    await runStrategyJob(desk.strategies.runs).run(payload as RunJobPayload, job);
  }
}

describe("a backtest on the desk", () => {
  it("waits, goes on and ends with its report, and says from when to when it was asked for", {
    timeout: PATIENCE_MS,
  }, async () => {
    const asked = await start({ benchmark: null, from: "2025-06-01T00:00:00Z" });
    expect(asked).toMatchObject({ state: "queued", version: 1, metrics: null, startedAt: null });
    expect(asked.settings).toMatchObject({ from: "2025-06-01T00:00:00.000Z", to: "2026-03-02T00:00:00.000Z" });
    await work();
    const { run, rules, report } = await detail(asked.id);
    expect(run).toMatchObject({ state: "succeeded", error: null, verdict: report?.honesty?.verdict });
    expect(run.metrics).toEqual(report?.metrics);
    expect(rules).toEqual(crossRules());
    expect(report).toMatchObject({ capital: 10_000, candles: 274, simulated: false, timeframe: "1d" });
    expect(report?.honesty?.sentences.length).toBeGreaterThan(2);
    expect(report?.coverage).toMatchObject([{ coin: "bitcoin", candles: 274, missing: 0 }]);
    const page = StrategyRunPage.parse((await desk.send("GET", "/strategy-runs?limit=1", { token })).body);
    expect(page.items).toEqual([run]);
  });

  it("comes to the same, to the last digit, as the engine on the candles that anybody may have", {
    timeout: PATIENCE_MS,
  }, async () => {
    const settings = { ...BARE, benchmark: "bitcoin", from: "2025-06-01T00:00:00Z" };
    const { id } = await start(settings);
    await work();
    const { report } = await detail(id);
    const answer = await desk.post("/strategy-runs/data", { rules: crossRules(), settings }, { token });
    const data = BacktestData.parse(answer.body);
    const market = {
      intervalMs: data.intervalMs,
      coins: data.coins.map(({ coin, members, inUniverse, ...columns }) => ({
        coin,
        members,
        inUniverse,
        candles: {
          time: Float64Array.from(columns.time),
          open: Float64Array.from(columns.open),
          high: Float64Array.from(columns.high),
          low: Float64Array.from(columns.low),
          close: Float64Array.from(columns.close),
          volume: Float64Array.from(columns.volume, (volume) => volume ?? Number.NaN),
          segment: Int32Array.from(columns.segment),
        },
      })),
    };
    const outcome = runBacktest(crossRules(), market, { capital: 10_000, from: Date.parse(data.from) });
    const close = market.coins[0]?.candles.close.slice(-outcome.time.length) ?? null;
    expect(outcome.trades.length).toBeGreaterThan(3);
    expect(report?.finalEquity).toBe(outcome.equity.at(-1));
    expect(report?.metrics).toEqual(measureOutcome(outcome, close, 365));
  });

  it("tells its trades page by page, also as a table", { timeout: PATIENCE_MS }, async () => {
    const { id } = await start();
    await work();
    const trades: BacktestTrade[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const query: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const answer = await desk.send("GET", `/strategy-runs/${id}/trades?limit=2${query}`, { token });
      const page = BacktestTradePage.parse(answer.body);
      trades.push(...page.items);
      cursor = page.nextCursor;
    }
    const { report } = await detail(id);
    expect(trades.map(({ number }) => number)).toEqual(trades.map((_, index) => index + 1));
    expect(trades.length).toBe(report?.metrics.trades);
    expect(trades[0]?.trace).toContain("crossed above");
    const table = await desk.send("GET", `/strategy-runs/${id}/trades`, { token, headers: { accept: "text/csv" } });
    expect(String(table.body).split("\r\n")[0]).toContain("number,coin,side,signalAt");
    const answer = await desk.send("GET", `/strategy-runs/${id}/trades?cursor=nonsense`, { token });
    expect(answer.status).toBe(422);
  });

  it("is followed to its end as a stream, and from another process", { timeout: PATIENCE_MS }, async () => {
    const { id } = await start();
    const other = await desk.another();
    const stream = await fetch(`${other.url}/api/v1/strategy-runs/${id}/stream`, {
      headers: { accept: "text/event-stream", authorization: `Bearer ${token}` },
    });
    const told = stream.text();
    await work();
    const text = await told;
    const states = [...text.matchAll(/^event: run\ndata: (.*)$/gm)].map(
      ([, data = ""]) => StrategyRun.parse(JSON.parse(data)).state,
    );
    expect(states[0]).toBe("queued");
    expect(states.at(-1)).toBe("succeeded");
    expect(text).toContain('event: bye\ndata: {"type":"bye","reason":"ended"}');
  });

  it("stops within a second when it is cancelled, and stays so", { timeout: PATIENCE_MS }, async () => {
    strategyId = await strategy(crossRules());
    const { id } = await search({ method: "random", tries: 19, parameters: WIDE, settings: BARE });
    const { id: long } = await search({ ...LONG, settings: BARE });
    await desk.send("POST", `/strategy-runs/${id}/cancel`, { token });
    const working = work();
    await eventually("it goes on", async () => (await detail(long)).run.progress.done > 0, PATIENCE_MS);
    const began = performance.now();
    expect((await desk.send("POST", `/strategy-runs/${long}/cancel`, { token })).json<StrategyRun>().state).toBe(
      "cancelled",
    );
    await working;
    expect(performance.now() - began).toBeLessThan(1_000);
    expect((await detail(long)).run).toMatchObject({ state: "cancelled", error: null });
    expect((await detail(id)).run).toMatchObject({ state: "cancelled", startedAt: null });
    expect((await desk.send("POST", `/strategy-runs/${long}/cancel`, { token })).status).toBe(409);
  });

  it("is tried again when its thread dies, and then fails in words", { timeout: PATIENCE_MS }, async () => {
    const { id } = await start();
    const [request] = desk.market.requested.splice(0);
    await sql`UPDATE strategy_run SET rules = jsonb_set(rules, '{sizing}', '{"kind":"nothing"}') WHERE id = ${id}`.execute(
      desk.db,
    );
    const job = { ...quietRun, runId: uuidv7() };
    const attempt = (isLastTry: boolean) =>
      runStrategyJob(desk.strategies.runs).run(request?.payload as RunJobPayload, { ...job, isLastTry });
    await expect(attempt(false)).rejects.toThrow();
    expect((await summary(id)).state).toBe("queued");
    await expect(attempt(true)).rejects.toThrow();
    expect(await summary(id)).toMatchObject({ state: "failed", error: expect.stringContaining("It broke off twice") });
  });

  it("has failed where its job has, whoever noticed", async () => {
    const { id } = await start();
    const jobId = uuidv7();
    await sql`INSERT INTO job_run (id, name, key, trigger, state, done, requested_at, attempt, finished_at, error)
      VALUES (${jobId}, 'run-strategy', 'k', 'manual', 'failed', 0, now(), 2, ${desk.now}, NULL)`.execute(desk.db);
    await sql`UPDATE strategy_run SET state = 'running', job_id = ${jobId} WHERE id = ${id}`.execute(desk.db);
    expect(await summary(id)).toMatchObject({ state: "failed", error: "the worker that ran it died" });
    expect((await desk.send("DELETE", `/strategy-runs/${id}`, { token })).status).toBe(204);
  });
});

const summary = async (id: string) => {
  const page = StrategyRunPage.parse((await desk.send("GET", "/strategy-runs", { token })).body);
  return page.items.find((run) => run.id === id) ?? expect.fail("no such run");
};

const WIDE = [
  { name: "fast", min: 2, max: 20, step: 1 },
  { name: "slow", min: 21, max: 60, step: 1 },
];
const LONG = {
  method: "random",
  tries: 20_000,
  parameters: [
    { name: "fast", min: 1, max: 200, step: 1 },
    { name: "slow", min: 1, max: 250, step: 1 },
  ],
};

describe("a search on the desk", () => {
  it("finds the best and tells what it lost on candles that it did not see", { timeout: PATIENCE_MS }, async () => {
    const { id } = await search({ parameters: WIDE, settings: BARE, constraints: { minTrades: 1 } });
    await work();
    const { run, optimisation } = await detail(id);
    expect(run).toMatchObject({ kind: "optimisation", state: "succeeded", progress: { done: 760, total: 760 } });
    expect(optimisation).toMatchObject({ tried: 760, total: 760 });
    const scores = optimisation?.points.flatMap(({ score }) => score ?? []) ?? [];
    expect(scores).toEqual(scores.toSorted((left, right) => right - left));
    expect(optimisation?.best?.outside).not.toBeNull();
    expect(optimisation?.sentences.length).toBeGreaterThan(0);
  });

  it("goes on where it stopped, and finds what it would have found without the stop", {
    timeout: 2 * PATIENCE_MS,
  }, async () => {
    const plan = { method: "evolution", tries: 400, parameters: WIDE, settings: BARE, constraints: { minTrades: 1 } };
    const whole = await search(plan);
    await work();
    const stopped = await search(plan);
    const controller = new AbortController();
    const stopping = work({
      signal: controller.signal,
      progress: (done) => {
        if (done > 60) controller.abort("shutdown");
      },
    });
    await expect(stopping).rejects.toBe("shutdown");
    expect((await detail(stopped.id)).run.state).toBe("queued");
    expect((await desk.send("POST", `/strategy-runs/${stopped.id}/cancel`, { token })).status).toBe(200);
    expect((await desk.send("POST", `/strategy-runs/${stopped.id}/resume`, { token })).status).toBe(202);
    const { rows } = await sql<{ told: number }>`
      SELECT jsonb_array_length(checkpoint -> 'points') AS told FROM strategy_run WHERE id = ${stopped.id}`.execute(
      desk.db,
    );
    expect(rows[0]?.told).toBeGreaterThan(60);
    await work();
    const [one, other] = [await detail(whole.id), await detail(stopped.id)];
    expect(other.run.state).toBe("succeeded");
    expect(other.optimisation).toEqual(one.optimisation);
  });

  it("is not resumed where there is nothing to go on with", { timeout: PATIENCE_MS }, async () => {
    const backtest = await start();
    const waiting = await search({ method: "random", tries: 5, settings: BARE });
    for (const { id } of [backtest, waiting]) {
      expect((await desk.send("POST", `/strategy-runs/${id}/resume`, { token })).status).toBe(409);
    }
  });
});

describe("several runs", () => {
  it("are compared from 100 on, with what keeps them from being comparable", { timeout: PATIENCE_MS }, async () => {
    const [one, other] = [await start(), await start({ ...BARE, from: "2025-09-01T00:00:00Z" })];
    const waiting = await search({ method: "random", tries: 5, settings: BARE });
    const queued = desk.market.requested.splice(0, 2);
    desk.market.requested.push(...queued);
    desk.market.requested.splice(0, 1);
    await work();
    const compare = (...runIds: string[]) => desk.post("/strategy-runs/compare", { runIds }, { token });
    const comparison = RunComparison.parse((await compare(one.id, other.id)).body);
    expect(comparison.items.map(({ run }) => run.id)).toEqual([one.id, other.id]);
    expect(comparison.items[0]?.curve[0]?.index).toBeCloseTo(100, 0);
    expect(comparison.notes.join()).toContain("different spans");
    expect((await compare(one.id, one.id)).status).toBe(422);
    expect((await compare(one.id, waiting.id)).status).toBe(422);
    expect((await compare(one.id, uuidv7())).status).toBe(404);
  });

  it("are twenty at most that wait, and an id stands for one of them", async () => {
    const id = uuidv7();
    expect((await start(BARE, { id })).id).toBe(id);
    expect((await start(BARE, { id })).id).toBe(id);
    expect(desk.market.requested).toHaveLength(1);
    const other = await strategy();
    expect((await desk.post(`/strategies/${other}/backtests`, { id, settings: BARE }, { token })).status).toBe(409);
    for (let count = 1; count < 20; count += 1) await start();
    const refused = await desk.post(`/strategies/${strategyId}/backtests`, { settings: BARE }, { token });
    expect(refused.status).toBe(429);
    expect(String(refused.json<{ detail: string }>().detail)).toContain("cancel them");
  });

  it("are their owner's alone", async () => {
    const { id } = await start();
    const stranger = (await desk.signIn(await desk.person("analyst"))).accessToken;
    for (const [method, path] of [
      ["GET", `/strategy-runs/${id}`],
      ["GET", `/strategy-runs/${id}/trades`],
      ["GET", `/strategy-runs?strategyId=${strategyId}`],
      ["POST", `/strategy-runs/${id}/cancel`],
      ["POST", `/strategy-runs/${id}/resume`],
      ["DELETE", `/strategy-runs/${id}`],
    ] as const) {
      expect([path, (await desk.send(method, path, { token: stranger })).status]).toEqual([path, 404]);
    }
    const stream = { token: stranger, headers: { accept: "text/event-stream" } };
    expect((await desk.send("GET", `/strategy-runs/${id}/stream`, stream)).status).toBe(404);
    expect((await summary(id)).state).toBe("queued");
  });

  it("are removed when they have ended", async () => {
    const { id } = await start();
    expect((await desk.send("DELETE", `/strategy-runs/${id}`, { token })).status).toBe(409);
    await desk.send("POST", `/strategy-runs/${id}/cancel`, { token });
    expect((await desk.send("DELETE", `/strategy-runs/${id}`, { token })).status).toBe(204);
    expect((await desk.send("GET", `/strategy-runs/${id}`, { token })).status).toBe(404);
  });
});

describe("what cannot be run is refused before it is queued", () => {
  it.each<[string, string, object, string, string]>([
    [
      "an unknown parameter",
      "backtests",
      { settings: { parameters: { speed: 3 } } },
      "/settings/parameters/speed",
      "fast, slow",
    ],
    ["a parameter that its indicator cannot take", "backtests", { settings: { parameters: { fast: 0 } } }, "", ""],
    [
      "a span without candles",
      "backtests",
      { settings: { from: "2012-01-01T00:00:00Z", to: "2013-01-01T00:00:00Z" } },
      "/settings/from",
      "1d from",
    ],
    ["an unknown benchmark", "backtests", { settings: { benchmark: "nothing" } }, "/settings/benchmark", "no coin"],
    [
      "a portfolio that is not there",
      "backtests",
      { portfolioId: "00000000-0000-7000-8000-000000000000" },
      "",
      "portfolio",
    ],
    [
      "a search for what the rules lack",
      "optimisations",
      { plan: { parameters: [{ name: "speed", min: 1, max: 2, step: 1 }] } },
      "/plan/parameters/0/name",
      "fast, slow",
    ],
    [
      "a range that is none",
      "optimisations",
      { plan: { parameters: [{ name: "fast", min: 9, max: 2, step: 1 }] } },
      "/plan/parameters/0/max",
      "9",
    ],
    ["a grid of too many points", "optimisations", { plan: { tries: 10, parameters: WIDE } }, "/plan/tries", "760"],
    [
      "a search in a span without candles",
      "optimisations",
      { plan: { settings: { from: "2012-01-01T00:00:00Z", to: "2013-01-01T00:00:00Z" } } },
      "/plan/settings/from",
      "1d from",
    ],
  ])("%s", async (_, kind, body, pointer, said) => {
    const answer = await desk.post(`/strategies/${strategyId}/${kind}`, body, { token });
    expect([404, 422]).toContain(answer.status);
    const problem = answer.json<{ detail: string; errors?: { pointer: string; detail: string }[] }>();
    if (pointer !== "") expect(problem.errors?.[0]?.pointer).toBe(pointer);
    expect(JSON.stringify(problem)).toContain(said);
    expect(desk.market.requested.filter(({ name }) => name === "run-strategy")).toEqual([]);
  });
});
