import type { StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type IdentityDesk, openIdentityDesk, type Person } from "../../../../test/support/identity-desk.ts";
import { quietRun } from "../../../../test/support/market-desk.ts";
import { asOwner } from "../../../platform/database/owned-rows.ts";
import { trendRules } from "../strategies/rules.fixture.ts";
import { followPaperAccounts } from "./follow-paper.ts";
import { followOnPaper, type ScriptedMarket, scriptedMarket } from "./paper.fixture.ts";
import { PaperRepository, type PaperRow } from "./paper.repository.ts";

const MINUTES_5 = 300_000;
const T = Date.UTC(2026, 0, 5, 12);
const FREE = { makerPct: 0, takerPct: 0, slippage: { kind: "none" } } as const;

let desk: IdentityDesk;
let owner: Person;
let market: ScriptedMarket;
let warnings: unknown[];

beforeAll(async () => {
  desk = await openIdentityDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  await desk.db.deleteFrom("paper_account").execute();
  desk.now = new Date(T + 60_000);
  owner = await desk.person("analyst", "owner");
  market = scriptedMarket();
  warnings = [];
  market.closes.set("bitcoin", new Map([-2, -1, 0].map((back) => [T + back * MINUTES_5, 100])));
  market.live.set("bitcoin", 100);
});

/** Long above 100, out below it. */
const follow = (change: Partial<StrategyRulesInput> = {}) => {
  const rules = trendRules({
    timeframe: "5m",
    series: [],
    parameters: [],
    long: {
      enter: { kind: "compare", left: { price: "close" }, operator: ">", right: 100 },
      exit: { kind: "compare", left: { price: "close" }, operator: "<", right: 100 },
    },
    costs: FREE,
    sizing: { kind: "equity", pct: 100 },
    ...change,
  });
  return followOnPaper(desk.db, { accountId: owner.id, rules, now: desk.now });
};

/** Goes on to so many seconds after a close, counted in candles from the start. */
function at(candle: number, seconds = 15): void {
  desk.now = new Date(T + candle * MINUTES_5 + seconds * 1_000);
}

function close(candle: number, price: number): void {
  market.closes.get("bitcoin")?.set(T + candle * MINUTES_5, price);
}

const look = () =>
  followPaperAccounts(
    { db: desk.market.market.db, clock: () => desk.now, market, warn: (_id, error) => warnings.push(error) },
    quietRun,
  );

async function read(id: string) {
  return asOwner(desk.db, owner.id, async (db) => {
    const paper = new PaperRepository(db);
    const row = (await paper.find(owner.id, id)) as PaperRow;
    const signals = (await paper.signals(owner.id, id, { before: null, limit: 250 })).reverse();
    return {
      row,
      signals,
      trades: await paper.trades(owner.id, id, 250),
      points: await paper.equity(owner.id, id, 250),
    };
  });
}

