import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";
import type { RuleCheck } from "@cryptodesk/shared/strategy/backtest.contract";
import type {
  Strategy,
  StrategyDetail,
  StrategyFile,
  StrategyPage,
  StrategyVersionPage,
  TemplateList,
  VersionDiff,
} from "@cryptodesk/shared/strategy/strategy.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { noRedis } from "../../../platform/redis/redis-link.ts";
import { strategyJobs } from "../strategy.jobs.ts";
import { createStrategyRuntime } from "../strategy-runtime.ts";
import { trendRules } from "./rules.fixture.ts";

let desk: IdentityDesk;
let owner: Person;
let token: string;
let strangerToken: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  const coin = { symbol: "BTC", name: "Bitcoin", image_url: null, categories: [], listed_at: desk.now };
  await desk.db
    .insertInto("coin")
    .values([
      { id: "bitcoin", ...coin },
      { id: "ethereum", ...coin },
    ])
    .execute();
});
afterAll(() => desk.close());
beforeEach(async () => {
  owner = await desk.person("analyst", "owner");
  token = (await desk.signIn(owner)).accessToken;
  strangerToken = (await desk.signIn(await desk.person("analyst", "stranger"))).accessToken;
});

async function create(body: object = { rules: trendRules() }): Promise<StrategyDetail> {
  const answer = await desk.post("/strategies", body, { token });
  expect([answer.status, answer.text]).toEqual([201, expect.anything()]);
  return answer.json<StrategyDetail>();
}

function save(id: string, body: object, headers: Record<string, string> = {}) {
  return desk.send("PUT", `/strategies/${id}`, { token, body, headers });
}

