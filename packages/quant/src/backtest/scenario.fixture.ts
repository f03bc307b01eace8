import { StrategyRules, type StrategyRulesInput } from "@cryptodesk/shared/strategy/rules.contract";
import { expect } from "vitest";
import type { CoinSignals, SignalSet } from "../signals/signal-set.ts";
import type { CandleColumns, CoinCandles, MarketData } from "./market-data.ts";
import type { BacktestOutcome } from "./outcome.ts";
import { simulate } from "./simulate.ts";

export const DAY = 86_400_000;
export const START = Date.UTC(2026, 0, 1);

/** open, high, low, close, volume (1,000 if left out); null: the candle is missing. */
type Candle = readonly [number, number, number, number, number?] | null;

/** Days from 2026-01-01 on. A "split" begins another series. */
export function candlesOf(rows: readonly (Candle | "split")[]): CandleColumns {
  const kept: { time: number; segment: number; row: readonly number[] }[] = [];
  let segment = 0;
  let day = 0;
  for (const row of rows) {
    if (row === "split") segment += 1;
    else {
      if (row) kept.push({ time: START + day * DAY, segment, row: row as readonly number[] });
      day += 1;
    }
  }
  const column = (at: number) => Float64Array.from(kept, ({ row }) => row[at] ?? (at === 4 ? 1000 : Number.NaN));
  return {
    time: Float64Array.from(kept, ({ time }) => time),
    open: column(0),
    high: column(1),
    low: column(2),
    close: column(3),
    volume: column(4),
    segment: Int32Array.from(kept, (each) => each.segment),
  };
}

export function flat(price: number, days: number): Candle[] {
  return Array.from({ length: days }, () => [price, price, price, price] as const);
}

export function marketOf(
  coins: Record<string, CandleColumns>,
  members: Record<string, CoinCandles["members"]> = {},
): MarketData {
  return {
    intervalMs: DAY,
    coins: Object.entries(coins).map(([coin, candles]) => ({
      coin,
      candles,
      members: members[coin] ?? null,
      inUniverse: true,
    })),
  };
}

/** Rules without costs that put 1,000 USD into each entry; what is given replaces it. */
export function rulesOf(given: Partial<StrategyRulesInput> = {}): StrategyRules {
  return StrategyRules.parse({
    schema: 1,
    name: "Scenario",
    universe: { kind: "coin", coin: "bitcoin" },
    timeframe: "1d",
    long: { enter: { kind: "always" } },
    sizing: { kind: "cash", amount: 1000 },
    costs: { makerPct: 0, takerPct: 0, slippage: { kind: "none" } },
    ...given,
  });
}

/** At which candles of a coin something is signalled, or what is known at each. */
export interface GivenSignals {
  readonly enterLong?: readonly number[];
  readonly exitLong?: readonly number[];
  readonly enterShort?: readonly number[];
  readonly exitShort?: readonly number[];
  readonly atr?: readonly number[];
  readonly volatility?: readonly number[];
}

export function signalsOf(market: MarketData, given: Record<string, GivenSignals>, warmUpCandles = 0): SignalSet {
  const coins = market.coins.map(({ coin, candles }): CoinSignals => {
    const of = given[coin] ?? {};
    const bits = (at: readonly number[] | undefined) => {
      if (!at) return null;
      const set = new Uint8Array(candles.time.length);
      for (const index of at) set[index] = 1;
      return set;
    };
    const known = (values: readonly number[] | undefined) => (values ? Float64Array.from(values) : null);
    return {
      enterLong: bits(of.enterLong),
      exitLong: bits(of.exitLong),
      enterShort: bits(of.enterShort),
      exitShort: bits(of.exitShort),
      stopAtr: known(of.atr),
      trailingAtr: known(of.atr),
      targetAtr: known(of.atr),
      volatility: known(of.volatility),
    };
  });
  return { coins, warmUpCandles };
}

/** Trades one coin on given signals with a capital of 10,000 USD, in both ways there are, which must agree. */
export function trade(
  rows: readonly (Candle | "split")[],
  signals: GivenSignals,
  given: Partial<StrategyRulesInput> = {},
): BacktestOutcome {
  const market = marketOf({ bitcoin: candlesOf(rows) });
  const rules = rulesOf(given);
  const known = signalsOf(market, { bitcoin: signals });
  const outcome = simulate(rules, market, known, { capital: 10_000 });
  expect(simulate(rules, market, known, { capital: 10_000, everyStep: true })).toEqual(outcome);
  return outcome;
}

/** Trades as one reads them: reason, days of entry and exit, prices, result. */
export function tradesOf(outcome: BacktestOutcome) {
  const { trades } = outcome;
  return Array.from({ length: trades.length }, (_, at) => ({
    reason: trades.reason[at],
    entered: dayOf(trades.enteredAt[at]),
    exited: dayOf(trades.exitedAt[at]),
    from: trades.entryPrice[at],
    to: trades.exitPrice[at],
    profit: trades.profitUsd[at],
  }));
}

function dayOf(timeMs = Number.NaN): number {
  return (timeMs - START) / DAY;
}