describe("a strategy followed on paper", () => {
  it("is entered after the close of a candle, at the price of that moment, once", async () => {
    const id = await follow();
    await look();
    expect((await read(id)).signals).toEqual([]);
    close(1, 110);
    market.live.set("bitcoin", 112);
    at(1, 20);
    expect(await look()).toEqual({ accounts: 1, candles: 1, failed: 0 });
    expect(await look()).toMatchObject({ candles: 0 });
    const { row, signals, points } = await read(id);
    expect(signals).toMatchObject([
      {
        coin: "bitcoin",
        action: "enter-long",
        candle_at: new Date(T + MINUTES_5),
        recorded_at: new Date(T + MINUTES_5 + 20_000),
        close_price: 110,
        fill_price: 112,
        note: null,
      },
    ]);
    expect(signals[0]?.trace).toContain("110");
    expect(row.last_candle_at).toEqual(new Date(T + MINUTES_5));
    expect(row.next_candle_at).toEqual(new Date(T + 2 * MINUTES_5));
    expect(row.book.tranches).toMatchObject([{ quantity: 10_000 / 112 }]);
    expect(points).toEqual([{ at: new Date(T + MINUTES_5), equity: 10_000 }]);
  });

  it("is left at a later close, and the trade written down", async () => {
    const id = await follow();
    close(1, 110);
    at(1);
    market.live.set("bitcoin", 100);
    await look();
    close(2, 90);
    at(2);
    market.live.set("bitcoin", 95);
    await look();
    const { row, trades, points, signals } = await read(id);
    expect(trades).toMatchObject([{ number: 1, entryPrice: 100, exitPrice: 95, profitUsd: -500, reason: "signal" }]);
    expect(row.book).toMatchObject({ cash: 9_500, tranches: [] });
    expect(points.map(({ equity }) => equity)).toEqual([10_000, 9_500]);
    expect(signals.map(({ action }) => action)).toEqual(["enter-long", "exit-long"]);
  });

  it("is stopped between candles at live prices", async () => {
    const id = await follow({ stops: { fixedPct: 5 } });
    close(1, 110);
    at(1);
    await look();
    at(1, 100);
    market.live.set("bitcoin", 94);
    await look();
    const { trades, row, points } = await read(id);
    expect(trades).toMatchObject([{ reason: "stop", exitPrice: 94, exitedAt: desk.now.toISOString() }]);
    expect(row.last_candle_at).toEqual(new Date(T + MINUTES_5));
    expect(points).toHaveLength(1);
  });

  it("has what the desk missed noted, and nothing of it filled", async () => {
    const id = await follow();
    close(1, 90);
    at(1);
    await look();
    close(2, 110);
    close(3, 120);
    close(4, 90);
    at(4);
    await look();
    const { signals, row, points } = await read(id);
    expect(signals).toMatchObject([
      { action: "enter-long", candle_at: new Date(T + 2 * MINUTES_5), fill_price: null },
      { action: "enter-long", candle_at: new Date(T + 3 * MINUTES_5), fill_price: null },
    ]);
    expect(signals[0]?.note).toContain("nothing is filled after the fact");
    expect(row.book.cash).toBe(10_000);
    expect(points.map(({ at: when }) => when.getTime())).toEqual([T + MINUTES_5, T + 4 * MINUTES_5]);
  });

  it("waits for a candle that is late, and acts on it when it is there", async () => {
    const id = await follow();
    at(1, 15);
    await look();
    expect((await read(id)).row.last_candle_at).toBeNull();
    close(1, 110);
    at(1, 90);
    await look();
    expect((await read(id)).signals).toMatchObject([{ recorded_at: desk.now, fill_price: 100 }]);
  });

  it("says which coin has no candles any more, and goes on with the others", async () => {
    const id = await follow({ universe: { kind: "list", coins: ["bitcoin", "gone"] }, maxPositions: 2 });
    market.closes.set("gone", new Map([[T - 20 * MINUTES_5, 5]]));
    close(1, 110);
    at(1);
    await look();
    const { row, signals } = await read(id);
    expect(row.problem).toContain("gone");
    expect(row.state).toBe("running");
    expect(signals).toMatchObject([{ coin: "bitcoin", fill_price: 100 }]);
    market.closes.get("gone")?.set(T + 2 * MINUTES_5, 5);
    close(2, 110);
    at(2);
    await look();
    expect((await read(id)).row.problem).toBeNull();
  });

  it("records a signal that it could not fill without a live price", async () => {
    const id = await follow();
    market.live.clear();
    close(1, 110);
    at(1);
    await look();
    expect((await read(id)).signals).toMatchObject([{ fill_price: null, note: expect.stringContaining("live price") }]);
  });

  it("is told where the market has nothing, and goes on when it has", async () => {
    const id = await follow();
    market.closes.clear();
    at(1);
    await look();
    expect((await read(id)).row).toMatchObject({ state: "running", problem: "there are no candles" });
  });

  it("is let alone while it is paused or its strategy is deleted", async () => {
    const id = await follow();
    close(1, 110);
    at(1);
    await desk.db.updateTable("strategy").set({ deleted_at: desk.now }).execute();
    expect(await look()).toMatchObject({ accounts: 0 });
    await desk.db.updateTable("strategy").set({ deleted_at: null }).execute();
    await desk.db.updateTable("paper_account").set({ state: "paused" }).execute();
    expect(await look()).toMatchObject({ accounts: 0 });
    await desk.db.updateTable("paper_account").set({ state: "running" }).execute();
    expect(await look()).toMatchObject({ accounts: 1, candles: 1 });
    expect((await read(id)).signals).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it("does not keep others from being followed where something goes wrong", async () => {
    const broken = await follow();
    const fine = await follow();
    const bad = JSON.stringify({ nonsense: true });
    await desk.db.updateTable("paper_account").set({ rules: bad }).where("id", "=", broken).execute();
    close(1, 110);
    at(1);
    expect(await look()).toEqual({ accounts: 2, candles: 1, failed: 1 });
    expect((await read(fine)).signals).toHaveLength(1);
    expect(warnings).toHaveLength(1);
  });

  it("does not wait for one that is slow before the others are looked at", async () => {
    const slow = await follow();
    const fine = await follow();
    close(1, 110);
    at(1);
    const { judge } = market;
    let looked: () => void = () => {};
    const othersLooked = new Promise<void>((resolve) => {
      looked = resolve;
    });
    let first = true;
    market.judge = async (...question) => {
      const isSlow = first;
      first = false;
      if (isSlow) await othersLooked;
      else looked();
      return judge(...question);
    };
    expect(await look()).toEqual({ accounts: 2, candles: 2, failed: 0 });
    expect((await read(slow)).signals).toHaveLength(1);
    expect((await read(fine)).signals).toHaveLength(1);
  });
});

describe("a position on paper whose series breaks off", () => {
  /** Entered at 100 after the first close. */
  async function holding(): Promise<string> {
    const id = await follow();
    close(1, 110);
    at(1);
    await look();
    expect((await read(id)).row.book.tranches).toHaveLength(1);
    return id;
  }

  it("is closed at the last close before it where it goes on as another coin", async () => {
    const id = await holding();
    market.breaks.set("bitcoin", T + 2 * MINUTES_5);
    market.live.set("bitcoin", 40_000);
    close(2, 41_000);
    at(2);
    await look();
    const { trades, row, signals } = await read(id);
    expect(trades).toMatchObject([{ number: 1, reason: "gap", entryPrice: 100, exitPrice: 110, profitUsd: 1_000 }]);
    // The rules hold of what trades under its name now: that is entered anew.
    expect(signals.at(-1)).toMatchObject({ action: "enter-long", fill_price: 40_000 });
    expect(row.book.tranches).toMatchObject([{ entryPrice: 40_000 }]);
  });

  it("is closed at its last known price when neither candles nor prices come any more", async () => {
    const id = await holding();
    market.live.set("bitcoin", 97);
    at(1, 60);
    await look();
    market.live.clear();
    market.silent.add("bitcoin");
    for (const candle of [2, 3, 4]) {
      at(candle, 200);
      await look();
    }
    expect((await read(id)).row.book.tranches).toHaveLength(1);
    for (const candle of [5, 6]) {
      at(candle, 200);
      await look();
    }
    const { trades, row, points } = await read(id);
    expect(trades).toMatchObject([{ reason: "gap", exitPrice: 97, profitUsd: -300 }]);
    expect(row).toMatchObject({ state: "running", book: { cash: 9_700, tranches: [] } });
    expect(row.problem).toContain("closed at its last known price");
    expect(points.at(-1)).toMatchObject({ equity: 9_700 });
  });

  it("stays, with its stops, while prices come without candles, and its owner is told", async () => {
    const id = await follow({ stops: { fixedPct: 5 } });
    close(1, 110);
    at(1);
    await look();
    for (let candle = 2; candle <= 8; candle += 1) {
      at(candle, 200);
      await look();
    }
    const { row } = await read(id);
    expect(row.book.tranches).toHaveLength(1);
    expect(row.problem).toContain("keeps its stops and targets at live prices");
    market.live.set("bitcoin", 90);
    at(8, 230);
    await look();
    expect((await read(id)).trades).toMatchObject([{ reason: "stop", exitPrice: 90 }]);
  });

  it("is closed also where the market has no candles at all any more", async () => {
    const id = await holding();
    market.closes.clear();
    market.live.clear();
    market.silent.add("bitcoin");
    at(2, 60);
    await look();
    expect((await read(id)).row).toMatchObject({
      problem: "there are no candles",
      last_candle_at: new Date(T + MINUTES_5),
    });
    at(2, 200);
    await look();
    const { row, trades } = await read(id);
    expect(trades).toMatchObject([{ reason: "gap", exitPrice: 100 }]);
    expect(row.last_candle_at).toEqual(new Date(T + 2 * MINUTES_5));
  });

  it("is not closed by a desk that was off and has not fetched anything yet", async () => {
    const id = await holding();
    market.live.clear();
    market.silent.add("bitcoin");
    at(9, 200);
    await look();
    expect((await read(id)).row.book.tranches).toHaveLength(1);
    at(10, 200);
    await look();
    expect((await read(id)).trades).toMatchObject([{ reason: "gap" }]);
  });
});