describe("a strategy", () => {
  it("is made out of rules, and told in both forms", async () => {
    const made = await create({ rules: trendRules(), tags: ["trend", "trend"], note: "first" });
    expect(made).toMatchObject({ version: 1, note: "first", rules: trendRules() });
    expect(made.strategy).toMatchObject({
      name: "Above its average",
      timeframe: "1d",
      tags: ["trend"],
      visibility: "private",
      blocked: false,
      isPapered: false,
      version: 1,
    });
    const got = await desk.send("GET", `/strategies/${made.strategy.id}`, { token });
    expect(got.json<StrategyDetail>()).toEqual(made);
    expect(got.headers.get("etag")).toMatch(/^(W\/)?"v1/);
  });

  it("is made out of text, to the same rules", async () => {
    const { text } = await create();
    expect((await create({ text })).rules).toEqual(trendRules());
  });

  it("is made once for an id, however often it is asked for", async () => {
    const id = uuidv7();
    const first = await create({ id, rules: trendRules() });
    expect((await create({ id, rules: trendRules() })).strategy.id).toBe(first.strategy.id);
    const other = await desk.post("/strategies", { id, rules: trendRules({ name: "Other" }) }, { token });
    expect(other.status).toBe(409);
    const foreign = await desk.post("/strategies", { id, rules: trendRules() }, { token: strangerToken });
    expect(foreign.status).toBe(409);
    expect((await desk.send("GET", "/strategies", { token })).json<StrategyPage>().items).toHaveLength(1);
  });

  it.each([
    ["neither form", {}, "/rules"],
    ["both forms", { rules: trendRules(), text: "strategy" }, "/rules"],
    [
      "an unknown series",
      {
        rules: trendRules({
          long: { enter: { kind: "compare", left: { series: "gone" }, operator: ">", right: 1 }, exit: null },
        }),
      },
      "/rules/long/enter/left",
    ],
    [
      "a coin nobody knows",
      { rules: trendRules({ universe: { kind: "coin", coin: "nocoin" } }) },
      "/rules/universe/coin",
    ],
    [
      "one unknown coin of a list",
      { rules: trendRules({ universe: { kind: "list", coins: ["bitcoin", "nocoin"] } }) },
      "/rules/universe/coins/1",
    ],
    [
      "an unknown indicator",
      { rules: { ...trendRules(), series: [{ name: "a", indicator: "magic" }] } },
      "/rules/series/0/indicator",
    ],
    ["text that says nothing", { text: "buy low, sell high" }, "/text"],
  ])("is refused for %s, with the place", async (_what, body, pointer) => {
    const answer = await desk.post("/strategies", body, { token });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(pointer)]);
  });

  it("is refused in text with line and column", async () => {
    const { text } = await create();
    const answer = await desk.post("/strategies", { text: text.replace("bitcoin", "nocoin") }, { token });
    expect([answer.status, answer.text]).toEqual([422, expect.stringMatching(/Line \d+, column \d+: .*nocoin/)]);
    const line = text.split("\n").findIndex((one) => one.includes("bitcoin")) + 1;
    expect(answer.text).toContain(`Line ${line},`);
  });

  it("is found by words, by tag, and page by page", async () => {
    await create({ rules: trendRules({ name: "Alpha 100%" }), tags: ["a"] });
    desk.pass(1);
    await create({ rules: trendRules({ name: "Beta" }), tags: ["a", "b"] });
    desk.pass(1);
    await create({ rules: trendRules({ name: "Gamma" }) });
    const names = async (query: string) =>
      (await desk.send("GET", `/strategies?${query}`, { token })).json<StrategyPage>().items.map(({ name }) => name);
    expect(await names("")).toEqual(["Gamma", "Beta", "Alpha 100%"]);
    expect(await names("search=BETA")).toEqual(["Beta"]);
    expect(await names("search=100%25")).toEqual(["Alpha 100%"]);
    expect(await names("search=_")).toEqual([]);
    expect(await names("tag=a")).toEqual(["Beta", "Alpha 100%"]);
    const page = (await desk.send("GET", "/strategies?limit=2", { token })).json<StrategyPage>();
    expect(await names(`limit=2&cursor=${page.nextCursor}`)).toEqual(["Alpha 100%"]);
  });

  it("is deleted, restored, and gone for good after 30 days", async () => {
    const { strategy } = await create();
    const at = `/strategies/${strategy.id}`;
    expect((await desk.send("DELETE", at, { token })).json<Strategy>().deletedAt).toBe(desk.now.toISOString());
    expect((await desk.send("GET", "/strategies", { token })).json<StrategyPage>().items).toEqual([]);
    expect((await desk.send("GET", "/strategies?deleted=true", { token })).json<StrategyPage>().items).toHaveLength(1);
    expect((await save(strategy.id, { rules: trendRules({ maxPositions: 2 }) })).status).toBe(404);
    expect((await desk.post(`${at}/restore`, {}, { token })).json<Strategy>().deletedAt).toBeNull();
    expect((await desk.post(`${at}/restore`, {}, { token })).status).toBe(409);
    await desk.send("DELETE", at, { token });
    desk.pass(29 * 86_400);
    await purge();
    expect((await desk.send("GET", at, { token: await signedInAgain() })).status).toBe(200);
    desk.pass(2 * 86_400);
    await purge();
    expect((await desk.send("GET", at, { token: await signedInAgain() })).status).toBe(404);
  });

  it("begins with a template that is checked like any other rules", async () => {
    const { items } = (await desk.send("GET", "/strategies/templates", { token })).json<TemplateList>();
    expect(items.length).toBeGreaterThanOrEqual(8);
    for (const { rules, text, name } of items) {
      const answer = await desk.post("/strategies/check", { text }, { token });
      expect([name, answer.json<RuleCheck>()]).toEqual([name, { valid: true, problems: [] }]);
      expect((await desk.post("/strategies/check", { rules }, { token })).json<RuleCheck>().valid).toBe(true);
    }
  });

  it("is checked without being saved", async () => {
    const text = (await create()).text.replaceAll("slow", "quick").replace("quick", "slow");
    const check = (await desk.post("/strategies/check", { text }, { token })).json<RuleCheck>();
    expect(check.valid).toBe(false);
    expect(check.problems[0]).toMatchObject({ line: expect.any(Number), column: expect.any(Number) });
    expect((await desk.send("GET", "/strategies", { token })).json<StrategyPage>().items).toHaveLength(1);
  });

  it("goes to a file and comes back from it", async () => {
    const { strategy, rules } = await create({ rules: trendRules(), tags: ["kept"] });
    const file = (await desk.send("GET", `/strategies/${strategy.id}/file`, { token })).json<StrategyFile>();
    const answer = await desk.post("/strategies/files", { file }, { token: strangerToken });
    expect(answer.status).toBe(201);
    expect(answer.json<StrategyDetail>()).toMatchObject({ rules, strategy: { tags: ["kept"] } });
    const bad = { ...file, rules: { ...rules, universe: { kind: "coin", coin: "nocoin" } } };
    const refused = await desk.post("/strategies/files", { file: bad }, { token });
    expect([refused.status, refused.text]).toEqual([422, expect.stringContaining("/file/rules/universe/coin")]);
  });

  it("is in the export of its account with every version", async () => {
    const { strategy } = await create();
    await save(strategy.id, { rules: trendRules({ maxPositions: 2 }) });
    const { strategies } = (await desk.send("GET", "/account/export", { token })).json<AccountExport>();
    expect(strategies).toMatchObject([
      {
        id: strategy.id,
        versions: [
          { version: 1, rules: trendRules() },
          { version: 2, rules: { maxPositions: 2 } },
        ],
      },
    ]);
  });
});

