import { readSettings } from "@cryptodesk/quant/backtest/run-settings";
import { parameterValues } from "@cryptodesk/quant/rules/parameter-values";
import type { SignalAction } from "@cryptodesk/quant/signals/signal-set";
import type { StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { describe, expect, it } from "vitest";
import { trendRules } from "../strategies/rules.fixture.ts";
import { PaperBook } from "./paper-book.ts";
import { actOnClose, type CoinAtClose, missedAtClose } from "./paper-candle.ts";
import { touchLevels } from "./paper-levels.ts";
import { emptyState, equityOf, type PaperState } from "./paper-state.ts";

const HOUR = 3_600_000;
const T = Date.UTC(2026, 0, 5, 12);
const FREE = { makerPct: 0, takerPct: 0, slippage: { kind: "none" } } as const;

function bookAt(
  state: PaperState,
  prices: Record<string, number>,
  rules: Partial<StrategyRulesInput>,
  now = T + 15_000,
): PaperBook {
  const whole = trendRules({ timeframe: "1h", ...rules });
  const settings = readSettings(whole, parameterValues(whole), HOUR);
  const parts = { settings, capital: 10_000, intervalMs: HOUR, now: new Date(now) };
  return new PaperBook(state, { ...parts, prices: new Map(Object.entries(prices)) });
}

function saying(coin: string, ...actions: SignalAction[]): CoinAtClose {
  const unknown = { volatility: Number.NaN, stopAtr: 4, trailingAtr: Number.NaN, targetAtr: Number.NaN };
  const said = new Map(actions.map((action) => [action, `because of ${coin}`]));
  return { coin, isMember: true, closePrice: 100, volume: 1_000, actions: said, ...unknown };
}

describe("a close on paper", () => {
  it("enters at the live price with costs and slippage, and cash never goes below zero", () => {
    const state = emptyState(10_000);
    const costs = { takerPct: 1, makerPct: 1, slippage: { kind: "fixed", pct: 2 } } as const;
    const book = bookAt(state, { a: 50 }, { costs, sizing: { kind: "equity", pct: 100 } });
    expect(actOnClose(book, T, [saying("a", "enter-long")])).toEqual([
      { coin: "a", action: "enter-long", closePrice: 100, trace: "because of a", fillPrice: 51, note: null },
    ]);
    const [tranche] = state.tranches;
    expect(tranche).toMatchObject({ entryPrice: 51, signalAt: T, enteredAt: T + 15_000, side: 1 });
    // 10,000 / 1.01 buys 9,900.99 worth; its fee of 1 % takes the rest.
    expect((tranche?.quantity ?? 0) * 51).toBeCloseTo(10_000 / 1.01, 8);
    expect(state.cash).toBeCloseTo(0, 8);
    expect(state.cash).toBeGreaterThanOrEqual(-1e-9);
    expect(equityOf(state, new Map([["a", 50]]))).toBeCloseTo((10_000 / 1.01 / 51) * 50, 8);
  });

  it("exits before it enters, and takes entries in the order of the universe as far as positions go", () => {
    const state = emptyState(10_000);
    const rules = { costs: FREE, maxPositions: 2 };
    actOnClose(bookAt(state, { a: 10, b: 10, c: 10 }, rules), T, [
      saying("a", "enter-long"),
      saying("b", "enter-long"),
    ]);
    const book = bookAt(state, { a: 12, b: 10, c: 10 }, rules, T + HOUR + 1);
    const outcomes = actOnClose(book, T + HOUR, [
      saying("c", "enter-long"),
      saying("d", "enter-long"),
      saying("a", "exit-long"),
      saying("b", "exit-short"),
    ]);
    expect(outcomes.map(({ coin, action, fillPrice }) => [coin, action, fillPrice])).toEqual([
      ["a", "exit-long", 12],
      ["c", "enter-long", 10],
      ["d", "enter-long", null],
    ]);
    expect(outcomes[2]?.note).toContain("2 positions at most");
    expect(book.closed).toMatchObject([
      { number: 1, coin: "a", reason: "signal", entryPrice: 10, exitPrice: 12, profitUsd: 1_000, candles: 1 },
    ]);
  });

  it("says so where there is no live price, and fills nothing", () => {
    const state = emptyState(10_000);
    expect(actOnClose(bookAt(state, {}, {}), T, [saying("a", "enter-long")])).toMatchObject([
      { fillPrice: null, note: expect.stringContaining("no live price") },
    ]);
    expect(state).toEqual({ ...emptyState(10_000), fundedAt: T + 15_000 });
  });

  it("fills no more than the rules let it take of a candle's volume", () => {
    const state = emptyState(10_000);
    const costs = { ...FREE, mostOfVolumePct: 1 };
    actOnClose(bookAt(state, { a: 1 }, { costs }), T, [saying("a", "enter-long")]);
    expect(state.tranches[0]?.quantity).toBe(10);
    const unknown = { ...saying("b", "enter-long"), volume: Number.NaN };
    const [outcome] = actOnClose(bookAt(state, { b: 1 }, { costs, maxPositions: 2 }), T, [unknown]);
    expect(outcome).toMatchObject({ fillPrice: null, note: expect.stringContaining("volume") });
  });

  it("lets a coin cool down for whole candles", () => {
    const state = { ...emptyState(10_000), closedAt: { a: T - 0.5 * HOUR } };
    const rules = { cooldownCandles: 2, costs: FREE };
    const noteAt = (at: number) =>
      actOnClose(bookAt(structuredClone(state), { a: 1 }, rules, at), at, [saying("a", "enter-long")])[0]?.note;
    expect(noteAt(T)).toContain("cool down");
    expect(noteAt(T + HOUR)).toContain("cool down");
    expect(noteAt(T + 2 * HOUR)).toBeNull();
  });

  it("closes what has been held for its time, and what left the universe", () => {
    const state = emptyState(10_000);
    const rules = { costs: FREE, maxPositions: 2, stops: { candles: 2 } };
    const prices = { a: 10, b: 10 };
    actOnClose(bookAt(state, prices, rules), T, [saying("a", "enter-long"), saying("b", "enter-long")]);
    const later = bookAt(state, prices, rules, T + HOUR + 1);
    actOnClose(later, T + HOUR, [saying("a"), { ...saying("b"), isMember: false }]);
    expect(later.closed).toMatchObject([{ coin: "b", reason: "left-universe" }]);
    const last = bookAt(state, prices, rules, T + 2 * HOUR + 1);
    actOnClose(last, T + 2 * HOUR, [saying("a")]);
    expect(last.closed).toMatchObject([{ coin: "a", reason: "time" }]);
  });

  it("adds a tranche only at its distance below the last one", () => {
    const state = emptyState(10_000);
    const rules = {
      costs: FREE,
      adding: { tranches: 3, spacingPct: 10 },
      sizing: { kind: "cash", amount: 100 },
    } as const;
    const enter = (price: number) => actOnClose(bookAt(state, { a: price }, rules), T, [saying("a", "enter-long")]);
    enter(100);
    expect(enter(91)).toEqual([]);
    expect(enter(90)).toMatchObject([{ fillPrice: 90 }]);
    expect(state.tranches).toHaveLength(2);
  });

  it("brings positions back to their size", () => {
    const state = emptyState(10_000);
    const rules = {
      costs: FREE,
      maxPositions: 2,
      sizing: { kind: "equity", pct: 50 },
      rebalance: { candles: 1 },
    } as const;
    const prices = { a: 100, b: 100 };
    actOnClose(bookAt(state, prices, rules), T, [saying("a", "enter-long"), saying("b", "enter-long")]);
    const book = bookAt(state, { a: 200, b: 100 }, rules, T + HOUR);
    actOnClose(book, T + HOUR, [saying("a"), saying("b")]);
    expect(state.tranches.map(({ coin, quantity }) => [coin, quantity])).toEqual([
      ["a", 37.5],
      ["b", 75],
    ]);
    expect(book.closed).toMatchObject([{ coin: "a", reason: "rebalance", quantity: 12.5, profitUsd: 1_250 }]);
    expect(book.equity).toBeCloseTo(15_000, 8);
  });

  it("enters neither side where both are said, nor one whose exit holds", () => {
    const state = emptyState(10_000);
    const both = actOnClose(bookAt(state, { a: 1 }, {}), T, [saying("a", "enter-long", "enter-short")]);
    expect(both).toMatchObject([{ fillPrice: null, note: expect.stringContaining("at once") }]);
    expect(actOnClose(bookAt(state, { a: 1 }, {}), T, [saying("a", "enter-long", "exit-long")])).toEqual([]);
  });

  it("does not fill what was missed, and leaves out what could have meant nothing", () => {
    const state = emptyState(10_000);
    const coins = [saying("a", "enter-long", "exit-short"), { ...saying("b", "enter-long"), closePrice: null }];
    expect(missedAtClose(bookAt(state, { a: 1 }, {}), coins)).toMatchObject([
      { coin: "a", action: "enter-long", fillPrice: null, note: expect.stringContaining("did not look") },
    ]);
    expect(state.tranches).toEqual([]);
  });
});

describe("a short on paper", () => {
  it("locks what it brings in and as much again, earns as the price falls, and pays funding by the day", () => {
    const state = emptyState(10_000);
    const costs = { ...FREE, fundingPctPerDay: 2.4 };
    const rules = { costs, sizing: { kind: "equity", pct: 100 } } as const;
    actOnClose(bookAt(state, { a: 100 }, rules, T), T, [saying("a", "enter-short")]);
    expect(state.tranches).toMatchObject([{ side: -1, quantity: 100 }]);
    expect(state.cash).toBe(20_000);
    // Nothing is free for another one.
    const [full] = actOnClose(bookAt(state, { a: 100, b: 1 }, { ...rules, maxPositions: 2 }, T), T, [
      saying("b", "enter-short"),
    ]);
    expect(full?.note).toContain("no cash");
    const book = bookAt(state, { a: 90 }, rules, T + HOUR);
    actOnClose(book, T + HOUR, [saying("a", "exit-short")]);
    // 0.1 % of 9,000 for an hour.
    expect(book.closed[0]?.profitUsd).toBeCloseTo(1_000 - 9, 8);
    expect(state.cash).toBeCloseTo(10_991, 8);
  });
});

describe("levels on paper", () => {
  const long = (stops: StrategyRulesInput["stops"], costs: StrategyRulesInput["costs"] = FREE) => {
    const state = emptyState(10_000);
    const rules = { costs, ...(stops && { stops }) };
    actOnClose(bookAt(state, { a: 100 }, rules), T, [saying("a", "enter-long")]);
    return (price: number) => {
      const book = bookAt(state, { a: price }, rules, T + HOUR / 2);
      touchLevels(book);
      return book.closed.map(({ reason, exitPrice }) => [reason, exitPrice]);
    };
  };

  it("close at the live price beyond a stop, with slippage", () => {
    const at = long({ fixedPct: 5 }, { takerPct: 0, slippage: { kind: "fixed", pct: 1 } });
    expect(at(97)).toEqual([]);
    expect(at(90)).toEqual([["stop", 90 * 0.99]]);
  });

  it("close at the target's own price, as a maker", () => {
    const at = long({ targetPct: 5 }, { takerPct: 0, makerPct: 0, slippage: { kind: "none" } });
    expect(at(104)).toEqual([]);
    expect(at(120)).toEqual([["target", 105]]);
  });

  it("trail the best price that was seen before", () => {
    const at = long({ trailingPct: 10 });
    expect(at(200)).toEqual([]);
    expect(at(181)).toEqual([]);
    expect(at(180)).toEqual([["trailing", 180]]);
  });

  it("take average true ranges as they were at the signal", () => {
    const at = long({ atr: { period: 14, multiple: 2 } });
    expect(at(92.1)).toEqual([]);
    expect(at(92)).toEqual([["stop", 92]]);
  });
});
