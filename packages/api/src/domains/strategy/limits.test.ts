import type { Problem } from "@cryptodesk/shared/errors/problem.contract";
import type { PaperAccount } from "@cryptodesk/shared/strategy/paper.contract";
import type { StrategyRun } from "@cryptodesk/shared/strategy/run.contract";
import type { StrategyDetail } from "@cryptodesk/shared/strategy/strategy.contract";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addCandles, wavingPrices } from "../../../test/support/candle-market.ts";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../test/support/identity-desk.ts";
import { trendRules } from "./strategies/rules.fixture.ts";

let desk: IdentityDesk;
let owner: Person;
let token: string;
let strategyId: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  await addCandles(desk.db, "bitcoin", wavingPrices(120), desk.now);
});
afterAll(() => desk.close());
beforeEach(async () => {
  owner = await desk.person("analyst", "owner");
  token = (await desk.signIn(owner)).accessToken;
  const made = await desk.post("/strategies", { rules: trendRules() }, { token });
  strategyId = made.json<StrategyDetail>().strategy.id;
});

const create = (name: string) => desk.post("/strategies", { rules: trendRules({ name }) }, { token });
const fork = () => desk.post(`/strategies/${strategyId}/fork`, {}, { token });
const save = (maxPositions: number) =>
  desk.send("PUT", `/strategies/${strategyId}`, { token, body: { rules: trendRules({ maxPositions }) } });
const follow = () => desk.post("/paper-accounts", { strategyId }, { token });
const run = () =>
  desk.post(`/strategies/${strategyId}/backtests`, { settings: { honesty: false, benchmark: null } }, { token });

interface Answer {
  status: number;
  json<T>(): T;
}

function refused(answer: Answer): [number, string] {
  return [answer.status, answer.json<Problem>().detail];
}

/** Copies a row of the account until it has so many. */
async function copyUntil(
  table: "strategy" | "paper_account" | "strategy_run",
  id: string,
  count: number,
): Promise<void> {
  const have = (await desk.db.selectFrom(table).select("id").where("account_id", "=", owner.id).execute()).length;
  await sql`
    INSERT INTO ${sql.table(table)}
    SELECT (jsonb_populate_record(first, jsonb_build_object('id', gen_random_uuid(), 'nth', n))).*
    FROM generate_series(1, ${count - have}::int) AS n, ${sql.table(table)} AS first
    WHERE first.id = ${id}`.execute(desk.db);
}

describe("an account", () => {
  it("has 500 strategies at most, whichever way another would come", async () => {
    await copyUntil("strategy", strategyId, 499);
    expect((await create("the last one")).status).toBe(201);
    for (const answer of [await create("one more"), await fork()]) {
      const [status, detail] = refused(answer);
      expect(status).toBe(409);
      expect(detail).toContain("at most 500 strategies");
      expect(detail).toContain("Save these rules as a version of one that you have");
    }
    await desk.send("DELETE", `/strategies/${strategyId}`, { token });
    expect((await create("after a deletion")).status).toBe(409);
    const other = (await desk.signIn(await desk.person("analyst", "other"))).accessToken;
    expect((await desk.post("/strategies", { rules: trendRules() }, { token: other })).status).toBe(201);
  });

  it("has 100 paper accounts at most, and another one when one is removed", async () => {
    const first = (await follow()).json<PaperAccount>();
    await copyUntil("paper_account", first.id, 99);
    expect((await follow()).status).toBe(201);
    const [status, detail] = refused(await follow());
    expect([status, detail]).toEqual([409, "An account has at most 100 paper accounts. Remove one first."]);
    // Asked for again with its id it is the one that is there.
    const again = await desk.post("/paper-accounts", { strategyId, id: first.id }, { token });
    expect([again.status, again.json<PaperAccount>().id]).toEqual([201, first.id]);
    await desk.send("DELETE", `/paper-accounts/${first.id}`, { token });
    expect((await follow()).status).toBe(201);
  });

  it("has 20 runs at most that wait or go on, also where many are asked for at once", async () => {
    const answers = await Promise.all(Array.from({ length: 26 }, run));
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([...Array(20).fill(202), ...Array(6).fill(429)]);
    const late = answers.find(({ status }) => status === 429);
    expect(late?.json<Problem>().detail).toBe("20 of your runs wait or go on. Let some end, or cancel them.");
    expect(Number(late?.headers.get("retry-after"))).toBeGreaterThan(0);
    const [one] = answers.filter(({ status }) => status === 202);
    await desk.post(`/strategy-runs/${one?.json<StrategyRun>().id}/cancel`, {}, { token });
    expect((await run()).status).toBe(202);
  });

  it("keeps its newest 1,000 runs that have ended, and loses none that goes on", async () => {
    const waiting = (await run()).json<StrategyRun>();
    const old = (await run()).json<StrategyRun>();
    const change = { requested_at: new Date(0) };
    await desk.db.updateTable("strategy_run").set({ state: "succeeded" }).where("id", "=", old.id).execute();
    await copyUntil("strategy_run", old.id, 1_002);
    await desk.db.updateTable("strategy_run").set(change).where("id", "in", [old.id, waiting.id]).execute();
    const started = (await run()).json<StrategyRun>();
    const rows = await desk.db.selectFrom("strategy_run").select("id").where("account_id", "=", owner.id).execute();
    expect(rows).toHaveLength(1_002);
    const isKept = ({ id }: StrategyRun) => rows.some((row) => row.id === id);
    expect([old, waiting, started].map(isKept)).toEqual([false, true, true]);
  });
});

