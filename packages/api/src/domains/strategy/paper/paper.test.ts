import type { AccountExport } from "@cryptodesk/shared/identity/account.contract";
import type { PaperAccount, PaperAccountPage, PaperDetail } from "@cryptodesk/shared/strategy/paper.contract";
import type { StrategyDetail, StrategyPage } from "@cryptodesk/shared/strategy/strategy.contract";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk } from "../../../../test/support/identity-desk.ts";
import { CandleRepository } from "../../market/candle.repository.ts";
import { CoverageRepository } from "../../market/coverage.repository.ts";
import { trendRules } from "../strategies/rules.fixture.ts";

const DAY_MS = 86_400_000;
let desk: IdentityDesk;
let token: string;
let strangerToken: string;
let strategyId: string;

beforeAll(async () => {
  desk = await openIdentityDesk();
  const coin = { name: "Bitcoin", image_url: null, categories: [], listed_at: desk.now };
  const row = { id: "bitcoin", symbol: "BTC", ...coin };
  const { no } = await desk.db.insertInto("coin").values(row).returning("no").executeTakeFirstOrThrow();
  await desk.db
    .insertInto("coin")
    .values({ id: "silent", symbol: "SLT", ...coin })
    .execute();
  const coverage = { reached: null, state: "complete", attempts: 0, lastError: null } as const;
  for (const { no: each } of await desk.db.selectFrom("coin").select("no").execute()) {
    for (const series of ["1h", "1d", "candles-1h", "candles-1d"] as const) {
      await new CoverageRepository(desk.db).save(each, series, coverage, desk.now);
    }
  }
  const today = Math.floor(desk.now.getTime() / DAY_MS) * DAY_MS;
  const candles = Array.from({ length: 120 }, (_, back) => {
    const price = String(100 + back);
    const prices = { open: price, high: price, low: price, close: price, volume: "10" };
    return { openTime: new Date(today - (120 - back) * DAY_MS), ...prices, complete: true };
  });
  await new CandleRepository(desk.db).save(no, "1d", "binance", "BTCUSDT", candles);
});
afterAll(() => desk.close());
beforeEach(async () => {
  token = (await desk.signIn(await desk.person("analyst", "owner"))).accessToken;
  strangerToken = (await desk.signIn(await desk.person("analyst", "stranger"))).accessToken;
  strategyId = (await make(trendRules())).strategy.id;
});

async function make(rules: object): Promise<StrategyDetail> {
  return (await desk.post("/strategies", { rules }, { token })).json<StrategyDetail>();
}

const start = (body: object = {}) => desk.post("/paper-accounts", { strategyId, ...body }, { token });

describe("a paper account", () => {
  it("is begun for one version, with its capital, from the next close on", async () => {
    await desk.send("PUT", `/strategies/${strategyId}`, { token, body: { rules: trendRules({ maxPositions: 2 }) } });
    const answer = await start({ version: 1, capital: 5_000 });
    const midnight = Math.floor(desk.now.getTime() / DAY_MS) * DAY_MS + DAY_MS;
    expect([answer.status, answer.body]).toMatchObject([
      201,
      {
        strategyName: "Above its average",
        version: 1,
        state: "running",
        capital: 5_000,
        equity: 5_000,
        cash: 5_000,
        returnPct: 0,
        trades: 0,
        lastCandleAt: null,
        nextCandleAt: new Date(midnight).toISOString(),
      },
    ]);
    const { items } = (await desk.send("GET", "/strategies", { token })).json<StrategyPage>();
    expect(items).toMatchObject([{ isPapered: true }]);
    const { paperAccounts } = (await desk.send("GET", "/account/export", { token })).json<AccountExport>();
    expect(paperAccounts).toMatchObject([{ strategyId, version: 1, cash: 5_000, signals: [], trades: [] }]);
  });

  it("is begun once for an id", async () => {
    const id = uuidv7();
    expect((await start({ id })).json<PaperAccount>().id).toBe(id);
    expect((await start({ id })).status).toBe(201);
    expect((await start({ id, capital: 1 })).status).toBe(409);
    const page = (await desk.send("GET", "/paper-accounts", { token })).json<PaperAccountPage>();
    expect(page.items).toHaveLength(1);
  });

  it.each([
    ["a coin without candles", { universe: { kind: "coin", coin: "silent" } }, "silent"],
    ["a timeframe finer than what is stored", { timeframe: "5m" }, "finer"],
  ] as const)("is refused for %s, saying what is available", async (_what, change, words) => {
    const { strategy } = await make(trendRules(change as object));
    const answer = await start({ strategyId: strategy.id });
    expect([answer.status, answer.text]).toEqual([422, expect.stringContaining(words)]);
    expect(answer.text).toContain("/strategyId");
  });

  it("is paused, goes on from the next close, and is removed", async () => {
    const { id } = (await start()).json<PaperAccount>();
    const at = `/paper-accounts/${id}`;
    const change = async (state: string) =>
      (await desk.send("PATCH", at, { token, body: { state } })).json<PaperAccount>();
    expect(await change("paused")).toMatchObject({ state: "paused", nextCandleAt: null });
    const running = await change("running");
    expect(running).toMatchObject({ state: "running", nextCandleAt: expect.any(String) });
    expect(Date.parse(running.nextCandleAt ?? "")).toBeGreaterThan(desk.now.getTime());
    const detail = (await desk.send("GET", at, { token })).json<PaperDetail>();
    expect(detail).toMatchObject({ account: { id }, positions: [], trades: [], curve: [] });
    expect((await desk.send("DELETE", at, { token })).status).toBe(200);
    expect((await desk.send("GET", at, { token })).status).toBe(404);
  });

  it("cannot be begun or let go on for a strategy that was deleted", async () => {
    const { id } = (await start()).json<PaperAccount>();
    await desk.send("PATCH", `/paper-accounts/${id}`, { token, body: { state: "paused" } });
    await desk.send("DELETE", `/strategies/${strategyId}`, { token });
    expect((await start()).status).toBe(404);
    const answer = await desk.send("PATCH", `/paper-accounts/${id}`, { token, body: { state: "running" } });
    expect(answer.status).toBe(404);
  });

  it("is nobody else's to see or change", async () => {
    const { id } = (await start()).json<PaperAccount>();
    const doors = [
      ["GET", `/paper-accounts/${id}`, undefined],
      ["GET", `/paper-accounts/${id}/signals`, undefined],
      ["PATCH", `/paper-accounts/${id}`, { state: "paused" }],
      ["DELETE", `/paper-accounts/${id}`, undefined],
      ["POST", "/paper-accounts", { strategyId }],
    ] as const;
    for (const [method, path, body] of doors) {
      const answer = await desk.send(method, path, { token: strangerToken, ...(body && { body }) });
      expect([method, path, answer.status]).toEqual([method, path, 404]);
    }
    const page = await desk.send("GET", "/paper-accounts", { token: strangerToken });
    expect(page.json<PaperAccountPage>().items).toEqual([]);
  });
});