describe("versions of a strategy", () => {
  it("are made by every save, and by no save of the same rules", async () => {
    const { strategy } = await create();
    const saved = await save(strategy.id, { rules: trendRules({ name: "Renamed" }), note: "a name" });
    expect(saved.json<StrategyDetail>()).toMatchObject({ version: 2, note: "a name", strategy: { name: "Renamed" } });
    expect(saved.headers.get("etag")).toBe('"v2"');
    const again = await save(strategy.id, { rules: trendRules({ name: "Renamed" }) });
    expect(again.json<StrategyDetail>()).toMatchObject({ version: 2, note: "a name" });
    const first = await desk.send("GET", `/strategies/${strategy.id}?version=1`, { token });
    expect(first.json<StrategyDetail>()).toMatchObject({ version: 1, rules: { name: "Above its average" } });
    const missing = await desk.send("GET", `/strategies/${strategy.id}?version=3`, { token });
    expect([missing.status, missing.text]).toEqual([404, expect.stringContaining("1 to 2")]);
    const { items } = (
      await desk.send("GET", `/strategies/${strategy.id}/versions`, { token })
    ).json<StrategyVersionPage>();
    expect(items.map(({ version, name }) => [version, name])).toEqual([
      [2, "Renamed"],
      [1, "Above its average"],
    ]);
  });

  it("are paged", async () => {
    const { strategy } = await create();
    for (const maxPositions of [2, 3]) await save(strategy.id, { rules: trendRules({ maxPositions }) });
    const at = `/strategies/${strategy.id}/versions?limit=2`;
    const page = (await desk.send("GET", at, { token })).json<StrategyVersionPage>();
    expect(page.items.map(({ version }) => version)).toEqual([3, 2]);
    const next = (await desk.send("GET", `${at}&cursor=${page.nextCursor}`, { token })).json<StrategyVersionPage>();
    expect([next.items.map(({ version }) => version), next.nextCursor]).toEqual([[1], null]);
    expect((await desk.send("GET", `${at}&cursor=nonsense`, { token })).status).toBe(422);
  });

  it("are not written over what somebody else saved meanwhile", async () => {
    const { strategy } = await create();
    const tag = (await desk.send("GET", `/strategies/${strategy.id}`, { token })).headers.get("etag") ?? "";
    const two = { rules: trendRules({ maxPositions: 2 }) };
    expect((await save(strategy.id, two, { "if-match": tag })).status).toBe(200);
    const three = { rules: trendRules({ maxPositions: 3 }) };
    const stale = await save(strategy.id, three, { "if-match": tag });
    expect([stale.status, stale.text]).toEqual([412, expect.stringContaining("version is 2 now")]);
    expect((await save(strategy.id, { ...three, expectedVersion: 1 })).status).toBe(412);
    expect((await save(strategy.id, { ...three, expectedVersion: 2 })).status).toBe(200);
  });

  it("come one after the other where many save at once", async () => {
    const { strategy } = await create();
    const answers = await Promise.all(
      [2, 3, 4, 5].map((maxPositions) =>
        save(strategy.id, { rules: trendRules({ maxPositions }), expectedVersion: 1 }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
  });

  it("are compared line by line", async () => {
    const { strategy } = await create();
    await save(strategy.id, { rules: trendRules({ sizing: { kind: "equity", pct: 25 } }) });
    const diff = (await desk.send("GET", `/strategies/${strategy.id}/diff?from=1&to=2`, { token })).json<VersionDiff>();
    expect(diff.lines.filter(({ kind }) => kind !== "same").map(({ kind, text }) => `${kind} ${text}`)).toEqual([
      expect.stringMatching(/^removed .*50/),
      expect.stringMatching(/^added .*25/),
    ]);
  });

  it("are restored as a version that says where it is from", async () => {
    const { strategy } = await create();
    await save(strategy.id, { rules: trendRules({ maxPositions: 2 }) });
    const restored = await desk.post(`/strategies/${strategy.id}/versions/1/restore`, {}, { token });
    expect(restored.json<StrategyDetail>()).toMatchObject({ version: 3, rules: trendRules() });
    const { items } = (
      await desk.send("GET", `/strategies/${strategy.id}/versions`, { token })
    ).json<StrategyVersionPage>();
    expect(items[0]).toMatchObject({ version: 3, restoredFrom: 1, rulesHash: items[2]?.rulesHash });
  });
});

describe("somebody else", () => {
  it("finds nothing of a private strategy at any door", async () => {
    const { strategy } = await create();
    const at = `/strategies/${strategy.id}`;
    const doors = [
      ["GET", at, undefined],
      ["PUT", at, { rules: trendRules({ maxPositions: 2 }) }],
      ["PUT", at, { rules: trendRules({ universe: { kind: "coin", coin: "nocoin" } }) }],
      ["PATCH", at, { tags: [] }],
      ["DELETE", at, undefined],
      ["POST", `${at}/restore`, {}],
      ["GET", `${at}/versions`, undefined],
      ["GET", `${at}/diff?from=1&to=1`, undefined],
      ["POST", `${at}/versions/1/restore`, {}],
      ["GET", `${at}/file`, undefined],
      ["POST", `${at}/fork`, {}],
      ["POST", `${at}/link`, {}],
      ["DELETE", `${at}/link`, undefined],
    ] as const;
    for (const [method, path, body] of doors) {
      const answer = await desk.send(method, path, { token: strangerToken, ...(body && { body }) });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    expect((await desk.send("GET", at, { token })).json<StrategyDetail>().version).toBe(1);
  });
});

async function purge(): Promise<void> {
  const { market } = desk.market;
  const runtime = createStrategyRuntime(market, {} as Parameters<typeof createStrategyRuntime>[1], noRedis);
  await strategyJobs(runtime)
    .find(({ name }) => name === "maintain-strategies")
    ?.run({}, quietRun);
}

/** Sessions end while the clock is turned on by weeks. */
async function signedInAgain(): Promise<string> {
  return (await desk.signIn(owner)).accessToken;
}