describe("a strategy", () => {
  it("has 1,000 versions at most; a fork goes on from there", async () => {
    await desk.db.updateTable("strategy_version").set({ version: 999 }).where("strategy_id", "=", strategyId).execute();
    await desk.db.updateTable("strategy").set({ version: 999 }).where("id", "=", strategyId).execute();
    expect((await save(2)).status).toBe(200);
    expect(refused(await save(3))).toEqual([
      409,
      "A strategy has at most 1000 versions. Fork this one to go on from here.",
    ]);
    // What is saved already is no new version.
    expect((await save(2)).status).toBe(200);
    const forked = await fork();
    expect([forked.status, forked.json<StrategyDetail>().version]).toEqual([201, 1]);
  });

  const condition = { kind: "always" } as const;
  const nested = (depth: number): object => (depth === 0 ? condition : { kind: "not", of: nested(depth - 1) });
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`);
  it.each<[string, object, string, string]>([
    ["more than 50 coins", { universe: { kind: "list", coins: numbered(51) } }, "/rules/universe/coins", "50"],
    [
      "a universe of more than 50",
      { universe: { kind: "top", count: 51, rebalance: "1w" } },
      "/rules/universe/count",
      "50",
    ],
    ["more than 50 positions", { maxPositions: 51 }, "/rules/maxPositions", "50"],
    [
      "more than 40 series",
      { series: numbered(41).map((name) => ({ name, indicator: "sma", parameters: {} })) },
      "/rules/series",
      "40",
    ],
    [
      "more than 20 parameters",
      { parameters: numbered(21).map((name) => ({ name, value: 1, min: 1, max: 2, step: 1 })) },
      "/rules/parameters",
      "20",
    ],
    [
      "more than 20 conditions beside each other",
      { long: { enter: { kind: "all", of: Array(21).fill(condition) } } },
      "/rules/long/enter/of",
      "20",
    ],
  ])("is refused with %s, at its place and with how many may be", async (_what, change, pointer, most) => {
    const answer = await desk.post("/strategies", { rules: { ...trendRules(), ...change } }, { token });
    expect(answer.status).toBe(422);
    const { errors } = answer.json<Problem>();
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
    expect(errors?.find((error) => error.pointer === pointer)?.detail).toContain(most);
  });

  it("is refused with conditions in each other without end, however many", async () => {
    const deep = (depth: number) =>
      desk.post("/strategies", { rules: { ...trendRules(), long: { enter: nested(depth) } } }, { token });
    const [status, detail] = refused(await deep(40));
    expect([status, detail]).toEqual([422, expect.stringMatching(/nested \d+ levels deep; split this one/)]);
    expect((await deep(2_000)).status).toBe(400);
  });

  it("is refused as a text of more than 60,000 characters, or a body of more than 256 kB", async () => {
    const long = await desk.post("/strategies", { text: `# ${"x".repeat(60_000)}` }, { token });
    expect(long.status).toBe(422);
    expect(long.json<Problem>().errors?.[0]).toMatchObject({
      pointer: "/text",
      detail: expect.stringContaining("60000"),
    });
    const large = await desk.post("/strategies", { rules: trendRules(), note: "x".repeat(300_000) }, { token });
    expect([large.status, large.json<Problem>().detail]).toEqual([413, expect.stringContaining("256 kB")]);
  });
});

describe("a run", () => {
  it.each<[string, string, object, string]>([
    ["more tries than 20,000", "optimisations", { plan: { tries: 20_001, parameters: [] } }, "/plan/tries"],
    ["no capital", "backtests", { settings: { capital: 0 } }, "/settings/capital"],
  ])("is refused with %s", async (_what, kind, body, pointer) => {
    const answer = await desk.post(`/strategies/${strategyId}/${kind}`, body, { token });
    expect(answer.status).toBe(422);
    expect(answer.json<Problem>().errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it("is compared with seven others at most", async () => {
    const runIds = Array.from({ length: 9 }, () => uuidv7());
    const answer = await desk.post("/strategy-runs/compare", { runIds }, { token });
    expect(answer.json<Problem>().errors?.[0]).toMatchObject({
      pointer: "/runIds",
      detail: expect.stringContaining("8"),
    });
  });
});
